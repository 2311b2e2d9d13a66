import { readFileSync, rmSync } from 'node:fs';
import { nodeExternal, nodePlugins } from '../rollup.shared.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** One entry, one chunk per command: a command loads only what it needs. */
const chunks = (name) => ({
  dir: 'packages/cli/dist',
  format: 'es',
  entryFileNames: `${name}.js`,
  chunkFileNames: 'chunks/[name]-[hash].js',
});
const replaceVersion = {
  name: 'version',
  renderChunk: (code) => code.replace(/typeof SHIRUBE_VERSION === 'string' \? SHIRUBE_VERSION : '0\.0\.0'/, JSON.stringify(version)),
};

/** Chunks of earlier builds would be published with it. */
const clean = { name: 'clean', buildStart: () => rmSync(new URL('./dist/chunks', import.meta.url), { recursive: true, force: true }) };

export default {
  input: { cli: 'packages/cli/src/cli.ts' },
  output: chunks('[name]'),
  external: nodeExternal,
  plugins: [clean, ...nodePlugins('cli'), replaceVersion],
};
