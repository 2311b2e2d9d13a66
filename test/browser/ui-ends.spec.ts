/** How guidance ends, what is no end, and when it may come back. With the script as it ships, a collector, and clocks that the test sets. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';

const on = (name: string) => ({ kind: 'event', name });
const steps = ['One', 'Two', 'Three'].map((title) => ({ id: title.toLowerCase(), title, body: title }));
const config = {
  shirube: 1,
  version: 'c1',
  caps: { gap: '0s' },
  // Who sees nothing, for comparison, is chosen by an id that is new in each test.
  holdout: 0,
  milestones: [{ id: 'sent', when: on('invoice_sent') }],
  content: [
    { id: 'nps', kind: 'survey', when: on('nps'), frequency: { every: '90d' }, questions: [{ id: 'score', type: 'nps', ask: 'Score' }] },
    { id: 'tutorial', kind: 'tour', when: on('start'), frequency: 'untilCompleted', goal: 'sent', steps },
    { id: 'each', kind: 'modal', when: on('each'), frequency: 'always', title: 'Each time' },
    { id: 'other', kind: 'modal', when: on('other'), title: 'Another' },
    {
      id: 'over',
      kind: 'modal',
      frequency: 'always',
      title: 'Once more',
      buttons: [{ label: 'Again', do: ['complete', { start: 'over' }] }],
    },
    { id: 'aside', kind: 'tour', when: on('aside'), hide: { kind: 'page', path: '/pay/*' }, steps },
  ],
};
let browser: Browser;
let collector: Collector;
beforeAll(async () => {
  browser = await launch('chromium');
  collector = await startCollector();
  collector.page = (url: URL) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
      : { body: collector.html('data-config="/config"') };
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await collector?.close();
});

/** A page of its own, so many hours from now by its own clock. */
const visit = async (context: BrowserContext, path = '/start', hours = 0): Promise<Page> => {
  const page = await context.newPage();
  await page.addInitScript((skew) => {
    const Real = Date;
    window.Date = new Proxy(Real, {
      construct: (_, args: ConstructorParameters<DateConstructor>) => (args.length ? new Real(...args) : new Real(Real.now() + skew)),
      get: (of, key) => (key === 'now' ? () => Real.now() + skew : (Reflect.get(of, key) as unknown)),
    });
  }, hours * 3_600_000);
  page.setDefaultTimeout(10_000);
  await page.goto(`${collector.url}${path}`);
  await page.evaluate(() => window.shirube.ready);
  return page;
};
const told = (event: string, content: string) =>
  collector.order
    .filter(({ event: name, properties }) => name === event && properties?.content === content)
    .map(({ properties }) => properties?.reason ?? properties?.step);
const flushed = (page: Page) => page.evaluate(() => window.shirube.flush());
const why = (page: Page, id: string) =>
  page.evaluate((one) => {
    const { status, first, suspended } = window.shirube.explain(one) ?? {};
    return { status, gate: first, suspended: Boolean(suspended) };
  }, id);
const card = (page: Page, title: string) => page.locator('.card', { hasText: title });

test('somebody who has answered an NPS survey is not asked again before the 90 days of its spacing are over, and is asked after them', async () => {
  const context = await browser.newContext();
  const asked = async (hours: number) => {
    const page = await visit(context, '/start', hours);
    await page.evaluate(() => void window.shirube.track('nps'));
    return page;
  };
  const first = await asked(0);
  await card(first, 'Score').locator('.opt').nth(9).click();
  await first.locator('.card .btn.primary').click();
  await expect.poll(() => first.locator('.card').count()).toBe(0);
  await flushed(first);
  await first.close();
  // A month, two, and 89 days and 23 hours later, in visits of their own, each with a reason to ask.
  for (const hours of [24 * 30, 24 * 60, 24 * 89 + 23]) {
    const page = await asked(hours);
    await page.waitForTimeout(600);
    expect([await page.locator('.card').count(), await why(page, 'nps')]).toEqual([
      0,
      { status: 'held', gate: 'frequency', suspended: false },
    ]);
    await page.close();
  }
  const page = await asked(24 * 90 + 1);
  await card(page, 'Score').waitFor();
  await flushed(page);
  expect(await until(() => told('Content Completed', 'nps').length > 0)).toBe(true);
  expect(collector.order.filter(({ event }) => event === 'Survey Answered').map(({ properties }) => properties?.value)).toEqual([9]);
  await context.close();
});

