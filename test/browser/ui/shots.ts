/** Pictures of every kind: light/dark, en/ja, desktop/phone, left-to-right/right-to-left. `npm run shots` writes them to shots/. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { sampleConfig, samples } from './harness/samples';
import { rig } from './harness/rig';

/** What to do after showing, to see the second state. */
const after: Record<string, (page: Page) => Promise<void>> = {
  'tour-2': async (page) => void (await page.locator('.btn.primary').click()),
  hotspot: async (page) => void (await page.locator('.beacon').click()),
  hub: async (page) => void (await page.locator('.launcher').click()),
  'nps-picked': async (page) => void (await page.locator('.opt').nth(9).click()),
  'nps-2': async (page) => {
    await page.locator('.opt').nth(9).click();
    await page.locator('.btn.primary').click();
  },
  'nudge-asked': async (page) => {
    await page.evaluate(() => (window.open = () => null));
    await page.locator('a.btn').evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()));
    await page.locator('a.btn').click();
  },
};
const shots: Record<string, Content | undefined> = { ...samples, 'tour-2': samples.tour, 'nps-picked': samples.nps, 'nps-2': samples.nps, 'nudge-asked': samples.nudge };

export async function takeShots(root: string, filter = ''): Promise<string[]> {
  const dir = join(root, 'shots');
  mkdirSync(dir, { recursive: true });
  const r = await rig();
  const files: string[] = [];
  try {
    for (const dark of [false, true]) for (const lang of ['en', 'ja']) for (const phone of [false, true]) for (const dir2 of ['ltr', 'rtl'] as const) {
      const name = [dark ? 'dark' : 'light', lang, phone ? 'phone' : 'desktop', dir2].join('-');
      if (filter && !`${name} `.includes(filter) && !Object.keys(shots).some((kind) => `${kind}-${name}`.includes(filter))) continue;
      const page = await r.open({ dark, lang: dir2 === 'rtl' ? 'ar' : lang, dir: dir2, world: { config: sampleConfig, ...(dir2 === 'rtl' && { lang: lang === 'ja' ? 'he' : 'ar' }) } }, phone ? { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' } : { viewport: { width: 1100, height: 720 }, reducedMotion: 'reduce' });
      for (const [kind, content] of Object.entries(shots)) {
        const file = join(dir, `${kind}-${name}.png`);
        if (!content || (filter && !file.includes(filter))) continue;
        await page.evaluate((c) => {
          window.world.state.ck = { settings: { company: 1, tax: 1 } };
          window.world.state.ct = {};
          window.world.show(c);
        }, content);
        await page.locator('.surface').first().waitFor();
        await page.waitForTimeout(60);
        await after[kind]?.(page);
        await page.waitForTimeout(90);
        await page.screenshot({ path: file });
        await page.evaluate((id) => window.world.hide(id, 'closed_by_app'), content.id);
        files.push(file);
      }
      await page.context().close();
    }
  } finally {
    await r.close();
  }
  return files;
}
