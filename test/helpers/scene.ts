/** Scenes of one person in Chromium, with a collector of their own; at the end the books balance. Registers the hooks of the file that calls it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startCollector, type Collector } from '../chaos/collector.mjs';
import { launch } from './browsers';
import { balanced } from './ledger';

export interface Scene {
  collector: Collector;
  context: BrowserContext;
  page: Page;
  url: string;
  /** What the host page would see go wrong. */
  errors: string[];
}

/** Errors that the host page would see. */
async function watched(page: Page): Promise<string[]> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    addEventListener('unhandledrejection', (event) => {
      throw new Error(`unhandled ${String(event.reason)}`);
    });
  });
  return errors;
}

export function scenes() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch('chromium');
  });
  afterAll(() => browser?.close());
  /** `attributes`: of the script tag, beside endpoint and key. */
  const scene = async (attributes: string, work: (scene: Scene) => Promise<void>): Promise<void> => {
    const collector = await startCollector({ attributes });
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await work({ collector, context, page, url: collector.url, errors: await watched(page) });
      await balanced(context);
    } finally {
      await context.close();
      await collector.close();
    }
  };
  return {
    scene,
    withCollector: (work: (collector: Collector, page: Page, errors: string[]) => Promise<void>): Promise<void> =>
      scene('', ({ collector, page, errors }) => work(collector, page, errors)),
  };
}

/** Gives this configuration at /config; other addresses stay the page. */
export const configured = (collector: Collector, config: object): void => {
  collector.page = ({ pathname }) =>
    pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ shirube: 1, ...config }) }
      : undefined;
};
/** Everything that the browser keeps for this origin, as text, read by the browser itself. */
export const kept = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const storage of [localStorage, sessionStorage])
      for (let i = 0; i < storage.length; i++) found.push(`${storage.key(i)}=${storage.getItem(storage.key(i) ?? '')}`);
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
      });
      const kv = db.transaction('kv').objectStore('kv');
      const [keys, values] = await Promise.all(
        [kv.getAllKeys(), kv.getAll()].map(
          (request) =>
            new Promise<unknown[]>((resolve) => {
              request.onsuccess = () => resolve(request.result);
            }),
        ),
      );
      keys?.forEach((key, i) => found.push(`${String(key)}=${JSON.stringify(values?.[i])}`));
      db.close();
    }
    return [...found, document.cookie].filter(Boolean);
  });
/** Requests to the endpoint. */
export const sent = ({ paths }: Collector) => paths.filter((path) => path.startsWith('/c/'));
/** Does this in a page in which nothing is deleted any more from here on, as when its process ends. */
export const dying = async (page: Page, last: () => unknown): Promise<void> => {
  await page.evaluate(() => {
    IDBFactory.prototype.open = () => {
      throw new Error('gone');
    };
    IDBDatabase.prototype.transaction = () => {
      throw new Error('gone');
    };
    Storage.prototype.removeItem = () => {};
  });
  await page.evaluate(last);
};
