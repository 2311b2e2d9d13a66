/** What outsiders tried first: targets and pages of every sort that HTML has, each met with a card that stands beside it and can be used. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content, Target } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, frames, phases, settle, show, spot, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

const pop = (target: Target, more: Partial<Extract<Content, { kind: 'popover' }>> = {}): Content => ({
  kind: 'popover',
  id: 'p',
  target,
  title: 'Here',
  body: 'This is it.',
  ...more,
});
/** Who is hit by a click on the card's title. */
const hit = (page: Page) =>
  page.locator('.card h2').evaluate((h2) => {
    const { left, top } = h2.getBoundingClientRect();
    return document.elementFromPoint(left + 2, top + 2)?.localName;
  });

test.each([
  ['a drawing', '<svg width="300" height="200" style="margin:90px"><rect id="t" x="60" y="60" width="40" height="40" /></svg>'],
  [
    'a group in a drawing',
    '<svg width="300" height="200"><g id="t" transform="translate(90 60)"><circle r="20" cx="30" cy="30" /></g></svg>',
  ],
  ['a formula', '<p style="margin:90px"><math><mi id="t">xyz</mi></math></p>'],
])('%s is pointed at like any element, by a card, a step with its light, and a beacon', async (_, body) => {
  const page = await r.open({ body });
  for (const content of [
    pop({ css: '#t' }),
    { kind: 'tour', id: 'tour', steps: [{ id: 'a', title: 'A', target: { css: '#t' } }] },
  ] satisfies Content[]) {
    await show(page, content);
    await expect.poll(async () => (await spot(page, '#t')).gap).toBeCloseTo(14, 0);
    expect((await spot(page, '#t')).visible).toBe(true);
    await page.evaluate((id) => window.world.hide(id, 'closed_by_app'), content.id);
  }
  await show(page, { kind: 'hotspot', id: 'h', target: { css: '#t' }, title: 'New' });
  await page.locator('.beacon').click();
  await expect.poll(async () => (await spot(page, '#t')).gap).toBeCloseTo(14, 0);
  expect(await page.evaluate(() => window.world.errors)).toEqual([]);
});

test('a page that zooms itself by CSS has its cards beside their targets, and the light on them', async () => {
  const page = await r.open({ body: '<button id="t" style="margin:200px">T</button>', head: '<style>html{zoom:1.25}</style>' });
  await show(page, { kind: 'tour', id: 'tour', steps: [{ id: 'a', title: 'A', target: { css: '#t' } }] });
  await settle(page);
  await expect.poll(async () => (await spot(page, '#t')).gap).toBeCloseTo(14, 0);
  expect(Math.abs((await spot(page, '#t')).off)).toBeLessThan(1);
  const [light, target] = await page.evaluate(() =>
    [document.querySelector('shirube-root')?.shadowRoot?.querySelector('.frame'), document.querySelector('#t')].map(
      (one) => one?.getBoundingClientRect().left ?? 0,
    ),
  );
  expect((target ?? 0) - (light ?? 0)).toBeCloseTo(5, 0);
});

// What is outside of a fullscreen element is drawn over it, but is inert there: neither mouse nor screen reader gets at it.
test('a card over something that fills the screen can be used, and lives on when the screen is left', async () => {
  const page = await r.open({ body: '<div id="box" style="background:#eee"><button id="t" style="margin:90px">T</button></div>' });
  await show(page, pop({ css: '#t' }));
  await settle(page);
  await page.evaluate(() =>
    document.querySelector('#t')?.addEventListener('click', () => void document.querySelector('#box')?.requestFullscreen()),
  );
  await page.locator('#t').click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe('box');
  await frames(page);
  expect(await hit(page)).toBe('shirube-root');
  await page.evaluate(() => document.exitFullscreen());
  await expect.poll(() => page.evaluate(() => document.querySelector('shirube-root')?.parentElement?.localName)).toBe('html');
  await frames(page);
  await page.locator('.card .btn.primary').click({ timeout: 3000 });
  await expect.poll(() => phases(page, 'p')).toContain('completed');
});

test.each<[string, Target, string]>([
  ['lines of its source', { text: 'Save it now' }, '<button id="t">\n  Save\n   it now\n</button>'],
  ['lines that are broken on purpose', { text: 'Save it' }, '<button id="t">Save<br>it</button>'],
  ['a space that does not break', { text: 'Save it now' }, '<button id="t">Save&nbsp;it now</button>'],
  ['capitals of the style sheet', { text: 'SAVE' }, '<button id="t" style="text-transform:uppercase">Save</button>'],
  ['an icon that only eyes see', { role: 'button', name: 'Save' }, '<button id="t"><i aria-hidden="true">save</i> Save</button>'],
  ['a picture', { role: 'button', name: 'Edit' }, '<button id="t"><img alt="Edit" width="9" height="9"></button>'],
  [
    'a label around a choice',
    { role: 'combobox', name: 'Country' },
    '<label>Country <select id="t"><option>Japan<option>Peru</select></label>',
  ],
  ['a label around what was typed', { role: 'textbox', name: 'Note' }, '<label>Note <textarea id="t">typed</textarea></label>'],
])('somebody who names an element by its words finds it through %s', async (_, target, body) => {
  const page = await r.open({ body: `<div style="padding:90px">${body}</div>` });
  await show(page, pop(target));
  await settle(page);
  await expect.poll(async () => (await spot(page, '#t')).gap).toBeCloseTo(14, 0);
  expect((await tracks(page)).map(({ event }) => event)).toEqual([]);
});