test('a tour whose goal is reached in another tab goes away, and is told as completed because of the goal, once', async () => {
  const context = await browser.newContext();
  const page = await visit(context);
  await page.evaluate(() => void window.shirube.track('start'));
  await card(page, 'One').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await card(page, 'Two').waitFor();
  const other = await visit(context, '/invoices');
  await other.evaluate(() => void window.shirube.track('invoice_sent'));
  await expect.poll(() => page.locator('.card').count()).toBe(0);
  for (const tab of [page, other]) await tab.evaluate(() => void window.shirube.track('start'));
  await flushed(other);
  await flushed(page);
  expect(await until(() => told('Content Completed', 'tutorial').length > 0)).toBe(true);
  await page.waitForTimeout(600);
  await flushed(page);
  expect(['Content Completed', 'Content Dismissed', 'Content Closed'].map((event) => told(event, 'tutorial'))).toEqual([
    ['goal_met'],
    [],
    [],
  ]);
  // Done is done: neither tab begins it again.
  expect([await page.locator('.card').count(), await other.locator('.card').count(), (await why(page, 'tutorial')).gate]).toEqual([
    0,
    0,
    'audience',
  ]);
  await context.close();
});

test('a tour that is hidden while the person pays comes back at the step where it was, and neither its going nor its coming is told as an end', async () => {
  const context = await browser.newContext();
  const page = await visit(context);
  await page.evaluate(() => void window.shirube.track('aside'));
  await page.getByRole('button', { name: 'Next' }).click();
  await card(page, 'Two').waitFor();
  for (const round of [1, 2]) {
    await page.evaluate((n) => history.pushState({}, '', `/pay/${n}`), round);
    await expect.poll(() => page.locator('.card').count()).toBe(0);
    expect(await why(page, 'aside')).toMatchObject({ status: 'open', suspended: true });
    await page.evaluate(() => history.pushState({}, '', '/start'));
    await card(page, 'Two').waitFor();
    expect(await why(page, 'aside')).toMatchObject({ status: 'open', suspended: false });
  }
  await page.waitForTimeout(1200);
  await flushed(page);
  expect(await until(() => told('Content Shown', 'aside').length > 0)).toBe(true);
  expect(
    ['Content Shown', 'Content Dismissed', 'Content Completed', 'Content Closed', 'Content Failed'].map(
      (event) => told(event, 'aside').length,
    ),
  ).toEqual([1, 0, 0, 0, 0]);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await flushed(page);
  expect(await until(() => told('Content Completed', 'aside').length > 0)).toBe(true);
  await context.close();
});

test('what comes every time and was closed stays away on that page, holds nothing else back, and comes on the next', async () => {
  const context = await browser.newContext();
  const page = await visit(context);
  await page.evaluate(() => void window.shirube.track('each'));
  await card(page, 'Each time').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.card').count()).toBe(0);
  expect(await why(page, 'each')).toMatchObject({ status: 'held', gate: 'frequency' });
  await page.evaluate(() => void window.shirube.track('other'));
  await card(page, 'Another').waitFor();
  await page.keyboard.press('Escape');
  await page.evaluate(() => history.pushState({}, '', '/next'));
  await card(page, 'Each time').waitFor();
  await page.evaluate(() => window.shirube.hide('each'));
  await expect.poll(() => page.locator('.card').count()).toBe(0);
  expect(await why(page, 'each')).toMatchObject({ status: 'held', gate: 'frequency' });
  await context.close();
});

test('whoever asks at its end to see something again sees it again', async () => {
  const context = await browser.newContext();
  const page = await visit(context);
  await page.evaluate(() => window.shirube.show('over'));
  await card(page, 'Once more').waitFor();
  await page.locator('.card', { hasText: 'Once more' }).evaluate((element) => element.setAttribute('data-was', 'here'));
  await page.getByRole('button', { name: 'Again' }).click();
  await page.locator('.card:not([data-was])', { hasText: 'Once more' }).waitFor();
  await context.close();
});

test('what the app takes off the screen by hide() is told as closed by the app', async () => {
  const context = await browser.newContext();
  const page = await visit(context);
  await page.evaluate(() => void window.shirube.track('other'));
  await card(page, 'Another').waitFor();
  await page.evaluate(() => window.shirube.hide('other'));
  await expect.poll(() => page.locator('.card').count()).toBe(0);
  await flushed(page);
  expect(await until(() => told('Content Closed', 'other').length > 0)).toBe(true);
  expect(told('Content Closed', 'other')).toEqual(['closed_by_app']);
  await context.close();
});
