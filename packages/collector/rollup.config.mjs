import { nodeExternal, nodePlugins } from '../rollup.shared.mjs';

/** Two entries: the library that other servers mount, and the command. Dependencies stay outside. */
export default ['index', 'main'].map((name) => ({
  input: `packages/collector/src/${name}.ts`,
  output: { file: `packages/collector/dist/${name}.js`, format: 'es', ...(name === 'main' && { banner: '#!/usr/bin/env node' }) },
  external: nodeExternal,
  plugins: nodePlugins('collector'),
}));
