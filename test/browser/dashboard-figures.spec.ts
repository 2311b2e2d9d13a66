/** What the pages say must be what the figures are: labels of axes, days, names, and errors in the reader's language. */
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../helpers/browsers';
import { enter, serveDashboard, show, type Served } from '../helpers/dashboard';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([launch('chromium'), serveDashboard()]);
  await served.send({ type: 'group', groupId: '-', userId: 'minus', traits: { name: 'マイナス商会' }, context: { accountId: '-' } });
  await served.send({ event: 'login', userId: 'minus', context: { accountId: '-' } });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

/** What is written beside the axes of the charts that are drawn from now on. */
const labels = async (page: Page, path: string): Promise<string[]> => {
  await page.addInitScript(() => {
    const written: string[] = [];
    Object.assign(window, { written });
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text: string, ...at: [number, number]) {
      written.push(text);
      write.call(this, text, ...at);
    };
  });
  await page.reload();
  await show(page, served.address, path);
  await expect.poll(() => page.evaluate(() => (window as unknown as { written: string[] }).written.length)).toBeGreaterThan(3);
  return page.evaluate(() => [...new Set((window as unknown as { written: string[] }).written)]);
};
const evenly = (numbers: number[]) => new Set(numbers.slice(1).map((n, i) => n - (numbers[i] ?? 0))).size === 1;

describe('somebody who reads a chart', () => {
  it('finds the years of the calculator at whole years, also on a phone', async () => {
    const { page } = await enter(browser, served, { viewport: { width: 390, height: 844 } });
    const years = (await labels(page, 'calculator')).flatMap((text) => /^(\d+)年目$/.exec(text)?.[1] ?? []).map(Number);
    expect(years.length).toBeGreaterThan(2);
    expect(evenly(years), years.join()).toBe(true);
    await page.context().close();
  });
  it('finds people counted whole on the axis of a guide', async () => {
    const { page } = await enter(browser, served);
    const counts = (await labels(page, 'content/tutorial')).filter((text) => /^\d+$/.test(text)).map(Number);
    expect(counts.length).toBeGreaterThan(1);
    expect(evenly(counts), counts.join()).toBe(true);
    await page.context().close();
  });
});

describe('somebody who reads Japanese', () => {
  it('is told in Japanese that nobody has this id, and that the collector is away, and goes on when it is back', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'users/A04/nobody');
    expect(await page.getByRole('alert').textContent()).toContain('このユーザーはいません');
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await page.goto(`${served.address}/dashboard/#/nps`);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('コレクターに接続できません');
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'もう一度' }).click();
    await page.locator('.stat').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});

describe('somebody who looks for a customer', () => {
  it('reads who left and who came by name', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'kpis?month=2026-06');
    expect(await page.locator('.movement').textContent()).toMatch(/スタジオ鯉.*青葉デザイン事務所/s);
    await page.context().close();
  });
  it('opens a person of an account that is called "-", from the list', async () => {
    const { page, complaints } = await enter(browser, served);
    await show(page, served.address, 'users?account=-');
    await page.getByRole('link', { name: 'minus' }).first().click();
    await expect.poll(() => page.locator('h1').textContent()).toBe('minus');
    await expect.poll(() => page.locator('.back').textContent()).toContain('マイナス商会');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
  it('sees on which day an older event came', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'live');
    const times = await page.locator('main time').allTextContents();
    expect(times[times.length - 1]).toMatch(/^\d+\/\d+ \d+:\d\d:\d\d$/);
    await page.context().close();
  });
});

it('a team on its first day, without a customer, finds no picture without words, no link without its line, and no figures of nobody to count on', async () => {
  const empty = await serveDashboard({ portfolio: false });
  const { page } = await enter(browser, empty);
  await page.context().addInitScript({ path: axe });
  await page.reload();
  const found: Record<string, string[]> = {};
  for (const path of [
    'today',
    'accounts',
    'segments',
    'flows/onboarding',
    'milestones',
    'content/tutorial',
    'videos',
    'kpis',
    'calculator',
  ]) {
    await show(page, empty.address, path);
    const faults = await page.evaluate(async () => {
      const { axe: engine } = window as unknown as { axe: { run(root: Document): Promise<{ violations: { id: string }[] }> } };
      return (await engine.run(document)).violations.map(({ id }) => id);
    });
    if (faults.length) found[path] = faults;
  }
  expect(found).toEqual({});
  await empty.send({ event: 'login', userId: 'u1', context: { accountId: 'acme' } });
  await show(page, empty.address, 'calculator');
  expect(await page.getByRole('button', { name: '実績を使う' }).count()).toBe(0);
  await page.context().close();
  await empty.close();
});
