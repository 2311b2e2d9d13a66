import { describe, expect, it } from 'vitest';
import { until } from '../chaos/collector.mjs';
import { scenes } from '../helpers/scene';

const { withCollector } = scenes();

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

  it('hears once that only memory is left, and not with every event', () =>
    withCollector(async (collector, page) => {
      await page.addInitScript(() => {
        for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name, { value: undefined });
      });
      await page.goto(collector.url);
      const said = await page.evaluate(async () => {
        await window.shirube.ready;
        const told: string[] = [];
        window.shirube.on('degraded', ({ what }) => told.push(what));
        for (const name of ['a', 'b', 'c']) await window.shirube.track(name);
        return told;
      });
      expect(said.filter((what) => what === 'memory').length).toBeLessThanOrEqual(1);
    }));
});
