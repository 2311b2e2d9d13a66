import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../helpers/browsers';
import { enter, serveDashboard, show, type Served } from '../helpers/dashboard';

let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([launch('chromium'), serveDashboard()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const soon = { timeout: 8000 };
const told = (page: Page) => page.getByRole('alert').filter({ visible: true });
const NETWORK = 'コレクターに接続できません。通信状況を確かめて、もう一度お試しください。';

describe('a colleague whose collector does not answer', () => {
  it('keeps the note that they wrote, is told why in their language, and saves it later', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'accounts/A04');
    const note = page.getByRole('textbox', { name: 'メモ' });
    await note.fill('来週電話する');
    const save = page.locator('.noteform button');
    await page.route('**/notes', (route) => route.abort());
    await save.click();
    await expect.poll(() => told(page).textContent(), soon).toBe(NETWORK);
    expect(await note.inputValue()).toBe('来週電話する');
    await page.unroute('**/notes');
    await save.click();
    await page.locator('.notes li', { hasText: '来週電話する' }).waitFor();
    expect([await note.inputValue(), await told(page).count()]).toEqual(['', 0]);
    await page.context().close();
  });

  it('keeps the name that they gave to a view', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'accounts?level=poor');
    await page.getByRole('button', { name: 'ビューとして保存' }).click();
    await page.route('**/views', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
    const name = page.getByRole('textbox', { name: 'ビューの名前' });
    await name.fill('今月の心配');
    await name.press('Enter');
    await expect.poll(() => told(page).textContent(), soon).toBe(NETWORK);
    expect(await name.inputValue()).toBe('今月の心配');
    await page.unroute('**/views');
    await name.press('Enter');
    await page.getByRole('button', { name: '今月の心配', exact: true }).waitFor();
    await page.context().close();
  });

  it('is told on every page, and goes on with one press', async () => {
    const { page } = await enter(browser, served);
    await page.route('**/api/nps*', (route) => route.abort());
    await page.goto(`${served.address}/dashboard/#/nps`);
    await expect.poll(() => told(page).textContent(), soon).toContain(NETWORK);
    await page.unroute('**/api/nps*');
    await told(page).getByRole('button').click();
    await expect.poll(() => told(page).count(), soon).toBe(0);
    await page.context().close();
  });
});

describe('a colleague who made a mistake', () => {
  it('is told in their language what the collector did not find', async () => {
    const { page } = await enter(browser, served);
    await page.goto(`${served.address}/dashboard/#/accounts/nobody`);
    await expect.poll(() => told(page).textContent(), soon).toContain('このアカウントはありません。');
    await page.context().close();
  });

  it('uploads what a Japanese spreadsheet saved, and hears which lines were left out', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'accounts');
    // "account,担当\nA04,佐藤\n,鈴木\n" in Shift_JIS.
    const csv = Buffer.from('6163636f756e742c925393960a4130342c8db293a10a2c97e996d80a', 'hex');
    await page.locator('input[type=file]').setInputFiles({ name: 'facts.csv', mimeType: 'text/csv', buffer: csv });
    await expect
      .poll(() => page.locator('.actions [role=status]').textContent(), soon)
      .toBe('1件の値を取り込みました。 アカウントのない行は取り込んでいません(3行目)。');
    await show(page, served.address, 'accounts/A04');
    await page.locator('.pairs dt', { hasText: '担当' }).waitFor();
    expect(await page.locator('.pairs dt:has-text("担当") + dd').textContent()).toBe('佐藤');
    await page.context().close();
  });
});

it('somebody who may only look is not offered to write notes', async () => {
  const { page } = await enter(browser, served);
  await page.route('**/auth/session', async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: { ...((await reply.json()) as object), role: 'viewer' } });
  });
  await page.goto('about:blank');
  await show(page, served.address, 'accounts/A04');
  await page.getByRole('heading', { name: 'メモ' }).waitFor();
  expect(await page.locator('.noteform').count()).toBe(0);
  await page.context().close();
});
