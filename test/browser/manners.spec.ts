/** What a guest does not do: take the room of the host's own beacons, hold locks, ask what tells devices apart, or stand in the way of a click. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import type { EngineName } from '../helpers/browsers';
import { drivable } from '../helpers/engines';

const { engines, contextOf } = drivable();

const visit = async (
  engine: EngineName,
  config: object,
  watch: () => void,
  work: (page: Page, collector: Collector) => Promise<void>,
  body = '',
): Promise<void> => {
  const collector = await startCollector();
  collector.page = (url) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ shirube: 1, ...config }) }
      : {
          body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><script>(${String(watch)})()</script><script src="/shirube.js" data-config="/config" data-endpoint="/c" data-write-key="pk"></script></head><body><h1>Page</h1>${body}</body></html>`,
        };
  const context = await contextOf(engine);
  try {
    const page = await context.newPage();
    await page.goto(collector.url);
    await page.evaluate(() => window.shirube.ready);
    await work(page, collector);
  } finally {
    await context.close();
    await collector.close();
  }
};

describe.each(engines)('in %s', (engine) => {
  const others = Array.from({ length: 2 }, (_, i) => ({ kind: 'segment', name: `other${i}`, endpoint: '/c', writeKey: 'wk' }));
  it.each([
    ['one endpoint', []],
    ['three endpoints', others],
  ])(
    'the host’s own beacon of 48 KiB is taken at any moment, also while the page is hidden or left and %s hang',
    { timeout: 60_000 },
    (_what, more) =>
      visit(
        engine,
        { reporters: [{ kind: 'http' }, ...more] },
        () => {
          const alive: number[] = [];
          const { fetch } = window;
          let open = 0;
          Object.assign(window, { alive });
          window.fetch = async (input, init) => {
            const size = init?.keepalive ? new TextEncoder().encode(String(init.body ?? '')).length : 0;
            alive.push((open += size));
            try {
              return await fetch(input, init);
            } finally {
              open -= size;
            }
          };
          addEventListener('pagehide', () =>
            localStorage.setItem('host:left', String(navigator.sendBeacon('/beacon', new Blob(['y'.repeat(48 * 1024)])))),
          );
        },
        async (page, collector) => {
          const beacon = () => page.evaluate(() => navigator.sendBeacon('/beacon', new Blob(['y'.repeat(48 * 1024)])));
          const fill = () =>
            page.evaluate(async () => {
              for (let i = 0; i < 200; i++) void window.shirube.track(`e${i}`, { text: 'x'.repeat(500) });
              await window.shirube.track('last');
            });
          const arrived = () => collector.paths.filter((path) => path === '/beacon').length;
          collector.mode = 'hang';
          const before = collector.requests;
          await fill();
          await until(() => collector.requests > before);
          const taken = [await beacon()];
          await until(() => arrived() >= 1);
          // The person looks elsewhere: everything is sent at once, in requests that outlive the page.
          await page.evaluate(() => {
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
            document.dispatchEvent(new Event('visibilitychange'));
          });
          taken.push(await beacon());
          await until(() => arrived() >= 2);
          await page.waitForTimeout(500);
          taken.push(await beacon());
          await until(() => arrived() >= 3);
          expect(Math.max(...(await page.evaluate(() => Reflect.get(window, 'alive') as number[])))).toBeLessThanOrEqual(16_384);
          await page.goto(`${collector.url}/next`);
          expect([...taken, await page.evaluate(() => localStorage.getItem('host:left'))]).toEqual([true, true, true, 'true']);
        },
      ),
  );

  it('no lock is held or asked for, nothing listens for the page’s unloading, and no cookie is set', { timeout: 60_000 }, () =>
    visit(
      engine,
      {},
      () => {
        const asked: string[] = [];
        Object.assign(window, { asked });
        const { addEventListener: listen } = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (
          this: EventTarget,
          type: string,
          ...more: [EventListenerOrEventListenerObject | null]
        ) {
          if (/unload/.test(type)) asked.push(type);
          listen.call(this, type, ...more);
        };
        if (navigator.locks)
          for (const name of ['request', 'query'] as const)
            Object.defineProperty(navigator.locks, name, {
              value: () => {
                asked.push(`lock ${name}`);
              },
            });
      },
      async (page, collector) => {
        await page.evaluate(async () => {
          await window.shirube.identify('u');
          await window.shirube.track('done');
          await window.shirube.flush();
        });
        await until(() => collector.names().includes('done'));
        expect(await page.evaluate(() => [...(Reflect.get(window, 'asked') as string[]), document.cookie].filter(Boolean))).toEqual([]);
      },
    ),
  );

  it(
    'nothing that tells devices apart is asked for, from the first call to content that is shown, pressed and reported',
    { timeout: 60_000 },
    () =>
      visit(
        engine,
        {
          caps: { gap: '0s' },
          content: [{ id: 'hint', kind: 'nudge', title: 'Hint', body: 'Try this', when: { kind: 'event', name: 'go' } }],
        },
        () => {
          const asked: string[] = [];
          Object.assign(window, { asked });
          const spy = (owner: object | undefined, names: string[], what: string) => {
            for (const name of names) {
              let holder: object | null = owner ?? null;
              while (holder && !Object.getOwnPropertyDescriptor(holder, name)) holder = Object.getPrototypeOf(holder) as object | null;
              const found = holder && Object.getOwnPropertyDescriptor(holder, name);
              if (!holder || !found?.configurable) continue;
              const { get, value } = found;
              if (get)
                Object.defineProperty(holder, name, {
                  ...found,
                  get(this: unknown) {
                    asked.push(`${what}.${name}`);
                    return get.call(this) as unknown;
                  },
                });
              else if (typeof value === 'function')
                Object.defineProperty(holder, name, {
                  ...found,
                  value: new Proxy(value as () => unknown, {
                    apply(target, self, given) {
                      asked.push(`${what}.${name}()`);
                      return Reflect.apply(target, self, given) as unknown;
                    },
                    construct(target, given) {
                      asked.push(`new ${name}`);
                      return Reflect.construct(target, given) as object;
                    },
                  }),
                });
            }
          };
          spy(
            navigator,
            [
              'userAgent',
              'userAgentData',
              'platform',
              'plugins',
              'mimeTypes',
              'hardwareConcurrency',
              'deviceMemory',
              'vendor',
              'oscpu',
              'maxTouchPoints',
              'mediaDevices',
              'keyboard',
              'getBattery',
              'getGamepads',
              'permissions',
              'languages',
              'cookieEnabled',
              'pdfViewerEnabled',
              'webdriver',
            ],
            'navigator',
          );
          spy(screen, ['width', 'height', 'availWidth', 'availHeight', 'colorDepth', 'pixelDepth', 'orientation'], 'screen');
          spy(HTMLCanvasElement.prototype, ['getContext', 'toDataURL', 'toBlob'], 'canvas');
          spy(
            window,
            [
              'AudioContext',
              'OfflineAudioContext',
              'OffscreenCanvas',
              'RTCPeerConnection',
              'speechSynthesis',
              'devicePixelRatio',
              'openDatabase',
            ],
            'window',
          );
          spy(Date.prototype, ['getTimezoneOffset'], 'Date');
          spy(Document.prototype, ['referrer', 'fonts'], 'document');
        },
        async (page, collector) => {
          await page.evaluate(() => window.shirube.track('go'));
          await page.getByText('Hint', { exact: true }).first().waitFor();
          await page.locator('shirube-root').getByRole('button').first().click();
          await until(() => collector.names().some((name) => /Dismissed|Completed/.test(name)));
          expect(await page.evaluate(() => [...new Set(Reflect.get(window, 'asked') as string[])])).toEqual([]);
          // The watching itself watches.
          expect(await page.evaluate(() => [screen.width > 0, Reflect.get(window, 'asked')])).toEqual([true, ['screen.width']]);
        },
      ),
  );

  it('every click, key and form of the app goes its own way while all trackers look on', { timeout: 60_000 }, () =>
    visit(
      engine,
      {
        milestones: [
          { id: 'm1', when: { kind: 'element', target: { css: '#link' }, is: 'visible' } },
          { id: 'm2', when: { kind: 'element', target: { css: '#link' }, is: 'clicked' } },
          { id: 'm3', when: { kind: 'form', target: { css: '#form' }, after: '45s' } },
          { id: 'm4', when: { kind: 'scroll', depth: 0.5 } },
        ],
      },
      () => {
        const stopped: string[] = [];
        Object.assign(window, { stopped });
        for (const name of ['preventDefault', 'stopPropagation', 'stopImmediatePropagation'] as const) {
          const original = Reflect.get(Event.prototype, name) as () => void;
          Event.prototype[name] = function (this: Event) {
            stopped.push(`${name} ${this.type}`);
            original.call(this);
          };
        }
      },
      async (page, collector) => {
        await page.getByText('Next page').click();
        await page.fill('#name', 'a secret that somebody typed');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Escape');
        await page.evaluate(() => scrollTo(0, 2500));
        await page.waitForTimeout(500);
        await page.locator('#send').click();
        await until(() => page.frames().some((frame) => frame.url().includes('q=sent')));
        await page.evaluate(() => window.shirube.flush());
        await until(() => collector.names().filter((name) => name === 'Milestone Reached').length >= 3);
        expect(page.frames().some((frame) => frame.url().includes('q=sent'))).toBe(true);
        expect(await page.evaluate(() => [location.hash, Reflect.get(window, 'stopped')])).toEqual(['#next', []]);
        const told = JSON.stringify(collector.order);
        expect(told).toContain('"m2"');
        // What a person types, and what the page says, is nobody's business.
        expect(told).not.toMatch(/secret|somebody|Next page|q=sent/);
      },
      '<a id="link" href="#next">Next page</a><iframe name="frame" src="/blank"></iframe><form id="form" action="/blank" target="frame"><input id="name" required><input type="hidden" name="q" value="sent"><button id="send">Send</button></form><div style="height:3000px"></div>',
    ),
  );
});
