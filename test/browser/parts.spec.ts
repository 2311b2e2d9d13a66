/** The engine in parts: what a page asks for, and what happens while a part is on its way or never comes. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

const nudge = { kind: 'modal', id: 'hello', when: { kind: 'milestone', id: 'second' }, title: 'Hello' };
const second = { id: 'second', when: { kind: 'event', name: 'saved', count: { atLeast: 2 } } };
const ordinary = { shirube: 1, milestones: [second], content: [nudge] };
/** Shown by a flow, to those who stand in a segment. */
const flows = {
  shirube: 1,
  milestones: [second],
  segments: [{ id: 'savers', when: { kind: 'milestone', id: 'second' } }],
  content: [{ ...nudge, when: undefined }],
  flows: [{ id: 'f', start: { kind: 'segment', id: 'savers' }, steps: [{ do: 'show', id: 's', content: 'hello' }] }],
};

async function on(
  config: object,
  work: (page: Page, collector: Collector) => Promise<void>,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<string[]> {
  const collector = await startCollector();
  const context = await browser.newContext();
  try {
    collector.page = (url) =>
      url.pathname === '/config'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
        : {
            headers: {},
            body: '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><script src="/shirube.js" data-config="/config" data-endpoint="/c"></script></head><body><h1>Page</h1></body></html>',
          };
    const page = await context.newPage();
    await prepare?.(page);
    await page.goto(collector.url);
    await work(page, collector);
    return collector.paths.flatMap((path) => /\/(part-[a-z]+|guide-)/.exec(path)?.[1] ?? []);
  } finally {
    await context.close();
    await collector.close();
  }
}
const saveTwice = (page: Page) =>
  page.evaluate(() => {
    void window.shirube.track('saved');
    void window.shirube.track('saved');
  });

describe.concurrent('a page', () => {
  it('with ordinary rules asks for the guide and for no part', async () => {
    const asked = await on(ordinary, async (page, collector) => {
      await saveTwice(page);
      expect(await until(() => collector.names().includes('Content Shown'), 20_000)).toBe(true);
    });
    expect(asked).toEqual(['guide-']);
  });

  it('with a flow asks for one part, once, and shows what the flow wants', async () => {
    const asked = await on(flows, async (page, collector) => {
      await saveTwice(page);
      expect(await until(() => collector.names().includes('Content Shown'), 20_000)).toBe(true);
      expect(collector.names()).toEqual(expect.arrayContaining(['Milestone Reached', 'Segment Entered', 'Flow Entered']));
    });
    expect(asked.sort()).toEqual(['guide-', 'part-flows']);
  });

  it('loses nothing that happens while a part is on its way', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    await on(
      flows,
      async (page, collector) => {
        await saveTwice(page);
        expect(await until(() => collector.names().filter((name) => name === 'saved').length === 2, 20_000)).toBe(true);
        // Nothing is decided yet, and nothing by half of the rules.
        expect(collector.names()).not.toContain('Milestone Reached');
        open();
        expect(await until(() => collector.names().includes('Content Shown'), 20_000)).toBe(true);
        expect(collector.names().filter((name) => name === 'Milestone Reached')).toHaveLength(1);
      },
      (page) =>
        page.route('**/part-flows-*', async (route) => {
          await gate;
          await route.continue();
        }),
    );
  });

  it('whose part never comes keeps its events, shows nothing and goes on', { timeout: 40_000 }, async () => {
    const said: string[] = [];
    await on(
      flows,
      async (page, collector) => {
        await saveTwice(page);
        await page.waitForEvent('console', { predicate: (message) => message.text().includes('S2'), timeout: 30_000 });
        await page.evaluate(() => window.shirube.track('later'));
        expect(await until(() => collector.names().includes('later'), 20_000)).toBe(true);
        expect(collector.names()).not.toContain('Milestone Reached');
        expect(said).toEqual([]);
      },
      async (page) => {
        page.on('pageerror', (error) => said.push(error.message));
        await page.route('**/part-flows-*', (route) => route.abort());
      },
    );
  });
});
