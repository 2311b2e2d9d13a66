/** A person in front of the theatre, in Chromium: a page for each test, and what one asks of it. Registers the hooks of the file that calls it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launch } from '../../helpers/browsers';
import { site, type Site } from './site';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function viewer() {
  let browser: Browser;
  let context: BrowserContext;
  let at: Site;
  let page: Page;
  beforeAll(async () => {
    [browser, at] = await Promise.all([launch('chromium', { args: ['--autoplay-policy=no-user-gesture-required'] }), site()]);
  });
  afterAll(async () => {
    await browser?.close();
    await at?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 800, height: 760 } });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
  });

  const video = <T>(run: (el: HTMLVideoElement) => T | Promise<T>, on = page): Promise<T> =>
    on.evaluate(`(async () => (${run.toString()})(document.querySelector('#host').shadowRoot.querySelector('video')))()`) as Promise<T>;
  const position = (on = page) => video((el) => el.currentTime, on);
  /** Asks until it holds. Not waitForFunction: the page's policy forbids evaluating a text. */
  async function until(test: string, on = page): Promise<void> {
    const ask = `(() => { const el = document.querySelector('#host').shadowRoot.querySelector('video'); return !!(${test}); })()`;
    for (let i = 0; i < 200; i++) {
      if (await on.evaluate(ask)) return;
      await on.waitForTimeout(50);
    }
    throw new Error(`it never was so that ${test}`);
  }
  const ready = (on = page) => until('el && el.readyState >= 2', on);
  const play = async (on = page) => {
    await ready(on);
    await on.getByRole('button', { name: 'Play', exact: true }).click();
    await until('el.currentTime > 0 && !el.paused', on);
  };
  const world = <T>(run: () => T, on = page): Promise<T> => on.evaluate(run);
  const clean = async (on = page) => {
    expect(await world(() => window.theatre.violations, on)).toEqual([]);
    expect(await world(() => window.theatre.errors, on)).toEqual([]);
  };
  const violations = async (selector = '#host') => {
    await page.evaluate(axe);
    const { violations: found } = (await page.evaluate(`axe.run(${JSON.stringify(selector)}, { resultTypes: ['violations'] })`)) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    return found.map((v) => `${v.id}: ${v.nodes[0]?.html}`);
  };
  /** What the hooks made for this test. */
  const now = () => ({ browser, context, at, page });
  return { now, video, position, until, ready, play, world, clean, violations };
}
