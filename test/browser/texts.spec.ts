/** Texts that speak to the person: what she is called, how many, until when; as text, in the language that she reads, and only where a text asks for it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

const NAME = '*Ann* [x](javascript:alert)';
const READ = '＊Ann＊ ［x］(javascript:alert)';
const modal = {
  kind: 'modal',
  id: 'hello',
  when: { kind: 'event', name: 'go' },
  caps: false,
  title: { en: 'Hello {{trait.name|there}}', ja: '{{trait.name|お客}}様', pl: 'Cześć {{trait.name}}' },
  body: {
    en: '**{{trait.open, plural, =0 {Nothing is} one {# invoice is} other {# invoices are}}}** waiting for {{trait.name}}.\n\n[yours](/of/{{trait.name}}) until {{account.ends, date, long}}: {{account.seats, number}} seats.',
    ja: '**未処理の請求書が{{trait.open, number}}件**あります。\n\n[{{trait.name}}様の一覧](/of/{{trait.name}})。期限は{{account.ends, date, long}}、{{account.seats, number}}席です。',
    pl: '{{trait.open, plural, one {# faktura czeka} few {# faktury czekają} many {# faktur czeka} other {# faktury czeka}}}; {{account.seats, number}} miejsc, do {{account.ends, date, long}}.',
  },
  buttons: [{ label: { en: 'Go, {{trait.name}}', ja: '{{trait.name}}様の画面へ', pl: 'Dalej, {{trait.name|x}}' }, do: 'dismiss' }],
};
const config = (content: object = modal) => ({
  shirube: 1,
  languages: ['en', 'ja', 'pl'],
  content: [content, { ...content, id: 'again', when: { kind: 'event', name: 'again' } }],
});

interface Setting {
  script?: string;
  lang?: string;
  content?: object;
  prepare?(page: Page): Promise<unknown>;
  traits?: Record<string, unknown>;
}
async function on(
  { script = 'shirube.js', lang = 'en', content, prepare, traits }: Setting,
  work: (page: Page, collector: Collector) => Promise<void>,
): Promise<string[]> {
  const collector = await startCollector();
  const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'America/Los_Angeles' });
  try {
    collector.page = (url) =>
      url.pathname === '/config'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config(content)) }
        : {
            headers: {},
            body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>t</title><script src="/${script}" data-config="/config" data-endpoint="/c"></script></head><body><h1>Page</h1></body></html>`,
          };
    const page = await context.newPage();
    await prepare?.(page);
    await page.goto(collector.url);
    await page.evaluate(
      (mine) => {
        window.shirube.identify('ann', mine as Record<string, string>);
        window.shirube.group('acme', { seats: 12_000, ends: '2026-12-01' });
        void window.shirube.track('go');
      },
      traits ?? { name: NAME, open: 3 },
    );
    await work(page, collector);
    return collector.paths.flatMap((path) => /\/(part-[a-z]*)/.exec(path)?.[1] ?? []);
  } finally {
    await context.close();
    await collector.close();
  }
}
const card = (page: Page) => page.locator('.card');
const read = async (page: Page) => ({
  title: await card(page).locator('h2').innerText(),
  body: (await card(page).locator('.body').innerText()).replace(/\s+/g, ' '),
  button: await card(page).locator('.btn').first().innerText(),
});
const links = (page: Page) =>
  card(page)
    .locator('a')
    .evaluateAll((all) => all.map((a) => [(a as HTMLAnchorElement).pathname, a.textContent]));

describe.concurrent.each(['shirube.js', 'shirube.single.js'])('with %s', (script) => {
  it('a person whose name looks like markup reads it as a name, in English', async () => {
    const parts = await on({ script }, async (page) => {
      await card(page).waitFor({ timeout: 20_000 });
      expect(await read(page)).toEqual({
        title: `Hello ${READ}`,
        body: `3 invoices are waiting for ${READ}. yours until December 1, 2026: 12,000 seats.`,
        button: `Go, ${READ}`,
      });
      expect(await links(page)).toEqual([['/of/%2aAnn%2a%20%5Bx%5D%28javascript%3Aalert%29', 'yours']]);
      expect(await card(page).locator('em').count()).toBe(0);
    });
    expect(parts).toEqual(script === 'shirube.js' ? ['part-texts'] : []);
  });
  it('and in Japanese', () =>
    on({ script, lang: 'ja' }, async (page) => {
      await card(page).waitFor({ timeout: 20_000 });
      expect(await read(page)).toEqual({
        title: `${READ}様`,
        body: `未処理の請求書が3件あります。 ${READ}様の一覧。期限は2026年12月1日、12,000席です。`,
        button: `${READ}様の画面へ`,
      });
      expect((await links(page)).map(([, words]) => words)).toEqual([`${READ}様の一覧`]);
    }));
});

describe.concurrent('a person', () => {
  it.each([
    [1, '1 faktura czeka'],
    [3, '3 faktury czekają'],
    [5, '5 faktur czeka'],
    [22, '22 faktury czekają'],
  ])('who reads Polish, with %i invoices, is told "%s"', async (open, words) => {
    await on({ lang: 'pl-PL', traits: { name: 'Ania', open } }, async (page) => {
      await card(page).waitFor({ timeout: 20_000 });
      expect((await read(page)).body.replaceAll('\u00a0', ' ')).toBe(`${words}; 12 000 miejsc, do 1 grudnia 2026.`);
    });
  });
  it('whose language no text has reads another, with its numbers, not those of the browser', () =>
    on({ lang: 'fr' }, async (page) => {
      await card(page).waitFor({ timeout: 20_000 });
      expect((await read(page)).body).toContain('December 1, 2026: 12,000 seats');
    }));
  it('of whom nothing is known is still spoken to', () =>
    on({ traits: {} }, async (page) => {
      await card(page).waitFor({ timeout: 20_000 });
      expect((await read(page)).title).toBe('Hello there');
    }));
  it('who has another name from now on reads it on the next card; what she is called is not sent', () =>
    on({ traits: { name: 'Ann', open: 1 } }, async (page, collector) => {
      await card(page).waitFor({ timeout: 20_000 });
      await page.evaluate(() => window.shirube.identify('ann', { name: 'Anna', open: 0 }));
      await page.waitForTimeout(300);
      expect((await read(page)).title).toBe('Hello Ann');
      await card(page).locator('.btn').first().click();
      await page.evaluate(() => void window.shirube.track('again'));
      await page.getByRole('heading', { name: 'Hello Anna' }).waitFor({ timeout: 15_000 });
      expect(await read(page)).toMatchObject({
        title: 'Hello Anna',
        body: expect.stringContaining('Nothing is waiting for Anna.') as string,
        button: 'Go, Anna',
      });
      expect(await until(() => collector.names().includes('Content Dismissed'), 20_000)).toBe(true);
      expect(JSON.stringify(collector.order)).not.toContain('Ann"');
    }));
  it('sees no braces while the part is on its way', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    await on(
      {
        prepare: (page) =>
          page.route('**/part-texts-*', async (route) => {
            await gate;
            await route.continue();
          }),
      },
      async (page) => {
        await page.waitForTimeout(1500);
        expect(await card(page).count()).toBe(0);
        open();
        await card(page).waitFor({ timeout: 20_000 });
        expect((await read(page)).title).toBe(`Hello ${READ}`);
      },
    );
  });
  it('reads the fallbacks when the part never comes', { timeout: 40_000 }, () =>
    on({ prepare: (page) => page.route('**/part-texts-*', (route) => route.abort()) }, async (page) => {
      await card(page).waitFor({ timeout: 30_000 });
      const { title, body, button } = await read(page);
      expect([title, button]).toEqual(['Hello there', 'Go,']);
      expect(body).not.toMatch(/[{}#]/);
      expect(body).toContain(' waiting for . ');
    }),
  );
  it('whose texts are the same for everybody loads nothing of it', async () => {
    const parts = await on(
      { content: { ...modal, title: 'Hello', body: 'Step {n}', buttons: [{ label: 'Go', do: 'dismiss' }] } },
      async (page) => {
        await card(page).waitFor({ timeout: 20_000 });
      },
    );
    expect(parts).toEqual([]);
  });
});
