import { cp, readFile, writeFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { browserPlugins } from '../rollup.shared.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const STYLES = ['base', 'shell', 'parts', 'tables', 'pages'];

/** One style sheet (the chart library's and ours), and the page itself. */
const assets = () => ({
  name: 'dashboard-assets',
  async writeBundle() {
    await mkdir(here('./dist'), { recursive: true });
    const chart = await readFile(createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css'), 'utf8');
    const own = await Promise.all(STYLES.map((name) => readFile(here(`./src/css/${name}.css`), 'utf8')));
    await writeFile(here('./dist/dashboard.css'), [chart, ...own].join('\n'));
    await cp(here('./public'), here('./dist'), { recursive: true });
  },
});

export default [{
  input: here('./src/main.tsx'),
  output: { file: here('./dist/dashboard.js'), format: 'es' },
  plugins: [...browserPlugins('dashboard'), assets()],
}];
