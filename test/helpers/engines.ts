/** The engines that can be driven here, one browser of each for a whole file. Registers the hooks of the file that calls it. */
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { findBrowsers, launch, type EngineName } from './browsers';

export function drivable() {
  const engines = (['chromium', 'firefox'] as const).filter((engine) => findBrowsers()[engine]);
  const browsers = new Map<EngineName, Browser>();
  beforeAll(async () => {
    await Promise.all(engines.map(async (engine) => browsers.set(engine, await launch(engine))));
  }, 60_000);
  afterAll(async () => {
    await Promise.all([...browsers.values()].map((browser) => browser.close()));
  });
  return {
    engines,
    /** Cookies, storage and pages of its own. */
    async contextOf(engine: EngineName): Promise<BrowserContext> {
      const context = await browsers.get(engine)?.newContext();
      if (!context) throw new Error(`no ${engine}`);
      return context;
    },
  };
}
