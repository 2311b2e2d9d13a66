import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../helpers/browsers';
import { enter, pages, serveDashboard, show, type Served } from '../helpers/dashboard';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** `npm run shots:dashboard` looks at every page in both languages, light and dark, and on a phone. */
const SHOTS = process.env.SHIRUBE_SHOTS ? fileURLToPath(new URL('../../shots/dashboard/', import.meta.url)) : undefined;
const soon = { timeout: 8000 };
let browser: Browser;
let served: Served;

beforeAll(async () => {
  [browser, served] = await Promise.all([launch('chromium'), serveDashboard()]);
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const picture = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}${name.replace(/[^\w-]/g, '_')}.png`, fullPage: true });
};
/** Canvases follow the button, not the attribute. */
const theme = async (page: Page, name: string) => {
  for (let n = 0; n < 3 && (await page.evaluate(() => document.documentElement.dataset['theme'])) !== name; n++)
    await page.locator('.switches button:nth-child(2)').click();
};
/** What axe finds, in words. The rules about colour again in the dark. */
async function faults(page: Page, rules?: string[]): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe: engine } = window as unknown as {
      axe: {
        run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
      };
    };
    const { violations } = await engine.run(document, {
      resultTypes: ['violations'],
      ...(only
        ? { runOnly: { type: 'rule', values: only } }
        : { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
    });
    return violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .slice(0, 3)
          .map((n) => `${n.html.slice(0, 140)} ${(n.failureSummary ?? '').split('\n')[1] ?? ''}`)
          .join(' | ')}`,
    );
  }, rules);
}

/** Between them they use every colour there is; only these are looked at in the dark by axe. */
const colourful: readonly string[] = [
  'today',
  'accounts',
  'accounts/A09?tab=health',
  'accounts/A04?tab=timeline',
  'users/A04/a04-u1?tab=why',
  'flows/onboarding',
  'milestones',
  'mails',
  'content',
  'videos',
  'cohorts',
  'nps',
  'live',
];

describe('every page of the dashboard', () => {
  it('has no accessibility faults, light or dark, no errors, and nothing sticks out on a phone', { timeout: 180_000 }, async () => {
    const { page, complaints } = await enter(browser, served);
    await page.context().addInitScript({ path: axe });
    await page.reload();
    const found: Record<string, string[]> = {};
    for (const path of pages) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await show(page, served.address, path);
      const list = await faults(page);
      await picture(page, `${path}-ja-light`);
      if (SHOTS || colourful.includes(path)) {
        await theme(page, 'dark');
        await picture(page, `${path}-ja-dark`);
        list.push(...(await faults(page, ['color-contrast'])).map((f) => `dark ${f}`));
        await theme(page, 'light');
      }
      await page.setViewportSize({ width: 390, height: 844 });
      const out = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (out > 0) list.push(`sticks out by ${out} px on a phone`);
      await picture(page, `${path}-ja-phone`);
      if (list.length) found[path] = list;
    }
    expect(found).toEqual({});
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('speaks English too, without a Japanese word of its own', { timeout: 180_000 }, async () => {
    const { page, complaints } = await enter(browser, served, { lang: 'en', theme: 'dark', locale: 'en-GB' });
    for (const path of pages) {
      await show(page, served.address, path);
      await picture(page, `${path}-en-dark`);
      if (SHOTS) {
        await theme(page, 'light');
        await picture(page, `${path}-en-light`);
        await page.setViewportSize({ width: 390, height: 844 });
        await picture(page, `${path}-en-phone`);
        await page.setViewportSize({ width: 1280, height: 900 });
        await theme(page, 'dark');
      }
      const chrome = await page.evaluate(() =>
        [...document.querySelectorAll('nav, h1, .lead, thead, dt, .tabs, button:not([lang]), summary, label > span')]
          .map((el) => el.textContent ?? '')
          .join(' '),
      );
      const own = chrome.replace(/さくら歯科|西村税理士事務所|小川工務店/g, '');
      expect(own.match(/[\u3040-\u30ff\u4e00-\u9fff]+/g), path).toBeNull();
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a customer-success person', () => {
  it('sees whom to call and why, finishes a task, and it is gone', async () => {
    const { page } = await enter(browser, served);
    const first = page.locator('.call').first();
    expect(await first.locator('h2').textContent()).toBe('小川工務店');
    expect(await first.locator('.reasons').textContent()).toContain('2回目のログイン');
    expect(await first.locator('blockquote').first().textContent()).toContain('請求書を5分で');
    await first.getByRole('button', { name: '完了' }).click();
    await page.locator('.call .task').waitFor({ state: 'detached' });
    await show(page, served.address, 'tasks?status=closed');
    expect(await page.locator('.task').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('電話フォロー')]));
    await page.context().close();
  });

  it('filters accounts, keeps the filter as a view, and finds it again', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'accounts');
    await page.getByRole('combobox', { name: 'ヘルス' }).selectOption('poor');
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBe(4);
    await page.getByRole('button', { name: 'ビューとして保存' }).click();
    await page.getByPlaceholder('ビューの名前').fill('要注意');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '要注意', exact: true }).waitFor();
    await show(page, served.address, 'accounts');
    await page.getByRole('button', { name: '要注意', exact: true }).click();
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBe(4);
    await page.getByRole('searchbox').fill('さくら');
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBe(1);
    await page.context().close();
  });

  it('sorts by health and by revenue', async () => {
    const { page } = await enter(browser, served);
    await show(page, served.address, 'accounts');
    await page.getByRole('button', { name: '月額' }).click();
    await expect.poll(() => page.locator('tbody tr').first().textContent(), soon).toContain('フジ商事');
    await page.getByRole('button', { name: 'ヘルス' }).click();
    await expect.poll(() => page.locator('tbody tr').first().textContent(), soon).toContain('ミナト物流');
    await page.context().close();
  });

  it('gets everywhere with the keyboard alone', async () => {
    const { page } = await enter(browser, served);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await show(page, served.address, 'accounts/A04');
    await page.getByRole('tab', { name: '概要' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), soon).toBe('タイムライン');
    await page.locator('.timeline li').first().waitFor();
    await show(page, served.address, 'flows/settings');
    await page.getByRole('button', { name: /設定管理/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBe(3);
    await page.context().close();
  });

  it('sees the parts that were played again right below their seconds on the curve', async () => {
    const { page } = await enter(browser, served);
    await page.setViewportSize({ width: 1280, height: 900 });
    await show(page, served.address, 'videos/v2');
    const [curve, heat] = await Promise.all([page.locator('.u-over').first().boundingBox(), page.locator('.heat svg').boundingBox()]);
    expect(Math.abs((curve?.x ?? 0) - (heat?.x ?? 99))).toBeLessThan(2);
    expect(Math.abs((curve?.x ?? 0) + (curve?.width ?? 0) - (heat?.x ?? 0) - (heat?.width ?? 0))).toBeLessThan(2);
    await picture(page, 'video-curve');
    await page.context().close();
  });

  it('on a phone opens the menu, goes to the videos and sees the curves', async () => {
    const { page } = await enter(browser, served, { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'メニュー' }).click();
    await page.getByRole('link', { name: '動画', exact: true }).click();
    await expect.poll(() => page.locator('.video-card svg').count(), soon).toBe(5);
    expect(await page.locator('nav.open').count()).toBe(0);
    await page.context().close();
  });

  it('keeps language and colours for the next visit', async () => {
    const { page } = await enter(browser, served);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: /Colours/ }).click();
    await page.reload();
    await expect.poll(() => page.locator('h1').textContent(), soon).toBe('Today');
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['en', 'dark']);
    await page.context().close();
  });
});

