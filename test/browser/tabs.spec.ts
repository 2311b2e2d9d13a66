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

const config = {
  shirube: 1,
  version: 'c1',
  caps: { gap: '0s' },
  milestones: [
    { id: 'tried', when: { kind: 'event', name: 'try', count: { atLeast: 3 } } },
    { id: 'dwelt', when: { kind: 'dwell', path: '/long', atLeast: '30s' } },
    { id: 'week', when: { kind: 'inactivity', for: '7d', of: { event: 'try' } } },
  ],
  content: [
    { id: 'hint', kind: 'nudge', title: 'Hint', body: 'Try this', when: { kind: 'milestone', id: 'tried' } },
    {
      id: 'tour',
      kind: 'tour',
      frequency: 'untilCompleted',
      when: { kind: 'event', name: 'start tour' },
      steps: [
        { id: 'one', title: 'One', body: '1' },
        { id: 'two', title: 'Two', body: '2' },
      ],
    },
  ],
};
interface Scene {
  collector: Collector;
  context: BrowserContext;
  open(path?: string): Promise<Page>;
  of(name: string): unknown[];
}
const scene = async (work: (scene: Scene) => Promise<void>, given: object = config): Promise<void> => {
  const collector = await startCollector();
  collector.page = (url) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given) }
      : { body: collector.html('data-config="/config"') };
  const context = await browser.newContext();
  try {
    await work({
      collector,
      context,
      async open(path = '/') {
        const page = await context.newPage();
        await page.goto(collector.url + path);
        await page.evaluate(() => window.shirube.ready);
        return page;
      },
      of: (name) => collector.order.filter((event) => event.event === name),
    });
    await balanced(context);
  } finally {
    await context.close();
    await collector.close();
  }
};
const shown = (page: Page, text: string) =>
  page
    .getByText(text, { exact: true })
    .first()
    .isVisible()
    .catch(() => false);

describe.concurrent('one person, several tabs', () => {
  it('finds the help button in the tab that they look at, after a reload too', () =>
    scene(
      async ({ open }) => {
        const button = (page: Page) => shown(page, 'Help me');
        const [one, two] = [await open('/a'), await open('/b')];
        // A headless browser calls every tab visible: the page is told what a real one says.
        const look = (page: Page, at: 'visible' | 'hidden') =>
          page.evaluate((is) => {
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => is });
            document.dispatchEvent(new Event('visibilitychange'));
          }, at);
        await look(two, 'hidden');
        await until(() => button(one));
        await look(one, 'hidden');
        await look(two, 'visible');
        await until(() => button(two));
        await until(async () => !(await button(one)));
        await two.reload();
        await until(() => button(two));
        await look(two, 'hidden');
        await look(one, 'visible');
        await until(() => button(one));
      },
      {
        shirube: 1,
        content: [{ id: 'help', kind: 'hub', title: 'Help', launcher: 'Help me', holdout: 0, when: { kind: 'page', path: '/**' } }],
      },
    ));
  it('counts together: the third try is the third, in whichever tab; the hint is shown in one tab, once', () =>
    scene(async ({ collector, open, of }) => {
      const [one, two] = [await open('/a'), await open('/b')];
      await one.evaluate(() => window.shirube.identify('u'));
      await two.evaluate(() => window.shirube.identify('u'));
      await one.evaluate(() => window.shirube.track('try'));
      await two.evaluate(() => window.shirube.track('try'));
      await one.waitForTimeout(300);
      await one.evaluate(() => window.shirube.track('try'));
      await until(() => of('Content Shown').length > 0);
      await one.waitForTimeout(1500);
      expect(of('Milestone Reached')).toHaveLength(1);
      expect(of('Content Shown')).toHaveLength(1);
      expect((await Promise.all([one, two].map((page) => shown(page, 'Hint')))).filter(Boolean)).toHaveLength(1);
      expect(collector.duplicates).toBe(0);
    }));

  it('finds the tutorial where it was left after a reload, and in another tab after the first one died', { timeout: 60_000 }, () =>
    scene(async ({ open, of }) => {
      const page = await open('/a');
      await page.evaluate(async () => {
        await window.shirube.identify('u');
        await window.shirube.track('start tour');
      });
      await until(() => shown(page, 'One'));
      await page.getByRole('button', { name: 'Next' }).click();
      await until(() => shown(page, 'Two'));
      await page.reload();
      expect(await until(() => shown(page, 'Two'), 10_000)).toBe(true);
      const other = await open('/b');
      const session = await page.context().newCDPSession(page);
      void session.send('Page.crash').catch(() => {});
      await page.waitForEvent('crash').catch(() => {});
      await other.reload();
      expect(await until(() => shown(other, 'Two'), 15_000)).toBe(true);
      expect(of('Content Dismissed')).toEqual([]);
    }),
  );

  it('finds what they ask for where they are, also when it still stands in the tab before', { timeout: 60_000 }, () =>
    scene(async ({ open, of }) => {
      const first = await open();
      await first.evaluate(() => window.shirube.show('tour'));
      await until(() => shown(first, 'One'));
      await first.getByRole('button', { name: 'Next' }).click();
      await until(() => shown(first, 'Two'));
      // Long enough for it to count as shown there.
      await until(() => of('Content Shown').length === 1);
      await first.waitForTimeout(2500);
      const second = await open();
      expect(await shown(second, 'Two')).toBe(false);
      await second.evaluate(() => window.shirube.show('tour'));
      await until(() => shown(second, 'Two'));
      await until(async () => !(await shown(first, 'Two')));
      await second.getByRole('button', { name: 'Done' }).click();
      await until(() => of('Content Completed').length === 1);
      expect(of('Content Dismissed')).toEqual([]);
    }),
  );
  it('gives a duplicated tab an id of its own', () =>
    scene(async ({ collector, context, open }) => {
      const page = await open('/a');
      const [copy] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => void window.open('/a'))]);
      await copy.waitForLoadState();
      await copy.evaluate(() => window.shirube.track('from the copy'));
      await page.evaluate(() => window.shirube.track('from the first'));
      await until(() => collector.names().length >= 2);
      const ids = ['from the copy', 'from the first'].map((name) => collector.order.find((event) => event.event === name)?.context.tabId);
      expect(new Set(ids).size).toBe(2);
    }));
});

