/** What conditions can watch on a page, with a real pointer, a real keyboard and a real scrollbar. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

const config = {
  shirube: 1,
  milestones: [
    { id: 'saw-panel', when: { kind: 'element', target: { css: '#panel' }, is: 'visible' } },
    { id: 'clicked-export', when: { kind: 'element', target: { css: '#export' }, is: 'clicked', count: { atLeast: 2 } } },
    { id: 'read-on', when: { kind: 'scroll', depth: 0.75 } },
    { id: 'about-to-leave', when: { kind: 'exitIntent' } },
    { id: 'half-filled', when: { kind: 'form', target: { css: '#form' } } },
  ],
};
const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Invoice</title>
<script src="/shirube.js" data-endpoint="/c" data-write-key="pk" data-config="/config"></script></head>
<body style="margin:0"><button id="export">Export</button><form id="form"><input id="name" required><input id="bank" required></form><a id="out" href="#">out</a>
<div style="height:2400px"></div><div id="panel">Panel</div><div style="height:1200px"></div></body></html>`;
const scene = async (work: (page: Page, reached: () => string[], collector: Collector) => Promise<void>): Promise<void> => {
  const collector = await startCollector();
  collector.page = (url) =>
    url.pathname === '/config' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) } : { body };
  const context = await browser.newContext({ viewport: { width: 900, height: 600 } });
  try {
    const page = await context.newPage();
    await page.goto(collector.url);
    await page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      window.shirube.on('track', ({ event, properties }) => event === 'Milestone Reached' && told.push(String(properties.milestone)));
      return window.shirube.ready;
    });
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /\/watch-/.test(name)));
    await page.waitForTimeout(300);
    await work(
      page,
      () => collector.order.filter((event) => event.event === 'Milestone Reached').map((event) => String(event.properties?.milestone)),
      collector,
    );
    expect(warnings).toEqual([]);
  } finally {
    await context.close();
    await collector.close();
  }
};
const told = (page: Page) => page.evaluate(() => Reflect.get(window, 'told') as string[]);

describe.concurrent('a condition on what a person does on the page', () => {
  it('an element counts as seen when it comes into view, not while it waits far below; scrolling past three quarters is noticed', () =>
    scene(async (page, reached) => {
      await page.mouse.move(300, 300);
      await page.mouse.wheel(0, 200);
      await page.waitForTimeout(700);
      expect(await told(page)).toEqual([]);
      await page.evaluate(() => document.querySelector('#panel')?.scrollIntoView({ block: 'center' }));
      expect(await until(async () => (await told(page)).includes('saw-panel'))).toBe(true);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      expect(await until(() => reached().includes('read-on'))).toBe(true);
      expect(reached().sort()).toEqual(['read-on', 'saw-panel']);
    }));
  it('two clicks on a button are two, although the app stops them from bubbling; clicks elsewhere are none', () =>
    scene(async (page, reached) => {
      await page.evaluate(() => document.querySelector('#export')?.addEventListener('click', (event) => event.stopImmediatePropagation()));
      await page.click('#export');
      await page.click('#out');
      await page.waitForTimeout(400);
      expect(await told(page)).toEqual([]);
      await page.click('#export');
      expect(await until(() => reached().includes('clicked-export'))).toBe(true);
    }));
  it('the pointer that leaves through the top is about to leave; through the side it is not', () =>
    scene(async (page, reached) => {
      await page.mouse.move(400, 300);
      await page.evaluate(() => document.dispatchEvent(new MouseEvent('mouseout', { clientX: 0, clientY: 300, bubbles: true })));
      await page.waitForTimeout(200);
      expect(await told(page)).toEqual([]);
      await page.evaluate(() => document.dispatchEvent(new MouseEvent('mouseout', { clientX: 400, clientY: -3, bubbles: true })));
      expect(await until(() => reached().includes('about-to-leave'))).toBe(true);
    }));
  it('a form that was begun and left is incomplete, and nothing that was typed leaves the page', () =>
    scene(async (page, reached, collector) => {
      await page.click('#name');
      await page.keyboard.type('Tanaka 4242', { delay: 5 });
      await page.waitForTimeout(1200);
      await page.click('#out');
      expect(await until(() => reached().includes('half-filled'), 15_000)).toBe(true);
      expect(JSON.stringify(collector.order)).not.toMatch(/Tanaka|4242/);
    }));
});

describe('a person who lands on an address with a query', () => {
  it('is where the configuration says, on the first page view too', async () => {
    const collector = await startCollector();
    const landing = { shirube: 1, milestones: [{ id: 'at-bank', when: { kind: 'page', path: '/settings', query: { tab: 'bank' } } }] };
    collector.page = (url) =>
      url.pathname === '/config' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(landing) } : { body };
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${collector.url}/settings?tab=bank`);
      expect(await until(() => collector.order.some((event) => event.properties?.milestone === 'at-bank'), 6000)).toBe(true);
      expect(JSON.stringify(collector.order)).not.toContain('tab=');
    } finally {
      await context.close();
      await collector.close();
    }
  });
});
