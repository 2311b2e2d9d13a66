import { cp, readFile, writeFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { transformWithOxc } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Libraries that the page contains. */
const INSIDE = ['preact', 'nanostores', 'uplot'];
const STYLES = ['base', 'shell', 'parts', 'tables', 'pages'];

/** Takes the types away; they are judged by `tsc -b`. Formulas that the calculator shares with the collector come from its sources. */
const source = () => ({
  name: 'dashboard-source',
  resolveId: (id) => (id === '@shirube/collector/stock' ? here('../collector/src/metrics/stock.ts') : null),
  transform: (code, id) =>
    /\.tsx?$/.test(id)
      ? transformWithOxc(code, id, { jsx: { runtime: 'automatic', importSource: 'preact' }, target: 'es2022' })
      : code.includes('process.env.NODE_ENV')
        ? { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }
        : null,
});

/** One style sheet (the chart library's and ours), the page itself, and the licences of what is inside. */
const assets = () => ({
  name: 'dashboard-assets',
  async writeBundle() {
    await mkdir(here('./dist'), { recursive: true });
    const chart = await readFile(createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css'), 'utf8');
    const own = await Promise.all(STYLES.map((name) => readFile(here(`./src/css/${name}.css`), 'utf8')));
    await writeFile(here('./dist/dashboard.css'), [chart, ...own].join('\n'));
    const licences = await Promise.all(
      INSIDE.map(async (name) => `${name}\n\n${await readFile(here(`../../node_modules/${name}/LICENSE`), 'utf8')}`),
    );
    await writeFile(here('./dist/licenses.txt'), licences.join('\n\n---\n\n'));
    await cp(here('./public'), here('./dist'), { recursive: true });
  },
});

export default [
  {
    input: here('./src/main.tsx'),
    output: { file: here('./dist/dashboard.js'), format: 'es' },
    plugins: [
      source(),
      resolve({ browser: true, extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
      terser({ module: true, ecma: 2020, compress: { passes: 2 }, format: { comments: false } }),
      assets(),
    ],
  },
];
