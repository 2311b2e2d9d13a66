import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { nodeExternal, nodePlugins } from '../rollup.shared.mjs';

/** The package brings the dashboard along, when that was built before. */
const dashboard = () => ({
  name: 'collector-dashboard',
  async writeBundle() {
    const built = new URL('../dashboard/dist', import.meta.url);
    if (existsSync(built)) await cp(built, new URL('./dist/dashboard', import.meta.url), { recursive: true });
  },
});

/** Started by its address as a thread, so it lies beside the bundles as it is. */
const thread = () => ({ name: 'collector-thread', writeBundle: () => cp(new URL('./src/stores/sqlite-thread.mjs', import.meta.url), new URL('./dist/sqlite-thread.mjs', import.meta.url)) });

/** Two entries: the library that other servers mount, and the command. Dependencies stay outside. */
export default ['index', 'main'].map((name) => ({
  input: `packages/collector/src/${name}.ts`,
  output: { file: `packages/collector/dist/${name}.js`, format: 'es', ...(name === 'main' && { banner: '#!/usr/bin/env node' }) },
  external: nodeExternal,
  plugins: [...nodePlugins('collector'), thread()],
}));