describe.concurrent('time', () => {
  it(
    '30 s on the page are 30 s of looking at it: half hidden is not enough, and a week passes while the page sleeps',
    { timeout: 60_000 },
    () =>
      scene(async ({ context, collector, of }) => {
        const page = await context.newPage();
        await page.clock.install({ time: new Date('2026-04-01T09:00:00Z') });
        await page.goto(`${collector.url}/long`);
        await page.evaluate(async () => {
          await window.shirube.ready;
          await window.shirube.identify('u', {}, { login: true });
          await window.shirube.track('try');
        });
        await page.clock.runFor(20_000);
        const look = (state: string) =>
          page.evaluate((value) => {
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
            document.dispatchEvent(new Event('visibilitychange'));
          }, state);
        await look('hidden');
        await page.clock.runFor(60_000);
        await look('visible');
        await page.clock.runFor(9000);
        expect(of('Milestone Reached')).toEqual([]);
        await page.clock.runFor(3000);
        await until(() => of('Milestone Reached').length > 0);
        expect(of('Milestone Reached')).toMatchObject([{ properties: { milestone: 'dwelt' } }]);
        // One timer of an hour at most: a laptop that was closed for eight days is told on waking.
        await page.clock.fastForward(8 * 864e5);
        await page.clock.runFor(3_700_000);
        await until(() => of('Milestone Reached').length > 1);
        expect(of('Milestone Reached')).toMatchObject([{}, { properties: { milestone: 'week' } }]);
      }),
  );

  it('stores the events of a tab in their order although the clock is put back a day', () =>
    scene(async ({ collector, open }) => {
      const page = await open('/a');
      await page.evaluate(async () => {
        const { now } = Date;
        for (let i = 0; i < 12; i++) {
          const shift = i % 3 === 1 ? -864e5 : i % 3 === 2 ? 864e5 : 0;
          Date.now = () => now() + shift;
          await window.shirube.track(`e${i}`);
        }
        Date.now = now;
      });
      expect(await until(() => collector.names().filter((name) => name.startsWith('e')).length >= 12, 25_000)).toBe(true);
      expect(collector.names().filter((name) => name.startsWith('e'))).toEqual(Array.from({ length: 12 }, (_, i) => `e${i}`));
    }));
});
