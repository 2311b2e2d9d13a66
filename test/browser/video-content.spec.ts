/** The window that a video stands in, with the whole face around it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rig, type Rig } from './ui/harness/rig';

const clip = readFileSync(fileURLToPath(new URL('../fixtures/clip-30s.webm', import.meta.url)));
let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r?.close();
});

const videos = [
  {
    id: 'v1',
    title: { en: 'Your first invoice', ja: 'はじめての請求書' },
    sources: [{ src: '/clip.webm' }],
    captions: [
      { lang: 'en', src: '/words.en.vtt' },
      { lang: 'ja', src: '/words.ja.vtt' },
    ],
  },
];
const words = {
  en: ['Open the invoices page.', 'Press “New invoice”.', 'Choose the client and add two lines; the tax is worked out by itself.'],
  ja: ['請求書の一覧を開きます。', '「新しい請求書」を押します。', '取引先を選び、明細を2行追加します。'],
};
async function opened(lang: string, dark = false, viewport?: { width: number; height: number }, more: object = {}): Promise<Page> {
  const page = await r.open(
    { lang, dark, world: { config: { videos: videos.map((video) => ({ ...video, ...more })) } } },
    { ...(viewport ? { viewport } : {}), locale: lang },
  );
  await page.route('**/clip.webm', (route) =>
    route.fulfill({ contentType: 'video/webm', body: clip, headers: { 'accept-ranges': 'bytes' } }),
  );
  await page.route('**/words.*.vtt', (route) =>
    route.fulfill({
      contentType: 'text/vtt',
      body: `WEBVTT\n\n${words[route.request().url().includes('.ja.') ? 'ja' : 'en']
        .map((line, i) => `00:${i * 10}.000 --> 00:${i * 10 + 10}.000\n${line}`)
        .join('\n\n')
        .replace(/00:0\./g, '00:00.')}\n`,
    }),
  );
  return page;
}
const show = (page: Page, more: Record<string, unknown> = {}) =>
  page.evaluate(
    (extra) => window.world.show({ kind: 'video', id: 'watch', video: 'v1', ...extra } as Parameters<typeof window.world.show>[0]),
    more,
  );
const picture = (page: Page, name: string) =>
  process.env.SHIRUBE_SHOTS ? page.screenshot({ path: `shots/video/${name}.png` }) : undefined;

