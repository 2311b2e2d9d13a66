/** Whoever has the public key chooses how accounts and people are called; the people at the dashboard still see what is what. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../helpers/browsers';
import { enter, serveDashboard, show, type Served } from '../helpers/dashboard';

const names = [
  '株式会社ハルイロ東日本第一営業本部法人ソリューション事業部カスタマーサクセス推進室御中ならびに関係会社一同',
  'شركة المستقبل للحلول الرقمية المحدودة',
  'turned \u202Eround',
  '<img src=x onerror=alert(1)>',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsverwaltungszentrale',
  '   ',
  'Acme',
];
const users = [
  'very.long.address.of.somebody.in.a.very.long.department@subsidiary.of.a.company.example.co.jp',
  'مستخدم',
  'u\u202E1',
  '<b>u</b>',
];
const soon = { timeout: 8000 };
let browser: Browser;
let served: Served;

beforeAll(async () => {
  [browser, served] = await Promise.all([launch('chromium'), serveDashboard({ portfolio: false })]);
  for (const [i, name] of names.entries()) {
    const [userId, groupId] = [users[i % users.length], i === 3 ? `a/b?c#d%20${'x'.repeat(200)}` : i === 4 ? '..' : `acct-${i}`];
    const of = { userId, context: { accountId: groupId } };
    await served.send({ ...of, type: 'group', groupId, traits: { name, mrr: [1e15, -500, 'much', 9.99][i % 4] } });
    for (const event of ['login', `<script>${'x'.repeat(90)}`, 'Person Forgotten']) await served.send({ ...of, event });
    await served.send({ ...of, event: 'Survey Answered', properties: { survey: 'nps', question: 'score', value: i } });
    await served.send({ ...of, event: 'Survey Answered', properties: { survey: 'nps', question: 'why', value: name } });
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const paths = [
  'today',
  'tasks',
  'accounts',
  'users',
  'nps',
  'kpis',
  'mails',
  'live',
  `accounts/${encodeURIComponent(`a/b?c#d%20${'x'.repeat(200)}`)}`,
  'accounts/acct-2',
  'accounts/..',
  `users/../${encodeURIComponent(users[0] ?? '')}`,
  `users/acct-1/${encodeURIComponent('مستخدم')}`,
];

describe('names from outside', () => {
  it.each([1280, 390])('run nothing and leave every page as wide as the window, %i px', { timeout: 90_000 }, async (width) => {
    const { page, complaints } = await enter(browser, served, { lang: 'en', viewport: { width, height: 900 } });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const out: Record<string, number> = {};
    for (const path of paths) {
      await show(page, served.address, path);
      const stray = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (stray > 0) out[path] = stray;
    }
    expect(out).toEqual({});
    expect([...dialogs, ...complaints]).toEqual([]);
    expect(await page.locator('script:not([src]), img[src="x"]').count()).toBe(0);
    await page.context().close();
  });

  it('turn nothing round beside them', async () => {
    const { page } = await enter(browser, served, { lang: 'en' });
    for (const path of ['tasks', 'nps']) {
      await show(page, served.address, path);
      await page.locator('.who, .comments small').nth(5).waitFor();
      const turned = await page.locator('.who, .comments small').evaluateAll((lines) =>
        lines.flatMap((line) => {
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          let last: Node | null = null;
          while (walker.nextNode()) last = walker.currentNode;
          const text = last?.textContent ?? '';
          // "5 sec. ago": the last letter is right of the one before it, or on another line.
          const box = (at: number) => {
            const range = document.createRange();
            range.setStart(last as Node, at);
            range.setEnd(last as Node, at + 1);
            return range.getBoundingClientRect();
          };
          const [before, end] = [box(text.length - 2), box(text.length - 1)];
          return end.top === before.top && end.left < before.left ? [line.textContent] : [];
        }),
      );
      expect(turned, path).toEqual([]);
    }
    await page.context().close();
  });

  it('that consist of nothing are the id', async () => {
    const { page } = await enter(browser, served, { lang: 'en' });
    await show(page, served.address, 'accounts?q=acct-5');
    await expect.poll(() => page.locator('tbody th b').allTextContents(), soon).toEqual(['acct-5']);
    await page.context().close();
  });
});

describe('a task', () => {
  it('that is put off until tomorrow is back at the beginning of tomorrow, by the collector’s clock', async () => {
    const { page } = await enter(browser, served, { lang: 'en' });
    await show(page, served.address, 'tasks');
    expect(await page.locator('.task .tag.bad').count()).toBe(0);
    const now = await page.evaluate(async () => ((await (await fetch('/api/config')).json()) as { now: number }).now);
    const asked = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Tomorrow' }).first().click();
    const { snoozeUntil } = (await asked).postDataJSON() as { snoozeUntil: number };
    const day = 86_400_000;
    const tokyo = 9 * 3_600_000;
    expect(snoozeUntil).toBe((Math.floor((now + tokyo) / day) + 1) * day - tokyo);
    await expect.poll(() => page.locator('.task').count(), soon).toBe(names.length - 1);
    await page.context().close();
  });
  it('that asks for somebody to be forgotten without a proof: fifty at most, then one stands for all, and how many there are is said', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, i) => served.send({ event: 'Person Forgotten', userId: `many-${i}` })));
    const { page } = await enter(browser, served, { lang: 'en' });
    await show(page, served.address, 'tasks');
    // The rest without a proof is one task that stands for all.
    await expect.poll(() => page.locator('.pager').textContent(), soon).toMatch(/^5\d rows$/);
    await page.getByText('More people want to be forgotten').waitFor();
    await page.context().close();
  });
});
