/** What each kind of content does when a person uses it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, phases, settle, show, spot, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig, samples } from './ui/harness/samples';

let r: Rig;
beforeAll(async () => {
  r = await rig();
  r.server.page('/help.json', {
    html: JSON.stringify({
      items: [
        { title: '登録番号とは', url: '/help/number', content_text: 'インボイス制度の登録番号はTと13桁です。', language: 'ja' },
        { title: '消費税の端数処理', url: '/help/tax', content_text: '切り捨て', language: 'ja' },
      ],
    }),
  });
});
afterAll(async () => {
  await r.close();
});

type Tour = Extract<Content, { kind: 'tour' }>;
const tour = (steps: Tour['steps'], more: Partial<Tour> = {}): Content => ({ kind: 'tour', id: 't', steps, ...more });
const answers = (page: Page) =>
  page.evaluate(() => window.world.signals.flatMap((s) => (s.kind === 'answer' ? [[s.question, s.value]] : [])));
const next = (page: Page) => page.locator('.btn.primary').click();

test("a tour goes on by the person's own click, by typing, and by a condition", async () => {
  const page = await r.open();
  await show(
    page,
    tour([
      { id: 'click', target: { css: '#save' }, nextOn: 'click', title: 'Click it' },
      { id: 'type', target: { css: '#number' }, nextOn: 'input', title: 'Type it' },
      { id: 'when', target: { css: '#create' }, nextOn: { when: { kind: 'event', name: 'made' } }, title: 'Make it' },
      { id: 'end', title: 'End' },
    ]),
  );
  await settle(page);
  expect(await page.locator('.btn.primary').count()).toBe(0);
  await page.locator('#save').click();
  await expect.poll(() => card(page).innerText()).toContain('Type it');
  await page.locator('#number').pressSequentially('T12');
  await page.keyboard.press('Tab');
  await expect.poll(() => card(page).innerText()).toContain('Make it');
  await page.evaluate(() => {
    window.world.facts.made = true;
    window.world.changed();
  });
  await expect.poll(() => card(page).innerText()).toContain('End');
  await next(page);
  expect((await phases(page)).filter((phase) => phase.startsWith('step'))).toEqual(['step:click', 'step:type', 'step:when', 'step:end']);
  expect(await page.evaluate(() => window.world.signals.at(-1))).toMatchObject({ phase: 'completed', reason: 'completed' });
});

test('branches, skipped steps, "back" and "go" lead where they say', async () => {
  const page = await r.open();
  await page.evaluate(() => {
    window.world.facts = { pro: true, knows: true };
  });
  await show(
    page,
    tour([
      { id: 'a', title: 'A', branches: [{ when: { kind: 'event', name: 'pro' }, to: 'c' }] },
      { id: 'b', title: 'B' },
      { id: 'c', title: 'C' },
      { id: 'd', title: 'D', skipIf: { kind: 'event', name: 'knows' } },
      { id: 'e', title: 'E', buttons: [{ label: 'Again', do: { go: 'b' } }] },
    ]),
  );
  await settle(page);
  const title = () => page.locator('h2').innerText();
  await next(page);
  expect(await title()).toBe('C');
  await page.getByRole('button', { name: 'Back' }).click();
  expect(await title()).toBe('A');
  await next(page);
  await next(page);
  expect(await title()).toBe('E');
  await page.getByRole('button', { name: 'Again' }).click();
  expect(await title()).toBe('B');
});

test('a missing target is skipped, or ends the tour, where its author said so', async () => {
  const page = await r.open();
  const gone = (missing: 'skip' | 'end') =>
    tour(
      [
        { id: 'a', target: { css: '#no', wait: '30ms', missing }, title: 'A' },
        { id: 'b', title: 'B' },
      ],
      { id: missing },
    );
  await show(page, gone('skip'));
  await expect.poll(() => page.locator('h2').innerText()).toBe('B');
  await page.evaluate(() => window.world.hide('skip', 'x'));
  await show(page, gone('end'));
  await expect.poll(() => phases(page, 'end')).toEqual(['failed:a']);
  expect((await tracks(page)).map(({ properties }) => properties?.policy)).toEqual(['skip', 'end']);
});

test('a nudge opens the article with the page it came from, then asks whether that helped', async () => {
  const page = await r.open();
  await page.evaluate(() => {
    window.__path = '/settings/number';
  });
  await show(page, samples.nudge ?? tour([]));
  await settle(page);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  const link = page.getByRole('link', { name: /Open the article/ });
  expect(await link.getAttribute('href')).toBe(`${r.server.origin}/help?from=%2Fsettings%2Fnumber`);
  const popup = page.waitForEvent('popup');
  await link.click();
  await (await popup).close();
  await page.getByRole('button', { name: 'Yes' }).click();
  expect(await phases(page)).toEqual(['shown', 'clicked', 'helped', 'completed']);
});

test('"later" and "don\'t show again" are not a dismissal', async () => {
  const page = await r.open();
  await show(page, { kind: 'nudge', id: 'a', title: 'A', buttons: [{ label: 'Tomorrow', do: { snooze: '1d' } }] });
  await page.getByRole('button', { name: 'Tomorrow' }).click();
  const snoozed = await page.evaluate(() => window.world.signals.find((s) => s.kind === 'content' && s.phase === 'snoozed'));
  expect(snoozed && 'until' in snoozed && (snoozed.until ?? 0) - Date.now()).toBeGreaterThan(86e6);
  await show(page, { kind: 'nudge', id: 'b', title: 'B', remember: true });
  await page.getByRole('button', { name: 'Don’t show again' }).click();
  expect(await phases(page, 'b')).toEqual(['shown', 'clicked', 'never']);
});

test('a survey asks one thing at a time, branches by the answer, and keeps what was answered when it is closed', async () => {
  const page = await r.open();
  const nps = samples.nps ?? tour([]);
  await show(page, nps);
  await page.locator('.opt', { hasText: /^4$/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.locator('textarea').fill(' Too slow ');
  await page.locator('.x').click();
  expect(await answers(page)).toEqual([
    ['score', 4],
    ['why', 'Too slow'],
  ]);
  expect((await phases(page, 'nps')).at(-1)).toBe('dismissed:why');
  await show(page, nps);
  await page.locator('.opt', { hasText: /^9$/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Easy to use').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => card(page).innerText()).toContain('Thank you');
  expect((await answers(page)).slice(2)).toEqual([
    ['score', 9],
    ['good', ['easy']],
  ]);
  expect((await phases(page, 'nps')).at(-1)).toBe('completed');
});

test('an unanswered survey that is closed says nothing but that it was closed', async () => {
  const page = await r.open();
  await show(page, samples.rating ?? tour([]));
  await page.locator('.opt').first().waitFor();
  await page.locator('.x').click();
  expect(await answers(page)).toEqual([]);
  expect((await phases(page)).at(-1)).toBe('dismissed:stars');
});

test('a checklist ticks itself, starts what an item says, and celebrates once', async () => {
  const page = await r.open({ world: { config: sampleConfig } });
  await show(page, { kind: 'checklist', id: 'list', checklist: 'settings' });
  await page.locator('.launcher').click();
  await page.getByRole('button', { name: /Bank account/ }).click();
  expect(await page.evaluate(() => window.world.requests)).toEqual(['modal']);
  await page.locator('.launcher').click();
  await page.getByRole('button', { name: /Rounding/ }).click();
  expect(await page.evaluate(() => window.world.navigations)).toEqual(['/settings/tax']);
  await page.evaluate(() => {
    window.world.state.ck.settings = { company: 1, number: 1, bank: 1 };
    window.world.changed();
  });
  expect(await page.locator('.launcher').innerText()).toContain('3/4');
  await page.evaluate(() => {
    window.world.state.ck.settings = { company: 1, number: 1, bank: 1, tax: 1 };
    window.world.changed();
    window.world.changed();
  });
  await expect.poll(() => page.locator('.card.panel').innerText()).toContain('All done');
  await page.keyboard.press('Escape');
  expect((await phases(page, 'list')).filter((phase) => phase === 'completed')).toHaveLength(1);
});

test('the hub finds Japanese articles without spaces and in full width, and tells what was not found', async () => {
  const page = await r.open({ lang: 'ja', world: { config: sampleConfig } });
  await show(page, samples.hub ?? tour([]));
  await page.locator('.launcher').click();
  const find = page.locator('input[type=search]');
  await find.fill('登録番号の調べ方');
  await expect.poll(() => page.locator('a.row').allInnerTexts()).toEqual([expect.stringContaining('登録番号とは')]);
  await find.fill('13桁');
  await expect.poll(() => page.locator('a.row').count()).toBe(1);
  await find.fill('送料');
  await expect
    .poll(() => tracks(page), { timeout: 3000 })
    .toMatchObject([{ event: 'Help Searched', properties: { hub: 'hub', query: '送料', results: 0 } }]);
  expect(await page.locator('.card.panel').innerText()).toContain('見つかりませんでした');
});

test('news has a badge until it was read', async () => {
  const page = await r.open({ world: { config: sampleConfig } });
  await show(page, samples.hub ?? tour([]));
  expect(await page.locator('.badge').innerText()).toBe('2');
  await page.locator('.launcher').click();
  await page.getByText('What is new in July').click();
  await expect.poll(() => page.locator('.badge').innerText()).toBe('1');
  expect(await phases(page, 'july')).toEqual(['shown', 'completed']);
  await page.getByRole('button', { name: 'Contact support' }).click();
  expect(await page.evaluate(() => window.world.calls)).toEqual([{ name: 'openChat', args: [] }]);
});

test('a hotspot is a beacon until somebody wants to know', async () => {
  const page = await r.open();
  await show(page, samples.hotspot ?? tour([]));
  await page.getByRole('button', { name: 'Show tip: New: save as draft' }).click();
  await settle(page);
  expect((await spot(page, '#save')).gap).toBeCloseTo(14, 0);
  await page.keyboard.press('Escape');
  expect(await page.locator('.beacon').getAttribute('aria-expanded')).toBe('false');
});

test('buttons track, set traits, call the app, start other content, and refuse addresses that are not safe', async () => {
  const page = await r.open();
  await show(page, {
    kind: 'modal',
    id: 'm',
    title: 'M',
    buttons: [
      {
        label: 'Go',
        do: [
          { track: 'Clicked', properties: { n: 1 } },
          { setTrait: 'seen', to: true },
          { call: 'hello', args: ['x'] },
          { start: 'other' },
          { navigate: '/next' },
          'complete',
        ],
      },
      { label: 'Bad', do: { open: 'javascript:alert(1)' } },
    ],
  });
  await page.getByRole('button', { name: 'Bad' }).waitFor();
  await page.getByRole('button', { name: 'Go' }).click();
  expect(
    await page.evaluate(() => [
      window.world.tracks,
      window.world.traits,
      window.world.calls,
      window.world.requests,
      window.world.navigations,
    ]),
  ).toEqual([[{ event: 'Clicked', properties: { n: 1 } }], { seen: true }, [{ name: 'hello', args: ['x'] }], ['other'], ['/next']]);
  await show(page, {
    kind: 'modal',
    id: 'n',
    title: 'M',
    body: '[x](javascript:alert(1)) <img src=x onerror=alert(1)>',
    buttons: [{ label: 'Bad', do: { open: 'javascript:alert(1)' } }],
  });
  await page.getByRole('button', { name: 'Bad' }).click();
  expect(await page.evaluate(() => window.world.errors)).toEqual([expect.stringContaining('SHIRUBE_URL')]);
});

test('colours come from the page first, then from the configuration, and the dark look from the page behind', async () => {
  const page = await r.open({
    dark: true,
    head: '<style>:root{--shirube-radius:3px}</style>',
    world: { config: { theme: { accent: '#0b7a75', radius: '20px', dark: { accent: '#7fe0d8' } } } },
  });
  await show(page, { kind: 'popover', id: 'p', target: { css: '#save' }, title: 'x', theme: { width: '280px' } });
  await settle(page);
  const look = await card(page).evaluate((c) => [
    getComputedStyle(c).borderRadius,
    getComputedStyle(c).width,
    getComputedStyle(c.querySelector('.primary') ?? c).backgroundColor,
    (c.parentElement as HTMLElement).dataset.scheme,
  ]);
  expect(look).toEqual(['3px', '280px', 'rgb(127, 224, 216)', 'dark']);
});

test('hiding for a while and the goal that was reached leave no trace of a refusal', async () => {
  const page = await r.open();
  for (const reason of ['suspended', 'goal_met', 'elsewhere', 'closed_by_app']) {
    await show(page, tour([{ id: 'a', title: 'A' }], { id: reason }));
    await card(page).waitFor();
    await page.evaluate((why) => window.world.hide(why, why), reason);
    await expect.poll(() => card(page).count()).toBe(0);
  }
  expect(
    await page.evaluate(() =>
      window.world.signals.flatMap((s) => (s.kind === 'content' && s.phase !== 'step' ? [`${s.content} ${s.phase} ${s.reason}`] : [])),
    ),
  ).toEqual(['closed_by_app closed closed_by_app']);
});
