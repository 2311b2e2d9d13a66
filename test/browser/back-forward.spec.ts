import { chromium, type Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { findBrowsers, launch } from '../helpers/browsers';

describe('the back/forward cache', () => {
  /** Leaves and comes back; the page itself reports, since a restored page may be out of the driver's reach. */
  const back = async (page: Page, collector: Collector): Promise<boolean> => {
    await page.goto(collector.url);
    await page.evaluate(async () => {
      addEventListener('pageshow', (event) => {
        void fetch(event.persisted ? '/restored' : '/reloaded');
        void window.shirube.track('after');
      });
      await window.shirube.ready;
      await window.shirube.track('before');
      await window.shirube.flush();
    });
    await page.goto(`${collector.url}/blank`);
    await page.evaluate(() => history.back()).catch(() => {});
    await until(() => collector.paths.some((path) => path === '/restored' || path === '/reloaded'), 10_000);
    return collector.paths.includes('/restored');
  };
  it('keeps the page in Chromium; the return is a page view and events go on', { timeout: 40_000 }, async () => {
    const collector = await startCollector();
    const own = await chromium.launch({
      executablePath: findBrowsers().chromium ?? '',
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      args: ['--no-sandbox'],
    });
    try {
      const page = await own.newPage();
      expect(await back(page, collector)).toBe(true);
      await until(() => collector.names().length >= 2);
      // What the script is told while the page comes back may be told before the page says that it is back.
      const told = collector.order.map((event) => event.event ?? event.type);
      expect([told.slice(0, 2), told.slice(2).sort()]).toEqual([
        ['page', 'before'],
        ['after', 'page'],
      ]);
      expect(new Set(collector.order.map((event) => event.context.tabId)).size).toBe(1);
    } finally {
      await own.close();
      await collector.close();
    }
  });
  it.each((['chromium', 'firefox'] as const).filter((name) => findBrowsers()[name]))(
    'does not bring back somebody who has signed out on the next page, in %s',
    { timeout: 120_000 },
    async (name) => {
      const collector = await startCollector();
      // It hears of the sign-out, and browsers give up a kept page that hears something.
      collector.page = () => ({
        body: collector.html(
          '',
          `<script>addEventListener('pageshow', (event) => setTimeout(() => {
      if (event.persisted || performance.getEntriesByType('navigation')[0].type === 'back_forward') shirube.track('after');
    }, 50));</script>`,
        ),
      });
      const own =
        name === 'chromium'
          ? await chromium.launch({
              executablePath: findBrowsers().chromium ?? '',
              ignoreDefaultArgs: ['--disable-back-forward-cache'],
              args: ['--no-sandbox'],
            })
          : await launch(name);
      try {
        const page = await own.newPage();
        await page.goto(`${collector.url}/first`);
        await page.evaluate(async () => {
          await window.shirube.ready;
          await window.shirube.identify('u_former');
          await window.shirube.flush();
        });
        await page.goto(`${collector.url}/second`);
        await page.evaluate(() => window.shirube.reset());
        await page.waitForTimeout(300);
        await page.evaluate(() => history.back()).catch(() => {});
        expect(await until(() => collector.names().includes('after'), 15_000)).toBe(true);
        expect(collector.order.find(({ event }) => event === 'after')?.userId).toBeUndefined();
      } finally {
        await own.close();
        await collector.close();
      }
    },
  );
  it.runIf(findBrowsers().firefox)('keeps the page in Firefox', { timeout: 120_000 }, async () => {
    const collector = await startCollector();
    const own = await launch('firefox');
    try {
      expect(await back(await own.newPage(), collector)).toBe(true);
    } finally {
      await own.close();
      await collector.close();
    }
  });
});
