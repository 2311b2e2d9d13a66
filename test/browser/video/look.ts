/** Pictures of the player for people to look at; the spec takes them when SHIRUBE_SHOTS is set. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { config, open, type Site } from './site';

export async function shots(browser: Browser, at: Site, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, dark, lang, width] of [
    ['light-en', false, 'en', 800],
    ['dark-ja', true, 'ja', 800],
    ['phone-ja', false, 'ja', 375],
    ['wide-ja', false, 'ja', 1280],
    ['wide-en', true, 'en', 1280],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 760 }, deviceScaleFactor: 2 });
    await open(page, at, 'v1', { lang, dark });
    await page.waitForTimeout(600);
    await page.screenshot({ path: `${folder}/video-${name}-start.png` });
    await page.evaluate(async () => {
      const root = document.querySelector('#host')?.shadowRoot;
      const video = root?.querySelector('video');
      if (!video) return;
      video.muted = true;
      await video.play();
    });
    await page.waitForTimeout(2500);
    await page.evaluate(() => {
      const video = document.querySelector('#host')?.shadowRoot?.querySelector('video');
      if (video) video.currentTime = 12;
    });
    await page.waitForTimeout(2000);
    await page.locator('.sv-btn[aria-pressed]').click();
    await page.waitForTimeout(500);
    await page.locator('.sv-seek').hover({ position: { x: 180, y: 8 } });
    await page.waitForTimeout(200);
    await page.screenshot({ path: `${folder}/video-${name}-playing.png`, fullPage: true });
    await page.close();
  }
  for (const [id, lang, dark, consent] of [
    ['lost', 'ja', false, 'granted'],
    ['lost', 'en', true, 'granted'],
    ['yt', 'en', false, 'granted'],
    ['yt', 'ja', false, 'denied'],
    ['poster', 'en', true, 'pending'],
    ['other', 'en', false, 'granted'],
    ['native', 'en', false, 'granted'],
    ['end', 'en', false, 'granted'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: 420, height: 420 } });
    const poster = {
      id: 'poster',
      title: 'With a picture of its own',
      sources: [{ src: 'https://youtu.be/abcdefghijk' }],
      poster: '/poster.svg',
    };
    await page.route('**/poster.svg', (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><rect width="160" height="90" fill="#486"/><circle cx="120" cy="30" r="18" fill="#fd6"/></svg>',
      }),
    );
    await page.route('https://videos.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<body style="background:#246;color:#fff">Elsewhere' }),
    );
    await open(page, at, id === 'end' ? 'v1' : id, {
      lang,
      dark,
      consent,
      config: { ...config, videos: [...(config.videos ?? []), poster] },
    });
    await page.waitForTimeout(600);
    if (id === 'other') await page.locator('.sv-big').click();
    if (id === 'end')
      await page.evaluate(async () => {
        const video = document.querySelector('#host')?.shadowRoot?.querySelector('video');
        if (!video) return;
        video.muted = true;
        video.currentTime = 29;
        await video.play();
      });
    await page.waitForTimeout(id === 'end' ? 2500 : 500);
    await page.screenshot({ path: `${folder}/video-${id}-${lang}-${dark ? 'dark' : 'light'}-${consent}.png`, fullPage: true });
    await page.close();
  }
  for (const [id, lang, dark] of [
    ['quiz', 'ja', false],
    ['yt', 'ja', true],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: 800, height: 760 } });
    await open(page, at, id, { lang, dark, consent: 'pending' });
    await page.waitForTimeout(500);
    if (id === 'quiz') {
      await page.getByRole('button', { name: '再生', exact: true }).click();
      await page.getByRole('radio', { name: '13' }).check();
      await page.getByRole('button', { name: '回答する' }).click();
    }
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/video-${id}.png`, fullPage: true });
    await page.close();
  }
}