test.each<[string, Target]>([
  ['its attribute', { data: 'deep' }],
  ['its role and name', { role: 'button', name: 'Deep' }],
])('an element in shadow roots is found by %s alone, also when it comes late and the page around does not stir', async (_, target) => {
  const page = await r.open({ body: '<x-a></x-a>' });
  await page.evaluate(() => {
    const inner = document.createElement('x-b');
    inner.attachShadow({ mode: 'open' });
    document.querySelector('x-a')?.attachShadow({ mode: 'open' }).append(inner);
  });
  await show(page, pop(target));
  await frames(page);
  expect(await card(page).count()).toBe(0);
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.textContent = 'Deep';
    button.dataset.shirube = 'deep';
    button.style.margin = '70px';
    document.querySelector('x-a')?.shadowRoot?.querySelector('x-b')?.shadowRoot?.append(button);
  });
  await settle(page);
  await expect.poll(async () => (await spot(page, 'x-a >>> x-b >>> button')).gap).toBeCloseTo(14, 0);
});

test('a step that waits for typing goes on when somebody writes into rich text', async () => {
  const page = await r.open({ body: '<div id="t" contenteditable style="margin:90px;width:200px">Old</div>' });
  await show(page, {
    kind: 'tour',
    id: 'tour',
    steps: [
      { id: 'a', title: 'A', target: { css: '#t' }, nextOn: 'input' },
      { id: 'b', title: 'B' },
    ],
  });
  await settle(page);
  await page.locator('#t').click();
  await page.keyboard.type('new');
  await expect.poll(() => page.locator('.card h2').innerText()).toBe('B');
});

test.each(['330px', '1500px'])(
  'on a phone a long text leaves its target in sight, %s down the page, and is read by scrolling in it',
  async (top) => {
    const page = await r.open(
      { body: `<button id="t" style="position:absolute;left:40px;top:${top}">T</button><div style="height:2600px"></div>` },
      { viewport: { width: 390, height: 700 }, hasTouch: true, reducedMotion: 'reduce' },
    );
    const body = Array.from({ length: 8 }, (_, n) => `Paragraph ${n} of words that take more than one line on a phone.`).join('\n\n');
    await show(page, { kind: 'tour', id: 'tour', steps: [{ id: 'a', title: 'A', body, target: { css: '#t' } }] });
    await settle(page);
    await frames(page);
    const [sheet, target] = await page.evaluate(() =>
      [document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card'), document.querySelector('#t')].map((one) => {
        const { top: from = 0, bottom = 0 } = one?.getBoundingClientRect() ?? {};
        return { from, bottom };
      }),
    );
    expect((sheet?.from ?? 0) >= (target?.bottom ?? 0) || (sheet?.bottom ?? 0) <= (target?.from ?? 0)).toBe(true);
    expect((sheet?.bottom ?? 0) - (sheet?.from ?? 0)).toBeGreaterThan(190);
    expect(await page.locator('.card .main').evaluate((main) => main.scrollHeight > main.clientHeight)).toBe(true);
  },
);

test('a text that is longer than its dialog is scrolled by keys in every browser; axe finds nothing', async () => {
  const page = await r.open();
  await show(page, { kind: 'modal', id: 'm', title: 'Terms', body: 'Long. '.repeat(600) });
  await settle(page);
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(at: string): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run('shirube-root')).violations.map(({ id }) => id);
  });
  expect(found).toEqual([]);
  for (
    let presses = 0;
    presses < 4 && !(await page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.activeElement?.matches('.main')));
    presses++
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('PageDown');
  await expect.poll(() => page.locator('.main').evaluate((main) => main.scrollTop)).toBeGreaterThan(50);
  await show(page, { kind: 'modal', id: 'short', title: 'Short', body: 'Enough said.' });
  await frames(page);
  expect(await page.locator('.card.modal .main').last().getAttribute('tabindex')).toBe(null);
});

test('whoever finds nothing in the hub is told to ask, and can', async () => {
  const page = await r.open();
  await page.route('**/help.json', (route) => route.fulfill({ json: [{ title: 'Numbers', url: '/n', text: '' }] }));
  await show(page, {
    kind: 'hub',
    id: 'help',
    articles: { feed: '/help.json' },
    contact: { label: 'Contact us', do: { call: 'openChat' } },
  });
  await page.locator('.launcher').click();
  for (const query of ['qwxyz', 'number']) {
    await page.locator('input[type=search]').fill(query);
    await page.getByRole('button', { name: 'Contact us' }).waitFor({ timeout: 3000 });
  }
});

test('a checklist with a sentence of its author still says how much is done', async () => {
  const done = { kind: 'event', name: 'never' } as const;
  const page = await r.open({ world: { config: { checklists: [{ id: 'l', items: [{ id: 'a', label: 'First', done }] }] } } });
  await show(page, { kind: 'checklist', id: 'c', checklist: 'l', title: 'Set up', body: 'It takes a minute.', open: true });
  const panel = page.locator('shirube-root .panel');
  await panel.waitFor();
  expect(await panel.innerText()).toContain('It takes a minute.');
  expect(await panel.innerText()).toContain('0 of 1 done');
});