describe('a video in a window', () => {
  it('is a dialog with the video’s name, takes the focus, and gives it back when Escape closes it', async () => {
    const page = await opened('ja');
    await page.locator('#create').focus();
    await show(page);
    const dialog = page.getByRole('dialog', { name: 'はじめての請求書' });
    await dialog.getByRole('button', { name: '再生', exact: true }).waitFor();
    await page.waitForTimeout(500);
    await picture(page, 'window-ja');
    await page.keyboard.press('Tab');
    await page.keyboard.press('k');
    await page.waitForFunction(() => !document.querySelector('shirube-root')?.shadowRoot?.querySelector('video')?.paused);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('create');
    expect(await page.evaluate(() => window.world.phases())).toContain('dismissed');
    expect(await page.evaluate(() => window.world.errors)).toEqual([]);
    await page.context().close();
  });
  it.each([
    ['our own', undefined],
    ['the browser’s', 'native'],
  ])('in the middle holds the focus, forwards and backwards, with %s controls', async (_whose, player) => {
    const page = await opened('en', false, undefined, { player });
    await page.locator('#create').focus();
    await show(page);
    const dialog = page.getByRole('dialog', { name: 'Your first invoice' });
    await dialog.waitFor();
    await page.waitForTimeout(900);
    const seen = new Set<string>();
    for (const key of [...Array<string>(16).fill('Tab'), ...Array<string>(16).fill('Shift+Tab')]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(30);
      seen.add(
        await page.evaluate(() => `${document.activeElement?.localName} ${document.activeElement?.shadowRoot?.activeElement?.localName}`),
      );
    }
    expect([...seen].filter((where) => !where.startsWith('shirube-root '))).toEqual([]);
    expect([...seen]).toContain('shirube-root button');
    if (player) expect([...seen]).toContain('shirube-root video');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('create');
    await page.context().close();
  });
  it('stands in the corner beside the work, and on a phone it fits', async () => {
    const page = await opened('en', true);
    await show(page, { position: 'corner' });
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await page.waitForTimeout(400);
    await picture(page, 'window-corner-dark');
    const [card, last] = await Promise.all([
      page.locator('.card').boundingBox(),
      page.getByRole('button', { name: 'Full screen' }).boundingBox(),
    ]);
    expect((last?.x ?? 999) + (last?.width ?? 999)).toBeLessThanOrEqual((card?.x ?? 0) + (card?.width ?? 0));
    await page.locator('#number').fill('T123');
    expect(await page.locator('#number').inputValue()).toBe('T123');
    await page.context().close();
    const phone = await opened('ja', false, { width: 375, height: 700 });
    await show(phone);
    await phone.getByRole('button', { name: '再生', exact: true }).waitFor();
    await phone.waitForTimeout(400);
    await picture(phone, 'window-phone');
    const box = await phone.locator('.card').boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 375).toBe(true);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await phone.context().close();
  });
  it.each([
    ['en', 'Transcript', false],
    ['ja', '文字起こし', true],
  ] as const)('has its transcript beside the picture where there is room, and below where there is not (%s)', async (lang, name, dark) => {
    const page = await opened(lang, dark, { width: 1360, height: 860 });
    await show(page);
    await page.getByRole('button', { name, exact: true }).click();
    const panel = page.getByRole('list', { name });
    await panel.getByRole('button').nth(2).waitFor();
    await page.waitForTimeout(400);
    await picture(page, `window-wide-${lang}`);
    const boxes = async () => [await page.locator('.sv-stage').boundingBox(), await page.locator('.sv-words').boundingBox()] as const;
    const [wide, beside] = await boxes();
    expect((beside?.x ?? 0) >= (wide?.x ?? 0) + (wide?.width ?? 0)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.setViewportSize({ width: 700, height: 860 });
    await page.waitForTimeout(300);
    const [narrow, below] = await boxes();
    expect((below?.y ?? 0) >= (narrow?.y ?? 0) + (narrow?.height ?? 0)).toBe(true);
    expect(await page.evaluate(() => window.world.errors)).toEqual([]);
    await page.context().close();
  });
  it('fills the screen when asked, window and all, and comes back', async () => {
    const page = await opened('en');
    await show(page);
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.waitForFunction(() => document.fullscreenElement);
    await page.waitForTimeout(300);
    await picture(page, 'window-full');
    const inFront = () =>
      page.evaluate(() => {
        const root = document.querySelector('shirube-root')?.shadowRoot;
        const hit = root?.elementFromPoint(innerWidth / 2, innerHeight / 2 + 20);
        const box = root?.querySelector('.sv-screen')?.getBoundingClientRect();
        return {
          hit: hit?.closest('.sv-screen') !== null && hit?.closest('.sv-screen') !== undefined,
          full:
            box?.width === innerWidth && Math.abs((root?.querySelector('.sv-bar')?.getBoundingClientRect().bottom ?? 0) - innerHeight) < 2,
        };
      });
    expect(await inFront()).toEqual({ hit: true, full: true });
    await page.getByRole('button', { name: 'Leave full screen' }).click();
    await page.waitForFunction(() => !document.fullscreenElement);
    await page.getByRole('dialog').waitFor();
    expect((await inFront()).hit).toBe(true);
    await page.context().close();
  });
  it('that names a video that is not there ends, and says which', async () => {
    const page = await opened('en');
    await show(page, { video: 'nope' });
    await page.waitForFunction(() => window.world.errors.length > 0);
    expect((await page.evaluate(() => window.world.errors))[0]).toContain('"nope"');
    await page.context().close();
  });
});