describe('the engineer', () => {
  it('sees an event arrive, what it caused, and the new account in the table, without reloading', async () => {
    const { page } = await enter(browser, served, { lang: 'en' });
    await show(page, served.address, 'live');
    await page.locator('.connection.on').waitFor();
    await served.send({ event: 'login', userId: 'new-person', context: { accountId: 'new-account' } });
    await page.locator('.events li', { hasText: 'new-person' }).first().waitFor();
    await show(page, served.address, 'accounts?q=new-account');
    await page.locator('tbody tr', { hasText: 'new-account' }).waitFor();
    await served.send({ event: 'x', userId: '' });
    await show(page, served.address, 'live');
    await page.locator('.events li', { hasText: 'login' }).first().waitFor();
    await page.context().close();
  });
});

describe('an administrator', () => {
  it('erases somebody who asks for it, and sees that nothing is left', async () => {
    const { page } = await enter(browser, served, { lang: 'en' });
    await served.send({ event: 'login', userId: 'leaving-person', context: { accountId: 'leaving-account' } });
    await show(page, served.address, 'users?q=leaving-person');
    await page.getByRole('link', { name: 'leaving-person' }).click();
    await page.getByRole('button', { name: 'Erase this person' }).click();
    const erase = page.getByRole('button', { name: 'Erase for good' });
    await page.getByRole('textbox', { name: /Type/ }).fill('leaving');
    expect(await erase.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: /Type/ }).fill('leaving-person');
    await picture(page, 'erase-en-light');
    await erase.click();
    await page.getByText('nothing left').waitFor();
    await picture(page, 'erased-en-light');
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByRole('heading', { name: 'Users' }).waitFor();
    await expect.poll(() => page.getByText('leaving-person').count(), soon).toBe(0);
    await show(page, served.address, 'accounts/leaving-account');
    await page.getByRole('button', { name: 'Erase this account' }).click();
    await page.getByRole('textbox', { name: /Type/ }).fill('leaving-account');
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText('nothing left').waitFor();
    await show(page, served.address, 'accounts?q=leaving-account');
    expect(await page.locator('tbody tr').count()).toBe(0);
    await page.context().close();
  });
});

describe('a team on its first day', () => {
  it('is told the four steps to the first figures, and every page says what to do next', { timeout: 60_000 }, async () => {
    const empty = await serveDashboard({ portfolio: false, config: false });
    try {
      const { page, complaints } = await enter(browser, empty, { lang: 'en' });
      expect(await page.locator('.empty li').count()).toBe(4);
      await picture(page, 'empty-today-en-light');
      for (const path of [
        'tasks',
        'accounts',
        'users',
        'segments',
        'flows',
        'milestones',
        'mails',
        'content',
        'videos',
        'cohorts',
        'nps',
        'live',
      ]) {
        await show(page, empty.address, path);
        expect(await page.locator('.empty').first().textContent(), path).toMatch(/\w{3}/);
      }
      for (const path of ['kpis', 'gaps', 'calculator']) await show(page, empty.address, path);
      expect(complaints).toEqual([]);
      await page.context().close();
    } finally {
      await empty.close();
    }
  });
});
