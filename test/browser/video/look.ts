/** Pictures of the player for people to look at; the spec takes them when SHIRUBE_SHOTS is set. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { open, type Site } from './site';

export async function shots(browser: Browser, at: Site, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, dark, lang, width] of [['light-en', false, 'en', 800], ['dark-ja', true, 'ja', 800], ['phone-ja', false, 'ja', 375], ['wide-ja', false, 'ja', 1280]] as const) {
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
  for (const [id, lang, dark] of [['quiz', 'ja', false], ['yt', 'ja', true]] as const) {
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
