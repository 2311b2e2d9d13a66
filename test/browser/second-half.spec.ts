/** What the script keeps although the files that it loads later never come. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';
import { balanced } from '../helpers/ledger';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

interface Scene {
  collector: Collector;
  context: BrowserContext;
  page: Page;
  come(): Promise<void>;
}
/** A page for which files of this name never come, until `come()`. */
const without = async (file: string, work: (scene: Scene) => Promise<void>): Promise<void> => {
  const collector = await startCollector();
  const context = await browser.newContext();
  try {
    await context.route(`**/${file}-*`, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(collector.url);
    await work({ collector, context, page, come: () => context.unroute(`**/${file}-*`) });
    await balanced(context);
  } finally {
    await context.close();
    await collector.close();
  }
};
/** Keys and values that the browser keeps for this origin, as text. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const found = Object.entries(localStorage).map(([key, value]) => `${key}=${String(value)}`);
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
      });
      const kv = db.transaction('kv').objectStore('kv');
      const ask = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve) => {
          request.onsuccess = () => resolve(request.result);
        });
      const [keys, values] = await Promise.all([ask(kv.getAllKeys()), ask(kv.getAll() as IDBRequest<unknown[]>)]);
      keys.forEach((key, i) => found.push(`${String(key)}=${JSON.stringify(values[i])}`));
      db.close();
    }
    return found.join('\n');
  });

describe.concurrent('a page to which the sending half never comes', () => {
  it('stores what happens so that even the death of the browser does not lose it, and the next page sends it in order', () =>
    without('sender', async ({ collector, page, come }) => {
      const stored = await page.evaluate(async () => {
        const before = await window.shirube.track('first');
        await window.shirube.identify('u1');
        return [before, await window.shirube.track('second')];
      });
      expect(stored).toEqual([true, true]);
      await page.evaluate(() => {
        void window.shirube.track('last words');
      });
      await page.goto(`${collector.url}/blank`);
      expect(collector.requests).toBe(0);
      await come();
      await page.goto(`${collector.url}/again`);
      expect(await until(() => collector.names().length >= 3)).toBe(true);
      expect(collector.order.map((event) => event.event ?? event.type)).toEqual([
        'page',
        'first',
        'identify',
        'second',
        'last words',
        'page',
      ]);
      await until(async () => (await page.evaluate(() => window.shirube.ledger())).http?.queued === 0);
      expect((await page.evaluate(() => window.shirube.ledger())).http).toEqual({ accepted: 6, delivered: 6, lost: {}, queued: 0 });
    }));

  it('still forgets a person in all tabs, with everything that was waiting', () =>
    without('sender', async ({ collector, context, page, come }) => {
      const other = await context.newPage();
      await other.goto(`${collector.url}/other`);
      await page.evaluate(async () => {
        await window.shirube.identify('u_secret', { name: 'Suzuki' });
        await window.shirube.track('private');
      });
      await page.evaluate(() => window.shirube.forget());
      const left = await kept(page);
      expect(left).not.toMatch(/u_secret"[^}]*"private"|Suzuki/);
      expect(left).not.toContain('"event":"private"');
      await other.evaluate(() => window.shirube.track('later'));
      await come();
      await page.goto(`${collector.url}/again`);
      expect(await until(() => collector.names().includes('later'))).toBe(true);
      expect(collector.names().sort()).toEqual(['Person Forgotten', 'later']);
      expect(collector.order.find((event) => event.event === 'later')?.userId).toBeUndefined();
    }));

  it('still obeys a person who takes their consent back', () =>
    without('sender', async ({ page }) => {
      await page.evaluate(async () => {
        await window.shirube.track('unwanted');
        window.shirube.consent('denied');
        await window.shirube.track('after');
      });
      await until(async () => !(await kept(page)).includes('unwanted'), 3000);
      expect(await kept(page)).not.toMatch(/unwanted|after/);
    }));
});

describe.concurrent('a page to which the guide never comes', () => {
  it('keeps only so much for it, and says so; every event arrives', { timeout: 60_000 }, async () => {
    const collector = await startCollector();
    const context = await browser.newContext();
    try {
      // Neither here nor refused: the worst of cases.
      await context.route('**/guide-*', () => {});
      collector.page = (url) =>
        url.pathname === '/config'
          ? { headers: { 'content-type': 'application/json' }, body: '{"shirube":1}' }
          : { body: collector.html('data-config="/config"') };
      const page = await context.newPage();
      await page.goto(collector.url);
      const heard = await page.evaluate(async () => {
        const list: string[] = [];
        window.shirube.on('degraded', ({ what }) => list.push(what));
        for (let i = 0; i < 1200; i++) {
          void window.shirube.track(`e${i}`);
          if (i % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return list;
      });
      expect(heard.filter((what) => what === 'guide')).toEqual(['guide']);
      expect(await until(() => collector.names().length >= 1200, 40_000)).toBe(true);
      expect(collector.names()).toEqual(Array.from({ length: 1200 }, (_, i) => `e${i}`));
    } finally {
      await context.close();
      await collector.close();
    }
  });
});

describe.concurrent('a page whose configuration, which names the endpoint, cannot be fetched', () => {
  it('keeps what happens there for the next page', { timeout: 60_000 }, async () => {
    const collector = await startCollector();
    const context = await browser.newContext();
    try {
      let there = false;
      collector.page = ({ pathname }) =>
        pathname === '/config'
          ? {
              headers: { 'content-type': 'application/json' },
              body: there ? JSON.stringify({ shirube: 1, endpoint: '/c' }) : 'Bad Gateway',
            }
          : { body: '<!doctype html><title>t</title><script src="/shirube.js" data-config="/config" data-write-key="pk"></script>' };
      const page = await context.newPage();
      await page.goto(collector.url);
      expect(
        await page.evaluate(async () => {
          await window.shirube.ready;
          return window.shirube.track('meanwhile');
        }),
      ).toBe(true);
      there = true;
      await page.goto(`${collector.url}/next`);
      expect(await until(() => collector.names().includes('meanwhile'))).toBe(true);
    } finally {
      await context.close();
      await collector.close();
    }
  });
});

describe.concurrent('a page that sends nothing anywhere', () => {
  it('keeps no event of anybody', { timeout: 60_000 }, async () => {
    const collector = await startCollector();
    const context = await browser.newContext();
    try {
      collector.page = ({ pathname }) =>
        pathname === '/config'
          ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ shirube: 1 }) }
          : { body: '<!doctype html><title>t</title><script src="/shirube.js" data-config="/config" data-write-key="pk"></script>' };
      const page = await context.newPage();
      await page.goto(collector.url);
      await page.evaluate(async () => {
        await window.shirube.track('private', { name: 'Suzuki' });
        await window.shirube.ready;
        await window.shirube.flush();
      });
      expect(await until(async () => !(await kept(page)).includes('Suzuki'), 5000)).toBe(true);
      expect(await kept(page)).not.toContain('q|');
    } finally {
      await context.close();
      await collector.close();
    }
  });
});
