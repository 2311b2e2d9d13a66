import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { findBrowsers, launch } from '../helpers/browsers';
import { balanced } from '../helpers/ledger';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

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
const withCollector = async (work: (collector: Collector, page: Page, errors: string[]) => Promise<void>): Promise<void> => {
  const collector = await startCollector();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const errors = await watched(page);
    await work(collector, page, errors);
    await balanced(context);
  } finally {
    await context.close();
    await collector.close();
  }
};

describe.concurrent('the page that we are a guest of', () => {
  it('sends its own 48 KiB beacon while ours is on its way', () =>
    withCollector(async (collector, page) => {
      await page.goto(collector.url);
      collector.mode = 'hang';
      await page.evaluate(() => {
        for (let i = 0; i < 200; i++) void window.shirube.track(`e${i}`, { text: 'x'.repeat(500) });
        return window.shirube.ready;
      });
      await until(() => collector.requests > 0);
      expect(await page.evaluate(() => navigator.sendBeacon('/beacon', new Blob(['y'.repeat(48 * 1024)])))).toBe(true);
      expect(collector.largest).toBeLessThanOrEqual(32_768);
      expect(collector.mostOpen).toBeLessThanOrEqual(3);
    }));

  it('finds every function of the browser as it left it', () =>
    withCollector(async (collector, page) => {
      await page.addInitScript(() => {
        const of = (owner: object, names: string[]) => names.map((name) => [owner, name, Reflect.get(owner, name)]);
        Object.assign(window, {
          before: [
            ...of(window, [
              'fetch',
              'setTimeout',
              'setInterval',
              'addEventListener',
              'Promise',
              'MutationObserver',
              'onerror',
              'onunload',
              'onbeforeunload',
            ]),
            ...of(history, ['pushState', 'replaceState']),
            ...of(EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']),
            ...of(XMLHttpRequest.prototype, ['open', 'send']),
            ...of(console, ['error', 'warn', 'log']),
            ...of(navigator, ['sendBeacon']),
            ...of(Event.prototype, ['preventDefault', 'stopPropagation']),
          ],
        });
      });
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.ready);
      expect(
        await page.evaluate(() =>
          (Reflect.get(window, 'before') as [object, string, unknown][])
            .filter(([owner, name, value]) => Reflect.get(owner, name) !== value)
            .map(([, name]) => name),
        ),
      ).toEqual([]);
      const globals = await page.evaluate(() => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        const known = new Set(Object.getOwnPropertyNames(frame.contentWindow));
        return Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && name !== 'before' && !/^\d+$|^__pw/.test(name));
      });
      expect(globals).toEqual(['shirube']);
    }));

  it('sees no error in 10,000 calls with hostile values, and the next good event arrives', { timeout: 60_000 }, () =>
    withCollector(async (collector, page, errors) => {
      await page.goto(collector.url);
      const returned = await page.evaluate(async () => {
        await window.shirube.ready;
        const loop: Record<string, unknown> = {};
        loop.self = loop;
        const hostile = (): unknown[] => [
          undefined,
          null,
          0,
          NaN,
          -1,
          1n,
          '',
          'x',
          'x'.repeat(1e5),
          '\ud800',
          [],
          {},
          loop,
          Symbol('s'),
          () => {
            throw new Error('called');
          },
          new Date(NaN),
          new Map([[1, 2]]),
          document,
          window,
          new Proxy(
            {},
            {
              get() {
                throw new Error('get');
              },
              ownKeys() {
                throw new Error('keys');
              },
            },
          ),
          Object.create(null),
          {
            get bad() {
              throw new Error('getter');
            },
          },
          {
            toString() {
              throw new Error('toString');
            },
            toJSON() {
              throw new Error('toJSON');
            },
          },
          Promise.resolve(1),
          new Error('e'),
          JSON.parse('{"__proto__":{"polluted":1},"constructor":1}'),
        ];
        const values = hostile();
        let seed = 7;
        const dice = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
        const pick = () => values[dice(values.length)];
        const names = [
          'track',
          'identify',
          'group',
          'page',
          'show',
          'hide',
          'explain',
          'flush',
          'on',
          'init',
          'consent',
          'ledger',
        ] as const;
        let done = 0;
        for (let i = 0; i < 10_000; i++) {
          const name = names[dice(names.length - (i % 500 ? 2 : 0))] ?? 'track';
          // A choice of consent is obeyed, not survived: only calls that do not make one.
          if (name === 'consent' || name === 'init') continue;
          const method = (window.shirube as unknown as Record<string, (...args: unknown[]) => unknown>)[name];
          if (method) method.call(i % 3 ? window.shirube : undefined, pick(), pick(), pick());
          done++;
          if (i % 200 === 0) await new Promise((resolve) => setTimeout(resolve));
        }
        await window.shirube.track('good');
        return done;
      });
      expect(returned).toBeGreaterThan(9000);
      expect(await until(() => collector.names().includes('good'), 30_000)).toBe(true);
      expect(await page.evaluate(() => ({}) as { polluted?: unknown })).not.toHaveProperty('polluted');
      expect(errors).toEqual([]);
    }),
  );

  it(
    'tracks more in one go than the journal holds: told so, nothing is lost, and the quarter of a megabyte is given back',
    { timeout: 60_000 },
    () =>
      withCollector(async (collector, page, errors) => {
        await page.goto(collector.url);
        const seen = await page.evaluate(async () => {
          await window.shirube.ready;
          const said: string[] = [];
          window.shirube.on('degraded', ({ what, is }) => said.push(`${what} ${is}`));
          const size = () => Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
          const burst = Array.from({ length: 900 }, (_, i) => window.shirube.track(`e${i}`, { text: 'x'.repeat(300) }));
          const most = size();
          const safe = (await Promise.all(burst)).filter(Boolean).length;
          await window.shirube.track('afterwards');
          return { said, most, safe, left: size() };
        });
        expect(seen.said).toEqual(['journal true', 'journal false']);
        expect(seen.safe).toBe(900);
        expect(seen.most).toBeGreaterThan(200_000);
        expect(seen.most).toBeLessThan(350_000);
        expect(seen.left).toBeLessThan(1000);
        expect(await until(() => new Set(collector.names()).size >= 901, 30_000)).toBe(true);
        expect(collector.names()).toHaveLength(901);
        expect(errors).toEqual([]);
      }),
  );

  it.each([
    [
      'localStorage, sessionStorage and IndexedDB throw',
      () => {
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('blocked', 'SecurityError');
            },
          });
      },
    ],
    ['there is no IndexedDB', () => Object.defineProperty(window, 'indexedDB', { value: undefined })],
    [
      'fetch throws at once',
      () => {
        const { fetch } = window;
        let left = 3;
        window.fetch = (...args) => {
          if (left-- > 0) throw new TypeError('blocked by an extension');
          return fetch(...args);
        };
      },
    ],
    [
      'BroadcastChannel and the console throw',
      () => {
        Reflect.set(
          window,
          'BroadcastChannel',
          class {
            constructor() {
              throw new Error('no');
            }
          },
        );
        console.warn = () => {
          throw new Error('no console');
        };
      },
    ],
    [
      'IndexedDB never answers',
      () => {
        indexedDB.open = () => new EventTarget() as IDBOpenDBRequest;
      },
    ],
  ] as [string, () => void][])('goes on, and its events arrive, when %s', { timeout: 40_000 }, (_what, hostile) =>
    withCollector(async (collector, page, errors) => {
      await page.addInitScript(hostile);
      await page.goto(collector.url);
      await page.evaluate(() => {
        void window.shirube.track('one');
        void window.shirube.track('two');
      });
      expect(await until(() => collector.names().length >= 2, 25_000)).toBe(true);
      expect(collector.names()).toEqual(['one', 'two']);
      expect(errors).toEqual([]);
    }),
  );

  it('turns it off with ?shirube=off, and refuses a second copy', () =>
    withCollector(async (collector, page, errors) => {
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      await page.goto(`${collector.url}/?shirube=off`);
      // An app that calls without asking finds every function, and none does anything.
      expect(
        await page.evaluate(async () => {
          const { shirube } = window;
          shirube.init({}).show('x');
          shirube.hide();
          shirube.consent('granted');
          shirube.on('lost', () => {})();
          await shirube.ready;
          const stored = [await shirube.identify('u'), await shirube.group('g'), await shirube.track('x'), await shirube.page()];
          await Promise.all([shirube.flush(), shirube.reset(), shirube.forget()]);
          return [stored, await shirube.ledger(), shirube.explain('x'), localStorage.length, (await indexedDB.databases()).length];
        }),
      ).toEqual([[false, false, false, false], {}, undefined, 0, 0]);
      await page.waitForTimeout(1500);
      expect(collector.order).toEqual([]);
      collector.page = () => ({
        body: collector.html('').replace('</head>', '<script src="/shirube.js" data-endpoint="/c"></script></head>'),
      });
      await page.goto(collector.url);
      expect(warnings.filter((text) => text.includes('S7'))).toHaveLength(1);
      await until(() => collector.order.length > 0);
      expect(collector.order.filter((event) => event.type === 'page')).toHaveLength(1);
      expect(errors).toEqual([]);
    }));

  it('with a clock that answers no number throws nothing into the page', () =>
    withCollector(async (collector, page, errors) => {
      await page.addInitScript(() => {
        Date.now = () => NaN;
      });
      await page.goto(collector.url);
      expect(await page.evaluate(() => window.shirube.track('a'))).toBe(false);
      await page.waitForTimeout(500);
      expect(errors).toEqual([]);
    }));

  it('may call what there is not: it is told once', () =>
    withCollector(async (collector, page) => {
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      collector.page = () => ({
        body: collector
          .html('')
          .replace('<script src', '<script>window.shirube = { q: [["nope"], null, ["nope"], ["track", "fine"]] };</script><script src'),
      });
      await page.goto(collector.url);
      await until(() => collector.names().includes('fine'));
      expect(warnings.filter((text) => text.includes('S8'))).toHaveLength(1);
    }));

  it('may have a library that gives lists a toJSON() of text, as Prototype.js did: lists arrive as lists', () =>
    withCollector(async (collector, page) => {
      await page.addInitScript(() => {
        Reflect.set(Array.prototype, 'toJSON', function (this: unknown[]) {
          return `[${this.map((part) => JSON.stringify(part)).join()}]`;
        });
      });
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.track('told', { list: [1, [2], { deep: [3] }] }));
      await until(() => collector.names().includes('told'));
      expect(collector.order.find(({ event }) => event === 'told')?.properties).toEqual({ list: [1, [2], { deep: [3] }] });
    }));

  it('may call before the script is there; a kept stub still works afterwards', () =>
    withCollector(async (collector, page) => {
      collector.page = () => ({
        body: collector
          .html('')
          .replace(
            '<script src',
            '<script>window.shirube = { q: [] }; window.kept = window.shirube; shirube.q.push(["identify", "u1"], ["track", "early"]);</script><script src',
          ),
      });
      await page.goto(collector.url);
      await page.evaluate(() => (Reflect.get(window, 'kept') as { q: unknown[] }).q.push(['track', 'late']));
      await until(() => collector.names().length >= 2);
      expect(collector.order.map((event) => event.event ?? event.type)).toEqual(['page', 'identify', 'early', 'late']);
      expect(collector.order.find((event) => event.event === 'early')?.userId).toBe('u1');
    }));
});

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
