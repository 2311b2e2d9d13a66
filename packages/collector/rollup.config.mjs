import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeExternal, nodePlugins } from '../rollup.shared.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The library, and the program around it. Dependencies stay outside. */
export default [
  { name: 'index', banner: '' },
  { name: 'main', banner: '#!/usr/bin/env node' },
].filter(({ name }) => existsSync(here(`src/${name}.ts`))).map(({ name, banner }) => ({
  input: here(`src/${name}.ts`),
  output: { file: here(`dist/${name}.js`), format: 'es', banner },
  external: nodeExternal,
  plugins: nodePlugins(),
}));
