/** A guest that costs its host nothing: no round of change detection in an Angular app, no bytes for people who save them. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

const zone = readFileSync(new URL('../../node_modules/zone.js/bundles/zone.umd.js', import.meta.url), 'utf8');
const scene = async (config: object, work: (page: Page, collector: Collector) => Promise<void>, head = ''): Promise<void> => {
  const collector = await startCollector();
  Object.assign(collector, { files: { '/zone.js': zone } });
  collector.page = (url) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
      : { body: collector.html('data-config="/config"', head) };
  const context = await browser.newContext();
  try {
    await work(await context.newPage(), collector);
  } finally {
    await context.close();
    await collector.close();
  }
};
const nudge = (more: object = {}) => ({
  id: 'hint',
  kind: 'nudge',
  title: 'Hint',
  body: 'Try this',
  when: { kind: 'event', name: 'go' },
  ...more,
});
const chunks = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => /\/(ui|card|nudge)-/.exec(name)?.[1] ?? '')
      .filter(Boolean),
  );

describe.concurrent('in an app that runs in a zone of zone.js', () => {
  it(
    'neither a call, nor its promise, nor a timer, a request, or content that is shown and clicked starts a round of change detection',
    { timeout: 60_000 },
    () =>
      scene(
        {
          shirube: 1,
          caps: { gap: '0s' },
          milestones: [{ id: 'stayed', when: { kind: 'dwell', path: '/', atLeast: '2s' } }],
          content: [nudge()],
        },
        async (page, collector) => {
          await page.goto(collector.url);
          await page.evaluate(() => {
            interface Task {
              type: string;
              source: string;
            }
            interface ZoneLike {
              fork(spec: object): ZoneLike;
              run(work: () => void): void;
              scheduleTask(zone: ZoneLike, task: Task): Task;
              invokeTask(zone: ZoneLike, task: Task, ...more: unknown[]): unknown;
            }
            const tasks: string[] = [];
            Object.assign(window, { tasks });
            const { current } = Reflect.get(window, 'Zone') as { current: ZoneLike };
            const app = current.fork({
              name: 'app',
              onScheduleTask(delegate: ZoneLike, _current: ZoneLike, target: ZoneLike, task: Task) {
                tasks.push(`scheduled ${task.type} ${task.source}`);
                return delegate.scheduleTask(target, task);
              },
              onInvokeTask(delegate: ZoneLike, _current: ZoneLike, target: ZoneLike, task: Task, ...more: unknown[]) {
                tasks.push(`ran ${task.type} ${task.source}`);
                return delegate.invokeTask(target, task, ...more);
              },
            });
            Object.assign(window, { app });
            app.run(() => {
              const { shirube } = window;
              void shirube.identify('u', { plan: 'x' });
              void shirube.group('acme');
              void shirube.page('Home');
              shirube.on('change', () => {});
              shirube.consent({ video: 'denied' });
              for (let i = 0; i < 20; i++) void shirube.track('go', { i });
              void shirube.flush();
              shirube.show('hint');
              history.pushState({}, '', '/next');
            });
          });
          await page.getByText('Hint', { exact: true }).first().waitFor();
          await page.mouse.move(200, 200);
          await page.keyboard.press('Tab');
          await until(() => collector.names().includes('Milestone Reached') || collector.names().length > 20);
          await page.getByRole('button').first().click();
          await until(() => collector.names().some((name) => /Dismissed|Completed/.test(name)));
          await page.waitForTimeout(500);
          expect(await page.evaluate(() => Reflect.get(window, 'tasks') as string[])).toEqual([]);
          // The measuring itself measures: a timer of the app is seen.
          await page.evaluate(() =>
            (Reflect.get(window, 'app') as { run(work: () => void): void }).run(() => void setTimeout(() => {}, 0)),
          );
          expect(await page.evaluate(() => (Reflect.get(window, 'tasks') as string[])[0])).toContain('setTimeout');
        },
        '<script src="/zone.js"></script>',
      ),
  );
});

describe.concurrent('what is likely to be shown', () => {
  it('is fetched while the page is idle, and nothing of it is shown or run', { timeout: 40_000 }, () =>
    scene({ shirube: 1, content: [nudge()] }, async (page, collector) => {
      await page.goto(collector.url);
      expect(await until(async () => new Set(await chunks(page)).size >= 2, 20_000)).toBe(true);
      expect(await chunks(page)).toContain('ui');
      expect(await page.locator('shirube-root').count()).toBe(0);
      expect(collector.names()).toEqual([]);
    }),
  );
  it.each([
    ['belongs to another page', { pages: { include: ['/elsewhere'] } }, {}],
    ['is switched off', { off: true }, {}],
    ['may cost a person who saves data', {}, { saveData: true }],
    ['would wait long on a slow line', {}, { effectiveType: 'slow-2g' }],
  ])('is not fetched when it %s', { timeout: 40_000 }, (_what, more, connection) =>
    scene({ shirube: 1, content: [nudge(more)] }, async (page, collector) => {
      await page.addInitScript((value) => Object.defineProperty(navigator, 'connection', { get: () => value }), connection);
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.ready);
      await page.waitForTimeout(4000);
      expect(await chunks(page)).toEqual([]);
      expect((await page.evaluate(() => window.shirube.explain('hint')))?.status).toBe('held');
    }),
  );
});

describe.concurrent('an app that has had enough', () => {
  it('after shutdown() keeps no listener, timer or element of ours; what happens later waits for the next page', { timeout: 60_000 }, () =>
    scene(
      {
        shirube: 1,
        caps: { gap: '0s' },
        milestones: [{ id: 'seen', when: { kind: 'element', target: { css: 'h1' }, is: 'visible' } }],
        content: [nudge()],
      },
      async (page, collector) => {
        await page.addInitScript(() => {
          const held = new Set<string>();
          const ids = new Map<unknown, number>();
          const id = (thing: unknown) => ids.get(thing) ?? ids.set(thing, ids.size).size - 1;
          const { addEventListener, removeEventListener } = EventTarget.prototype;
          const name = (target: unknown, type: string, listener: unknown) => `${String(target)} ${type} ${id(target)} ${id(listener)}`;
          EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
            const [type, listener, options] = args;
            // One that ends by itself, and what is inside an element that goes, is not left behind.
            if ((this === window || this === document || this === window.visualViewport) && !(typeof options === 'object' && options.once))
              held.add(name(this, type, listener));
            return addEventListener.apply(this, args);
          };
          EventTarget.prototype.removeEventListener = function (this: EventTarget, ...args: Parameters<typeof removeEventListener>) {
            held.delete(name(this, args[0], args[1]));
            return removeEventListener.apply(this, args);
          };
          const timers = new Set<number>();
          const { setTimeout: start, clearTimeout: end } = window;
          Object.assign(window, {
            held,
            timers,
            setTimeout: (work: () => void, ms?: number) => {
              const one: number = start(() => {
                timers.delete(one);
                work();
              }, ms);
              timers.add(one);
              return one;
            },
            clearTimeout: (one: number) => {
              timers.delete(one);
              end(one);
            },
          });
        });
        await page.goto(collector.url);
        await page.evaluate(() => window.shirube.track('go'));
        await page.getByText('Hint', { exact: true }).first().waitFor();
        const left = () =>
          page.evaluate(() => ({
            held: [...(Reflect.get(window, 'held') as Set<string>)],
            timers: (Reflect.get(window, 'timers') as Set<number>).size,
            elements: document.querySelectorAll('shirube-root').length,
          }));
        expect((await left()).held.length).toBeGreaterThan(5);
        await page.evaluate(() => window.shirube.flush());
        await page.evaluate(() => window.shirube.shutdown());
        await until(async () => (await left()).timers === 0);
        expect(await left()).toEqual({ held: [], timers: 0, elements: 0 });
        expect(await page.evaluate(() => window.shirube.track('after'))).toBe(true);
        await page.evaluate(() => window.shirube.flush());
        expect(collector.names()).not.toContain('after');
        await page.goto(`${collector.url}/next`);
        expect(await until(() => collector.names().includes('after'))).toBe(true);
      },
    ),
  );
  it('shutdown() before everything has arrived is final too: nothing is shown, asked for or sent afterwards', { timeout: 60_000 }, () =>
    scene({ shirube: 1, caps: { gap: '0s' }, content: [nudge()] }, async (page, collector) => {
      let late = () => {};
      const gate = new Promise<void>((resolve) => (late = resolve));
      await page.route('**/sender-*', async (route) => {
        await gate;
        await route.continue();
      });
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.track('go'));
      const asked = page.waitForResponse('**/sender-*');
      await page.evaluate(() => window.shirube.shutdown());
      late();
      await asked;
      await page.waitForTimeout(2500);
      expect(collector.requests).toBe(0);
      expect(await page.evaluate(() => document.querySelectorAll('shirube-root').length)).toBe(0);
      await page.unroute('**/sender-*');
      await page.goto(`${collector.url}/next`);
      expect(await until(() => collector.names().includes('go'))).toBe(true);
    }),
  );
});
