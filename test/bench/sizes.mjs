/** What the engine weighs in a browser bundle, minified. `node test/bench/sizes.mjs` prints the table; nothing has to be built before. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { rollup } from 'rollup';
import { browserPlugins } from '../../packages/rollup.shared.mjs';

const engine = fileURLToPath(new URL('../../packages/engine/src/', import.meta.url));
const parts = readdirSync(`${engine}parts`)
  .filter((file) => !/^(core|server|words)\.ts$/.test(file))
  .map((file) => file.slice(0, -3));
const WHAT = {
  'the engine alone: compileWith, step': `export { compileWith, step } from '${engine}index.ts'`,
  'with what every page has: core': `export { compileWith, step, core } from '${engine}index.ts'`,
  'with all kinds, explain': `export { compile, step, explain } from '${engine}index.ts'`,
  ...Object.fromEntries(parts.map((name) => [`part-${name}, as a file`, `export * from '${engine}parts/${name}.ts'`])),
};

export async function engineSizes(names = Object.keys(WHAT).slice(0, 2)) {
  const rows = [];
  for (const what of names) {
    const built = await rollup({
      input: 'entry',
      plugins: [
        { name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? WHAT[what] : null) },
        ...browserPlugins(),
      ],
      onwarn() {},
    });
    const { output } = await built.generate({ format: 'es' });
    rows.push({ what, minified: output[0].code.length, brotli: brotliCompressSync(output[0].code).length });
  }
  return rows;
}
export const allSizes = () => engineSizes(Object.keys(WHAT));

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await allSizes());
