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
  why: async (page) => void (await page.locator('textarea').focus()),
  hotspot: async (page) => void (await page.locator('.beacon').click()),
  hub: async (page) => void (await page.locator('.launcher').click()),
  'hub-found': async (page) => looking(page, 'CSV'),
  'hub-none': async (page) => looking(page, 'zebra'),
  'hub-news': async (page) => {
    await page.locator('.launcher').click();
    await page.locator('summary').first().click();
  },
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
const articles = [
  {
    lang: 'en',
    title: 'Import a CSV file',
    url: 'https://help.example/csv',
    text: 'Up to 5,000 rows at once, from any spreadsheet, with a preview before anything is saved.',
  },
  { lang: 'en', title: 'What a CSV file must contain', url: 'https://help.example/columns', text: 'Client, date, lines and rates.' },
  {
    lang: 'ja',
    title: 'CSVファイルを取り込む',
    url: 'https://help.example/ja/csv',
    text: '表計算ソフトから5,000行まで取り込めます。保存の前に内容を確認できます。',
  },
  { lang: 'ja', title: 'CSVファイルの列', url: 'https://help.example/ja/columns', text: '取引先、日付、明細、税率。' },
  { lang: 'ar', title: 'استيراد ملف CSV', url: 'https://help.example/ar/csv', text: 'حتى 5000 صف دفعة واحدة.' },
  { lang: 'he', title: 'ייבוא קובץ CSV', url: 'https://help.example/he/csv', text: 'עד 5,000 שורות בבת אחת.' },
];
const looking = async (page: Page, words: string): Promise<void> => {
  await page.locator('.launcher').click();
  await page.locator('.find input').fill(words);
  await page.waitForTimeout(300);
};
/** Which items of the checklist are done; else two of four. */
const done: Record<string, Record<string, number>> = { 'checklist-none': {}, 'checklist-all': { company: 1, number: 1, bank: 1, tax: 1 } };
const shots: Record<string, Content | undefined> = {
  ...samples,
  'hub-found': samples.hub,
  'hub-none': samples.hub,
  'hub-news': samples.hub,
  'checklist-none': samples.checklist,
  'checklist-all': samples.checklist,
  why: {
    kind: 'survey',
    id: 'why',
    questions: [
      {
        id: 'why',
        type: 'text',
        ask: { en: 'Why do you feel that way?', ja: 'そう感じた理由をお聞かせください' },
        placeholder: { en: 'A few words are enough', ja: 'ひとことでも結構です' },
      },
    ],
  },
  'tour-2': samples.tour,
  'nps-picked': samples.nps,
  'nps-2': samples.nps,
  'nudge-asked': samples.nudge,
};

export async function takeShots(root: string, filter = ''): Promise<string[]> {
  const dir = join(root, 'shots');
  mkdirSync(dir, { recursive: true });
  const r = await rig();
  r.server.page('/help.json', { html: JSON.stringify(articles) });
  const files: string[] = [];
  try {
    for (const dark of [false, true])
      for (const lang of ['en', 'ja'])
        for (const phone of [false, true])
          for (const dir2 of ['ltr', 'rtl'] as const) {
            const name = [dark ? 'dark' : 'light', lang, phone ? 'phone' : 'desktop', dir2].join('-');
            if (filter && !`${name} `.includes(filter) && !Object.keys(shots).some((kind) => `${kind}-${name}`.includes(filter))) continue;
            const page = await r.open(
              {
                dark,
                lang: dir2 === 'rtl' ? 'ar' : lang,
                dir: dir2,
                world: { config: sampleConfig, ...(dir2 === 'rtl' && { lang: lang === 'ja' ? 'he' : 'ar' }) },
              },
              phone
                ? { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' }
                : { viewport: { width: 1100, height: 720 }, reducedMotion: 'reduce' },
            );
            for (const [kind, content] of Object.entries(shots)) {
              const file = join(dir, `${kind}-${name}.png`);
              if (!content || (filter && !file.includes(filter))) continue;
              await page.evaluate(
                ([c, ck]) => {
                  window.world.state.ck = { settings: ck };
                  window.world.state.ct = {};
                  window.world.show(c);
                },
                [content, done[kind] ?? { company: 1, tax: 1 }] as const,
              );
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
