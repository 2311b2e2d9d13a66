// One run per published entry: entries that share a run would share chunks, and the validator would leak into the browser script.
// Each package says what it publishes in its own rollup.config.mjs.
import { existsSync } from 'node:fs';

const packages = [
  'packages/engine',
  'packages/browser',
  'packages/cli',
  'packages/dashboard',
  'packages/collector',
  'examples/haruiro-billing',
];
const only = process.env.SHIRUBE_BUILD?.split(',');

/** SHIRUBE_BUILD=browser,engine builds only these packages. */
export default (
  await Promise.all(
    packages
      .filter((path) => !only || only.some((name) => path.endsWith(name)))
      .filter((path) => existsSync(new URL(`./${path}/rollup.config.mjs`, import.meta.url)))
      .map(async (path) => (await import(`./${path}/rollup.config.mjs`)).default),
  )
).flat();
