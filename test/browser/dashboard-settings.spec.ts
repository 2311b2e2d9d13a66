import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../helpers/browsers';
import { enter, serveDashboard, show, type Served } from '../helpers/dashboard';

let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([launch('chromium'), serveDashboard({ portfolio: false })]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const soon = { timeout: 8000 };

it('an admin invites a colleague, who comes in as a viewer, gets another role, and is shut out', async () => {
  const { page } = await enter(browser, served);
  await show(page, served.address, 'settings');
  // Come to from the menu, it begins with its heading.
  await page.getByRole('link', { name: '今日' }).click();
  await page.getByRole('link', { name: '設定' }).click();
  await page.getByRole('heading', { name: 'APIトークン' }).waitFor();
  expect(await page.evaluate(() => [scrollY, document.activeElement?.id])).toEqual([0, 'main']);
  await page.getByRole('combobox', { name: '招待' }).selectOption({ label: '閲覧のみ' });
  await page.getByRole('button', { name: 'リンクを発行' }).click();
  const link = await page.getByRole('textbox', { name: 'このリンクを本人に送ってください' }).inputValue();

  const guest = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await guest.goto(link);
  await guest.getByLabel('表示名').fill('花子');
  await guest.getByLabel('メールアドレス').fill('hanako@example.com');
  await guest.getByLabel('パスワード').fill('十二文字より長いパスワード');
  await guest.getByRole('button', { name: '続ける' }).click();
  await show(guest, served.address, 'settings');
  await guest.getByText('管理者用のページです').waitFor();

  await page.reload();
  const row = page.locator('tr', { hasText: 'hanako@example.com' });
  await row.getByRole('combobox', { name: '権限: 花子' }).selectOption({ label: '管理者(設定、エクスポート、消去も)' });
  await expect
    .poll(async () => {
      await guest.reload();
      return guest.getByRole('heading', { name: 'APIトークン' }).count();
    }, soon)
    .toBe(1);

  await row.getByRole('button', { name: '利用停止: 花子' }).click();
  expect(await guest.evaluate(() => fetch('/api/config').then((reply) => reply.status))).toBe(200);
  await row.getByRole('button', { name: '本当に利用停止?: 花子' }).click();
  await row.getByText('停止中').waitFor();
  await guest.reload();
  await guest.getByRole('button', { name: '続ける' }).waitFor();
  expect(new URL(guest.url()).pathname).toBe('/auth/sign-in');

  // The admin cannot lock themselves out.
  await page.getByRole('combobox', { name: '権限: Demo' }).selectOption({ label: '閲覧のみ' });
  await expect.poll(() => page.getByRole('alert').textContent(), soon).toBe('最後の管理者です。先にほかの人を管理者にしてください。');
  await expect.poll(() => page.getByRole('combobox', { name: '権限: Demo' }).inputValue(), soon).toBe('admin');
  await Promise.all([page.context().close(), guest.context().close()]);
});

it('an engineer makes a key for the script tag, is told of an origin that no browser sends, and revokes it', async () => {
  const { page } = await enter(browser, served, { lang: 'en' });
  await show(page, served.address, 'settings');
  const keys = page.locator('section', { has: page.getByRole('heading', { name: 'Write keys' }) });
  await keys.getByLabel('What it is for').fill('staging');
  await keys.getByLabel('Origins that may use it').fill('https://staging.example.com/app');
  await keys.getByRole('button', { name: 'Make a key' }).click();
  await expect.poll(() => keys.getByRole('alert').textContent(), soon).toMatch(/This is no origin/);
  await keys.getByLabel('Origins that may use it').fill('https://staging.example.com, https://*.example.org');
  await keys.getByRole('button', { name: 'Make a key' }).click();
  const row = keys.locator('tr', { hasText: 'staging' });
  await row.getByText('https://staging.example.com, https://*.example.org').waitFor();
  const key = (await row.locator('code').textContent()) ?? '';
  const send = (origin: string) =>
    fetch(`${served.address}/v1/batch`, { method: 'POST', headers: { origin }, body: JSON.stringify({ writeKey: key, batch: [] }) });
  expect([(await send('https://staging.example.com')).status, (await send('https://evil.example')).status]).toEqual([200, 403]);
  await row.getByRole('button', { name: 'Revoke: staging' }).click();
  await row.getByRole('button', { name: 'Really? Revoke: staging' }).click();
  await row.getByText('revoked').waitFor();
  expect((await send('https://staging.example.com')).status).toBe(401);
  await page.context().close();
});

it('an operator makes a token, sees it once, and a server reads with it', async () => {
  const { page } = await enter(browser, served, { lang: 'en' });
  await show(page, served.address, 'settings');
  const tokens = page.locator('section', { has: page.getByRole('heading', { name: 'API tokens' }) });
  await tokens.getByLabel('What it is for').fill('report');
  await tokens.getByLabel('Role').selectOption({ label: 'Viewer: looks only' });
  await tokens.getByRole('button', { name: 'Make a token' }).click();
  const token = await tokens.getByRole('textbox', { name: 'Keep this token now' }).inputValue();
  expect((await fetch(`${served.address}/api/accounts`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  await page.reload();
  await tokens.locator('tr', { hasText: 'report' }).waitFor();
  expect(await page.content()).not.toContain(token);
  await page.context().close();
});
