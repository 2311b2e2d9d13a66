/** An endpoint that asks to be left alone for a while, and one on another origin: what really goes over the network. */
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
  pages: Collector;
  collector: Collector;
  context: BrowserContext;
  open(path?: string): Promise<Page>;
}
/** Pages of one server that report to another, or to the same one. */
const scene = async (elsewhere: boolean, work: (scene: Scene) => Promise<void>): Promise<void> => {
  const pages = await startCollector();
  const collector = elsewhere ? await startCollector() : pages;
  pages.page = () => ({
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><script src="/shirube.js" data-endpoint="${elsewhere ? collector.url : ''}/c" data-write-key="pk"></script></head><body><h1>Page</h1></body></html>`,
  });
  const context = await browser.newContext();
  try {
    await work({
      pages,
      collector,
      context,
      async open(path = '/') {
        const page = await context.newPage();
        await page.goto(pages.url + path);
        await page.evaluate(() => window.shirube.ready);
        return page;
      },
    });
    expect(await balanced(context)).toBeGreaterThan(0);
  } finally {
    await context.close();
    await Promise.all([pages.close(), collector.close()].slice(elsewhere ? 0 : 1));
  }
};
const track = (page: Page, name: string) => page.evaluate((event) => window.shirube.track(event), name);

describe.concurrent('an endpoint that answers 429 with Retry-After', () => {
  const ways: [how: string, elsewhere: boolean, wait: () => string][] = [
    ['in seconds', false, () => '4'],
    ['as a date', false, () => new Date(Date.now() + 5000).toUTCString()],
    ['in seconds, from another origin', true, () => '4'],
  ];
  it.each(ways)(
    '%s is left alone for so long by all tabs of the browser, also by one that opens meanwhile',
    { timeout: 60_000 },
    (_how, elsewhere, wait) =>
      scene(elsewhere, async ({ collector, open }) => {
        const [one, two] = [await open('/a'), await open('/b')];
        await until(() => collector.order.length >= 2);
        const before = collector.attempts.length;
        collector.retryAfter = wait();
        let first = true;
        collector.mode = () => {
          if (!first) return 'ok';
          first = false;
          return '429';
        };
        await track(one, 'one');
        expect(await until(() => collector.attempts.length > before)).toBe(true);
        await track(two, 'two');
        await track(await open('/c'), 'three');
        await one.reload();
        await track(one, 'four');
        expect(await until(() => collector.names().length >= 4, 30_000)).toBe(true);
        const [refused = 0, next = 0] = collector.attempts.slice(before).map(({ at }) => at);
        const asked = collector.retryAfter;
        expect(next).toBeGreaterThanOrEqual((Number(asked) ? refused + Number(asked) * 1000 : Date.parse(asked)) - 100);
        expect(collector.names().sort()).toEqual(['four', 'one', 'three', 'two']);
        expect(collector.duplicates).toBe(0);
      }),
  );
});

describe.concurrent('an endpoint on another origin', () => {
  it('gets its events without a preflight, with the token in the body, and tells no cookie', { timeout: 40_000 }, () =>
    scene(true, async ({ collector, context, open }) => {
      await context.addCookies([{ name: 'session', value: 'secret', url: collector.url }]);
      const page = await open();
      await page.evaluate(async () => {
        await window.shirube.identify('u', {}, { token: 'short.lived.token' });
        await window.shirube.track('elsewhere');
      });
      expect(await until(() => collector.names().includes('elsewhere'))).toBe(true);
      expect(new Set(collector.attempts.map(({ method }) => method))).toEqual(new Set(['POST']));
      for (const { headers } of collector.attempts)
        expect(headers).toMatchObject({ 'content-type': expect.stringMatching(/^text\/plain/) });
      for (const { headers } of collector.attempts) expect([headers.authorization, headers.cookie]).toEqual([undefined, undefined]);
      expect(collector.attempts.at(-1)?.token).toBe('short.lived.token');
    }),
  );
  it('on the same origin gets JSON, and the token in a header', { timeout: 40_000 }, () =>
    scene(false, async ({ collector, open }) => {
      const page = await open();
      await page.evaluate(async () => {
        await window.shirube.identify('u', {}, { token: 'short.lived.token' });
        await window.shirube.track('here');
      });
      expect(await until(() => collector.names().includes('here'))).toBe(true);
      expect(collector.attempts.at(-1)?.headers).toMatchObject({
        'content-type': 'application/json',
        authorization: 'Bearer short.lived.token',
      });
    }),
  );
});

describe.concurrent('a person whose vendor has put a proxy in the way', () => {
  it.each(['404', '405', '403', 'page'] as const)(
    'is told why, and loses nothing, when a proxy answers %s: all of it arrives in order when the address is right again',
    { timeout: 60_000 },
    (mode) =>
      scene(false, async ({ collector, context, open }) => {
        const page = await open();
        await until(() => collector.order.length > 0);
        await page.evaluate(() => {
          const heard: string[] = [];
          Object.assign(window, { heard });
          window.shirube.on('degraded', ({ what, is, why }) => heard.push(`${what} ${is} ${why}`));
        });
        const heard = () => page.evaluate(() => Reflect.get(window, 'heard') as string[]);
        collector.mode = mode;
        const names = Array.from({ length: 20 }, (_, i) => `kept ${i}`);
        for (const name of names) await track(page, name);
        expect(await until(async () => (await heard()).includes(`endpoint true http ${mode === 'page' ? 200 : mode}`))).toBe(true);
        const asked = collector.requests;
        await page.waitForTimeout(4000);
        expect(collector.requests - asked).toBeLessThan(14);
        expect((await page.evaluate(() => window.shirube.ledger())).http).toMatchObject({ lost: {}, queued: 20 });
        collector.mode = 'ok';
        // A page that opens does not wait as long as the last one was to.
        await page.close();
        await open();
        expect(await until(() => names.every((name) => collector.names().includes(name)), 30_000)).toBe(true);
        expect(collector.names().filter((name) => name.startsWith('kept'))).toEqual(names);
        expect(context.pages()).toHaveLength(1);
      }),
  );
});

describe.concurrent('an endpoint that cannot be reached', () => {
  it('is told to the page once, and so is its return; whoever has no token is called unverified', { timeout: 40_000 }, () =>
    scene(false, async ({ collector, open }) => {
      const page = await open();
      await until(() => collector.order.length > 0);
      await page.evaluate(() => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        window.shirube.on('degraded', ({ what, is }) => heard.push(`${what} ${is}`));
      });
      const heard = () => page.evaluate(() => Reflect.get(window, 'heard') as string[]);
      collector.mode = 'reset';
      await track(page, 'kept');
      expect(await until(async () => (await heard()).length > 0)).toBe(true);
      await page.waitForTimeout(3000);
      expect(await heard()).toEqual(['endpoint true']);
      collector.mode = 'ok';
      expect(await until(() => collector.names().includes('kept'), 20_000)).toBe(true);
      expect(await until(async () => (await heard()).length > 1)).toBe(true);
      expect(await heard()).toEqual(['endpoint true', 'endpoint false']);
      expect(collector.order.every(({ context }) => context.verified === false)).toBe(true);
    }),
  );
});
