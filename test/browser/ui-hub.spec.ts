/** The hub under somebody who types, and over a feed that is late, broken, huge or hostile. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { show, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

const said = (page: Page) =>
  page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.querySelector('[aria-live]')?.textContent);

test('a word that is still being converted is not reported as one that the help lacks', async () => {
  r.server.page('/help.json', { html: JSON.stringify([{ title: '請求書を送る', url: 'https://help.example/1' }]) });
  const page = await r.open({ lang: 'ja' });
  await show(page, { kind: 'hub', id: 'hub', articles: { feed: '/help.json' } });
  await page.locator('.launcher').click();
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'せいきゅう', selectionStart: 5, selectionEnd: 5 });
  await page.waitForTimeout(1200);
  expect(await tracks(page)).toEqual([]);
  await client.send('Input.insertText', { text: '請求' });
  await page.getByText('請求書を送る').waitFor();
  await expect.poll(() => said(page)).toContain('1 件');
  expect(await tracks(page)).toEqual([]);
});

test('no letter is lost that is typed into the hub while the page hears of it first', async () => {
  r.server.page('/help.json', { html: '[]' });
  const page = await r.open();
  // As trackers do: they listen at the window, and what they find changes the state before the letter arrives.
  await page.evaluate(() => window.addEventListener('input', () => window.world.changed(), true));
  await show(page, { kind: 'hub', id: 'hub', articles: { feed: '/help.json' } });
  await page.locator('.launcher').click();
  await page.locator('.find input').pressSequentially('withholding');
  expect(await page.locator('.find input').inputValue()).toBe('withholding');
});

test('a search that was typed before the articles were there is told when they are', async () => {
  const page = await r.open();
  let answer = () => {};
  await page.route('**/slow.json', (route) => {
    answer = () => void route.fulfill({ json: [] });
  });
  await show(page, { kind: 'hub', id: 'hub', articles: { feed: '/slow.json' } });
  await page.locator('.launcher').click();
  await page.locator('.find input').fill('withholding');
  await page.waitForTimeout(1200);
  answer();
  await expect.poll(() => tracks(page)).toHaveLength(1);
  await page.unroute('**/slow.json');
});

test('a feed that is broken, huge or hostile harms nobody', async () => {
  const items: unknown[] = [
    null,
    7,
    'x',
    [],
    { title: 1, url: {} },
    { title: '<img src=x onerror=alert(1)>Invoice', url: 'https://help.example/a' },
    { title: 'Invoice trap', url: 'javascript:alert(1)' },
    { title: 'Invoice data', url: 'data:text/html,x' },
  ];
  for (let i = 0; i < 6000; i++)
    items.push({ title: `Article ${i}`, url: `https://help.example/${i}`, content_text: 'lorem ipsum dolor sit amet '.repeat(60) });
  r.server.page('/help.json', { html: JSON.stringify({ items }) });
  const page = await r.open();
  await show(page, { kind: 'hub', id: 'hub', articles: { feed: '/help.json' } });
  await page.locator('.launcher').click();
  await page.locator('.find input').fill('Invoice');
  await page.getByText('<img src=x onerror=alert(1)>Invoice').waitFor();
  expect(await page.locator('.card.panel a.row').count()).toBe(1);
  const spent = await page.locator('.find input').evaluate((input: HTMLInputElement) => {
    const times: number[] = [];
    for (const word of ['inv', 'invo', 'dolor', 'ipsum zz', 'qqqqqq']) {
      input.value = word;
      const from = performance.now();
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      times.push(performance.now() - from);
    }
    return Math.round(Math.max(...times));
  });
  console.log('slowest search, ms', spent);
});

test('which news is unread can be seen in forced colours too', async () => {
  const config = { content: [{ kind: 'announcement', id: 'july', title: 'New in July' }] };
  const page = await r.open({ world: { config } }, { forcedColors: 'active' });
  await show(page, { kind: 'hub', id: 'h' });
  await page.locator('.launcher').click();
  const [dot, behind] = await page.evaluate(() =>
    ['.unread.on', '.panel'].map((css) => {
      const element = document.querySelector('shirube-root')?.shadowRoot?.querySelector(css);
      return element && getComputedStyle(element).backgroundColor;
    }),
  );
  expect(dot).toMatch(/^rgb/);
  expect(dot).not.toBe(behind);
});
