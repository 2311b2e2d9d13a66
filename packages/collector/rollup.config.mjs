import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { nodeExternal, nodePlugins } from '../rollup.shared.mjs';

const at = (path) => new URL(path, import.meta.url);

/** The package is whole without the repository: it brings the dashboard (built just before) and the licence along. */
const dashboard = () => ({
  name: 'collector-dashboard',
  async writeBundle() {
    await cp(at('../../LICENSE'), at('./dist/LICENSE'));
    if (!existsSync(at('../dashboard/dist/index.html')))
      return this.warn('the dashboard is not built, the package will be without it: SHIRUBE_BUILD=dashboard,collector npm run build');
    await rm(at('./dist/dashboard'), { recursive: true, force: true });
    await cp(at('../dashboard/dist'), at('./dist/dashboard'), {
      recursive: true,
      filter: (path) => !/[\\/](?:types|\.tsbuildinfo)$/.test(path),
    });
  },
});

/** Started by its address as a thread, so it lies beside the bundles as it is. */
const thread = () => ({
  name: 'collector-thread',
  writeBundle: () => cp(at('./src/stores/sqlite-thread.mjs'), at('./dist/sqlite-thread.mjs')),
});

/** Two entries: the library that other servers mount, and the command. Dependencies stay outside. */
export default ['index', 'main'].map((name) => ({
  input: `packages/collector/src/${name}.ts`,
  output: { file: `packages/collector/dist/${name}.js`, format: 'es', ...(name === 'main' && { banner: '#!/usr/bin/env node' }) },
  external: nodeExternal,
  plugins: [...nodePlugins('collector'), thread(), ...(name === 'main' ? [dashboard()] : [])],
}));
