/** How it looks and what it says: parts, tokens, languages, plurals, dates. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import { card, phases, settle, show } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig, samples } from './ui/harness/samples';

let r: Rig;
beforeAll(async () => {
  r = await rig();
  r.server.page('/help.json', { html: '[]' });
});
afterAll(async () => {
  await r.close();
});

const guide = readFileSync(new URL('../../docs/guide/theming.md', import.meta.url), 'utf8');
const tour = (more: object = {}): Content => ({
  kind: 'tour',
  id: 't',
  steps: [
    { id: 'a', title: 'A', ...more },
    { id: 'b', title: 'B' },
  ],
});

test('a designer reaches every part that the guide names, from a style sheet of the page', async () => {
  const named = [...(/^Everything has a `::part`:([\s\S]*?)\n\n/m.exec(guide)?.[1] ?? '').matchAll(/`([\w-]+)`/g)].map(
    ([, name = '']) => name,
  );
  expect(named.length).toBeGreaterThan(18);
  const page = await r.open({
    head: `<style>${named.map((name) => `shirube-root::part(${name}){text-underline-offset:7px}`).join('')}</style>`,
    world: { config: sampleConfig },
  });
  const reached = new Set<string>();
  const picture: Content = { kind: 'popover', id: 'picture', target: { css: '#save' }, title: 'x', media: { image: '/x.png' } };
  for (const [name, content] of Object.entries({ ...samples, picture })) {
    await show(page, content);
    await settle(page);
    if (name === 'hub') await page.locator('.launcher').click();
    // Whatever is named takes the page's rule; an element that is not named keeps its own.
    for (const part of await page.evaluate(() =>
      [...(document.querySelector('shirube-root')?.shadowRoot?.querySelectorAll('[part]') ?? [])]
        .filter((e) => getComputedStyle(e).textUnderlineOffset === '7px')
        .flatMap((e) => [...e.part]),
    ))
      reached.add(part);
    await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
  }
  expect(named.filter((name) => !reached.has(name))).toEqual([]);
});

test('a step carries text, a picture with its words, a video that starts at its second, buttons and progress', async () => {
  const page = await r.open({ world: { config: sampleConfig } });
  r.server.page('/p.svg', {
    html: '<svg xmlns="http://www.w3.org/2000/svg" width="688" height="300"><rect width="688" height="300" fill="#0b7a75"/></svg>',
    headers: { 'content-type': 'image/svg+xml' },
  });
  await show(page, {
    kind: 'tour',
    id: 't',
    steps: [
      {
        id: 'a',
        title: 'Look',
        body: 'Two **rows**.',
        media: { image: '/p.svg', alt: { en: 'A table with two rows' }, width: 688, height: 300 },
      },
      {
        id: 'b',
        title: 'Watch',
        media: { video: 'v2', startAt: 40 },
        buttons: [
          { label: 'More', do: { start: 'other' } },
          { label: 'On', do: 'next' },
        ],
      },
    ],
  });
  await settle(page);
  expect(
    await card(page)
      .getByRole('img', { name: 'A table with two rows' })
      .evaluate((img) => [(img as HTMLImageElement).naturalWidth, Math.round(img.getBoundingClientRect().height)]),
  ).toEqual([688, 150]);
  expect([await card(page).locator('strong').innerText(), await card(page).locator('.steps').innerText()]).toEqual([
    'rows',
    expect.stringContaining('1 / 2'),
  ]);
  await page.locator('.btn.primary').click();
  await page.getByRole('button', { name: 'Play video: Registration number and tax' }).click();
  await page.locator('.card.video').waitFor();
  expect(
    await page.evaluate(() =>
      window.world.signals
        .filter((s) => s.kind === 'content' && s.content === 't' && s.phase === 'clicked')
        .map((s) => 'value' in s && s.value),
    ),
  ).toContain('play');
});

test.each([
  ['en', 'ltr'],
  ['ja', 'ltr'],
  ['ar-EG', 'rtl'],
  ['he', 'rtl'],
  ['fa', 'rtl'],
  ['ur-PK', 'rtl'],
  ['de', 'ltr'],
])('%s is laid out %s', async (lang, dir) => {
  const page = await r.open({ world: { lang } });
  await show(page, tour());
  await settle(page);
  expect(
    await page
      .locator('.slot')
      .evaluate((slot) => [
        (slot as HTMLElement).lang,
        (slot as HTMLElement).dir,
        getComputedStyle(slot.querySelector('.card') ?? slot).direction,
      ]),
  ).toEqual([lang, dir, dir]);
});

test('built-in words: the exact language, then the language, then English; the configuration goes before ours', async () => {
  const strings = { 'pt-BR': { next: 'Avançar' }, pt: { back: 'Voltar' }, en: { done: 'All right' } };
  const page = await r.open({ world: { lang: 'pt-BR', config: { strings } } });
  await show(page, tour());
  await settle(page);
  const labels = () => page.locator('.foot .btn').allInnerTexts();
  expect(await labels()).toEqual(['Avançar']);
  await page.locator('.btn.primary').click();
  await expect.poll(labels).toEqual(['Voltar', 'All right']);
  expect(await page.locator('.x').getAttribute('aria-label')).toBe('Close');
  // Kinds that happen to use the same short name for a word are told apart by the kind.
  const said = { en: { 'hub.title': 'Support', 'checklist.title': 'First steps', 'nudge.thanks': 'Noted.', 'survey.thanks': 'Cheers!' } };
  const kinds = await r.open({ world: { config: { checklists: [{ id: 'bare', items: [] }], strings: said } } });
  await show(kinds, { kind: 'hub', id: 'h' });
  await show(kinds, { kind: 'checklist', id: 'c', checklist: 'bare' });
  await expect
    .poll(() => kinds.locator('.launcher').allInnerTexts())
    .toEqual(expect.arrayContaining([expect.stringContaining('Support'), expect.stringContaining('First steps')]));
  await show(kinds, { kind: 'survey', id: 's', questions: [{ id: 'q', type: 'rating', ask: 'Q' }] });
  await kinds.getByRole('button', { name: 'Skip' }).click();
  await expect.poll(() => card(kinds).innerText()).toContain('Cheers!');
});

test('numbers are counted as the language counts: one, few and many each have their form', async () => {
  const strings = {
    ru: { unread: '{n} новостей', 'unread.one': '{n} новость', 'unread.few': '{n} новости' },
    en: { unread: '{n} unread items', 'unread.one': '{n} unread item' },
  };
  const news = (n: number): Content[] => Array.from({ length: n }, (_, i) => ({ kind: 'announcement', id: `n${i}`, title: `N${i}` }));
  for (const [lang, n, says] of [
    ['ru', 1, '1 новость'],
    ['ru', 3, '3 новости'],
    ['ru', 5, '5 новостей'],
    ['ru', 21, '21 новость'],
    ['en', 1, '1 unread item'],
    ['en', 2, '2 unread items'],
    ['ja', 1, '未読 1 件'],
    ['de', 1200, '1,200 unread items'],
  ] as const) {
    const page = await r.open({ world: { lang, config: { content: news(n), strings } } });
    await show(page, samples.hub ?? tour());
    await expect.poll(() => page.locator('.launcher .sr').textContent(), { message: `${lang} ${n}` }).toContain(`(${says})`);
  }
});

test("a date is written as the person's language writes it, and is the same day everywhere on earth", async () => {
  for (const [lang, timezoneId, says] of [
    ['en', 'America/Los_Angeles', 'Jul 1, 2026'],
    ['ja', 'Asia/Tokyo', '2026/07/01'],
    ['de', 'Pacific/Kiritimati', '01.07.2026'],
    ['en_US', 'Pacific/Pago_Pago', 'Jul 1, 2026'],
  ] as const) {
    const page = await r.open({ world: { lang, config: sampleConfig } }, { timezoneId });
    await show(page, samples.hub ?? tour());
    await page.locator('.launcher').click();
    expect(await page.locator('.news small').first().innerText(), lang).toBe(says);
    expect(await page.evaluate(() => window.world.errors)).toEqual([]);
    await page.context().close();
  }
});

test("an NPS question offers 0 to 10 and no other, names both ends in the person's language, and may be skipped", async () => {
  for (const [lang, low, high, skip] of [
    ['en', 'Not at all likely', 'Extremely likely', 'Skip'],
    ['ja', 'まったく薦めない', 'とても薦めたい', 'スキップ'],
  ] as const) {
    const page = await r.open({ world: { lang } });
    await show(page, {
      kind: 'survey',
      id: 'nps',
      questions: [
        { id: 'score', type: 'nps', ask: 'Q' },
        { id: 'why', type: 'text', ask: 'Why?' },
      ],
    });
    await settle(page);
    const options = await page
      .locator('.opt input')
      .evaluateAll((all) => all.map((one) => [(one as HTMLInputElement).value, one.getAttribute('aria-label')]));
    expect(options.map(([value]) => value)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect([options[0]?.[1], options[5]?.[1], options[10]?.[1], await page.locator('.ends').innerText()]).toEqual([
      `0 – ${low}`,
      '5',
      `10 – ${high}`,
      expect.stringMatching(new RegExp(`^${low}\\s+${high}$`)),
    ]);
    await page.getByRole('button', { name: skip }).click();
    await expect.poll(() => page.locator('h2').innerText()).toBe('Why?');
    expect(await page.evaluate(() => window.world.signals.filter((one) => one.kind === 'answer'))).toEqual([]);
  }
});

test('the hub searches a JSON feed and a sitemap together, and says so when they cannot be reached', async () => {
  r.server.page('/articles.json', {
    html: '{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"Registration number","url":"/help/number","content_text":"T and 13 digits"}]}',
  });
  r.server.page('/sitemap.xml', {
    html: '<?xml version="1.0"?><urlset><url><loc>https://help.example/articles/import-numbers-by-csv.html</loc></url></urlset>',
  });
  const page = await r.open();
  await page.evaluate(() => {
    window.__path = '/settings';
  });
  const hub = (id: string, articles: object): Content => ({ kind: 'hub', id, articles });
  await show(page, hub('both', { feed: '/articles.json', sitemap: '/sitemap.xml' }));
  await page.locator('.launcher').click();
  await page.locator('input[type=search]').fill('number');
  await expect
    .poll(() =>
      page
        .locator('a.row')
        .evaluateAll((all) =>
          all.map((one) => [one.querySelector('.grow')?.firstChild?.textContent, (one as HTMLAnchorElement).href] as unknown),
        ),
    )
    .toEqual([
      ['Registration number', `${r.server.origin}/help/number?from=%2Fsettings`],
      ['Import numbers by csv', 'https://help.example/articles/import-numbers-by-csv.html?from=%2Fsettings'],
    ]);
  await page.evaluate(() => window.world.hide('both', 'x'));
  for (const [id, articles, says] of [
    ['half', { feed: '/articles.json', sitemap: '/gone.xml' }, 'Registration number'],
    ['none', { sitemap: '/gone.xml' }, 'The articles could not be loaded.'],
  ] as const) {
    await show(page, hub(id, articles));
    await page.locator('.launcher').click();
    await page.locator('input[type=search]').fill('number');
    await expect.poll(() => page.locator('.card.panel').innerText()).toContain(says);
    await page.evaluate((one) => window.world.hide(one, 'x'), id);
  }
  expect(await page.evaluate(() => window.world.errors)).toEqual([
    expect.stringContaining('/gone.xml 404'),
    expect.stringContaining('/gone.xml 404'),
  ]);
});

test('every way in which a tour can end is told by its reason', async () => {
  const page = await r.open({}, { viewport: { width: 1280, height: 804 } });
  const ends: Record<string, [object, () => Promise<unknown>]> = {
    completed: [{ buttons: [{ label: 'Go', do: 'complete' }] }, () => page.locator('.btn').click()],
    dismissed: [{}, () => page.locator('.x').click()],
    snoozed: [{ buttons: [{ label: 'Go', do: 'snooze' }] }, () => page.locator('.btn').click()],
    never: [{ buttons: [{ label: 'Go', do: 'never' }] }, () => page.locator('.btn').click()],
    target_missing: [{ target: { css: '#no', wait: '20ms', missing: 'end' } }, () => Promise.resolve()],
    left_page: [
      { page: '/here' },
      () =>
        page.evaluate(() => {
          window.__path = '/there';
          window.world.changed();
        }),
    ],
    closed_by_app: [{}, () => page.evaluate(() => window.world.hide('closed_by_app', 'closed_by_app'))],
  };
  for (const [reason, [step, how]] of Object.entries(ends)) {
    await page.evaluate(() => {
      window.__path = '/here';
    });
    await show(page, { ...tour(step), id: reason, away: 'end' } as Content);
    if (reason !== 'target_missing') await card(page).waitFor();
    await how();
    await expect
      .poll(
        () =>
          page.evaluate(
            (id) => window.world.signals.filter((s) => s.kind === 'content' && s.content === id && s.phase !== 'step').at(-1),
            reason,
          ),
        { message: reason },
      )
      .toMatchObject({ reason });
    await expect.poll(() => card(page).count()).toBe(0);
  }
  // What could not be fetched has failed, and says so; the page goes on.
  await page.route('**/chunks/*', (route) => route.abort());
  await show(page, { kind: 'modal', id: 'load_failed', title: 'M' });
  await expect.poll(() => phases(page, 'load_failed')).toEqual(['failed']);
  expect(await page.evaluate(() => window.world.signals.at(-1))).toMatchObject({ reason: 'load_failed' });
  await page.context().close();
});
