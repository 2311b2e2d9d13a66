/** One browser, one bundle, one server for a file of tests; a fresh context for each page. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launch, type EngineName } from '../../../helpers/browsers';
import { bundleFace } from './bundle';
import { hostPage, type HostOptions } from './page';
import { serve, type HarnessServer } from './server';

export interface Rig {
  browser: Browser;
  server: HarnessServer;
  /** Opens the host page and waits for the face. */
  open(options?: HostOptions, context?: BrowserContextOptions & { path?: string; headers?: Record<string, string> }): Promise<Page>;
  close(): Promise<void>;
}

let bundle: ReturnType<typeof bundleFace> | undefined;

export async function rig(engine: EngineName = 'chromium', firefoxUserPrefs?: Record<string, string | number | boolean>): Promise<Rig> {
  bundle ??= bundleFace();
  const { dir } = await bundle;
  const server = await serve(dir);
  const browser = await launch(engine, firefoxUserPrefs ? { firefoxUserPrefs } : {});
  let n = 0;
  let usual: Page | undefined;
  return {
    browser,
    server,
    async open(options = {}, { path, headers, ...context } = {}) {
      // The usual desktop page is one that is reused: a fresh context costs more than most tests.
      const own = Object.keys(context).length > 0 || !usual;
      const page = own ? await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })).newPage() : usual;
      if (!page) throw new Error('no page');
      if (own && !Object.keys(context).length) usual = page;
      page.removeAllListeners();
      page.setDefaultTimeout(15_000);
      const url = server.page(path ?? `/p${++n}`, { html: hostPage(options), ...(headers && { headers }) });
      await page.goto(url);
      if (!options.bare) await page.waitForSelector('html[data-ready]', { state: 'attached' });
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
