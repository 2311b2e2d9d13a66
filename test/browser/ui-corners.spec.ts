/** What stands in a corner, at an edge or beside an element without taking the focus: nudge, banner, news, survey, hub. And browsers without a top layer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, frames, phases, settle, show, spot } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig, samples } from './ui/harness/samples';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

const said = (page: Page) =>
  page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.querySelector('[aria-live]')?.textContent);
const answers = (page: Page) =>
  page.evaluate(() => window.world.signals.flatMap((s) => (s.kind === 'answer' ? [[s.question, s.value]] : [])));

test('a nudge stands in the corner or beside the element that its author chose, is announced, and leaves the focus alone', async () => {
  const page = await r.open();
  await page.locator('#nav1').focus();
  for (const [corner, x, y] of [
    ['bottom-end', 1, 1],
    ['bottom-start', 0, 1],
    ['top-end', 1, 0],
    ['top-start', 0, 0],
  ] as const) {
    await show(page, { kind: 'nudge', id: corner, title: 'Help?', corner });
    await settle(page);
    const box = await card(page).boundingBox();
    expect([(box?.x ?? 0) > 640 ? 1 : 0, (box?.y ?? 0) > 400 ? 1 : 0], corner).toEqual([x, y]);
    await page.evaluate((id) => window.world.hide(id, 'x'), corner);
  }
  await show(page, { kind: 'nudge', id: 'beside', title: 'Help with this?', target: { css: '#save' } });
  await settle(page);
  expect((await spot(page, '#save')).gap).toBeCloseTo(14, 0);
  await expect.poll(() => said(page)).toBe('Help with this?');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('nav1');
});

test('a banner is read out once, stands at the top or the bottom, and goes by its button, by Escape, or not at all', async () => {
  const page = await r.open();
  const banner = (id: string, more: object): Content => ({ kind: 'banner', id, body: 'Maintenance on **Sunday**', ...more });
  for (const [position, top] of [
    ['top', true],
    ['bottom', false],
  ] as const) {
    await show(page, banner(position, { position, buttons: [{ label: 'Details', do: { track: 'Details' } }] }));
    await settle(page);
    const box = await page.locator('.banner').boundingBox();
    expect([box?.width, (box?.y ?? 0) === 0]).toEqual([1280, top]);
    await expect.poll(() => said(page)).toContain('Maintenance');
    await page.getByRole('button', { name: 'Details' }).click();
    expect((await phases(page, position)).at(-1)).toBe('completed');
  }
  await show(page, banner('escape', {}));
  await page.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Escape');
  expect((await phases(page, 'escape')).at(-1)).toBe('dismissed');
  await show(page, banner('stays', { closable: false }));
  await settle(page);
  expect(await page.locator('.banner .x').count()).toBe(0);
});

test('a person picks stars, then one of several, and each answer is told as it was given', async () => {
  const page = await r.open();
  await show(page, {
    kind: 'survey',
    id: 's',
    questions: [
      { id: 'stars', type: 'rating', ask: 'How was it?' },
      { id: 'seven', type: 'rating', scale: 7, ask: 'And this?', low: 'Bad', high: 'Good' },
      {
        id: 'one',
        type: 'choice',
        ask: 'Which?',
        choices: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      },
    ],
  });
  await page.getByRole('radio', { name: '4' }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: '7 – Good' }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: 'B' }).check();
  await page.getByRole('button', { name: 'Send' }).click();
  expect([await answers(page), (await phases(page, 's')).at(-1)]).toEqual([
    [
      ['stars', 4],
      ['seven', 7],
      ['one', 'b'],
    ],
    'completed',
  ]);
});

test('from the hub a person opens a video and the checklist; news pops up in the corner, and its button leads on', async () => {
  r.server.page('/help.json', { html: '[]' });
  const list: Content = { kind: 'checklist', id: 'setup', checklist: 'settings' };
  const page = await r.open({ world: { config: { ...sampleConfig, content: [...sampleConfig.content, list] } } });
  await show(page, samples.hub ?? list);
  await page.locator('.launcher').click();
  await page.getByRole('button', { name: /Your first invoice/ }).click();
  // Escape is for the window that has the focus.
  await page.locator('.card.video :focus').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Set up your account/ }).click();
  expect(await page.evaluate(() => window.world.requests)).toEqual(['setup']);
  await page.evaluate(() => ['hub', 'setup'].forEach((id) => window.world.hide(id, 'x')));
  await show(page, samples.announcement ?? list);
  await page.getByRole('button', { name: 'Show me' }).click();
  expect([await page.evaluate(() => window.world.navigations), (await phases(page, 'popup')).at(-1)]).toEqual([
    ['/recurring'],
    'completed',
  ]);
});

test('a step that is to end by reaching a page ends there, although that page takes its element away', async () => {
  const page = await r.open();
  await page.evaluate(() => {
    window.__path = '/a';
  });
  await show(page, {
    kind: 'tour',
    id: 't',
    steps: [
      { id: 'go', page: '/a', target: { css: '#create' }, nextOn: { when: { kind: 'page', path: '/b' } }, title: 'Go there' },
      { id: 'there', page: '/b', target: { css: '#save' }, title: 'You are there' },
    ],
  });
  await settle(page);
  await page.evaluate(() => {
    window.__path = '/b';
    document.querySelector('#create')?.remove();
    window.world.changed();
  });
  await expect.poll(() => page.locator('h2').innerText()).toBe('You are there');
  expect((await phases(page)).filter((phase) => phase.startsWith('step'))).toEqual(['step:go', 'step:there']);
});

test('in a browser without popovers and anchors a card stands over everything that the page has stacked', async () => {
  const page = await r.open({
    head: '<script>delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.popover; CSS.supports = () => false;</script>',
    body: '<button id="save" style="margin:150px">S</button><div style="position:fixed;inset:0;z-index:2147483646;pointer-events:none"></div><div style="position:fixed;top:180px;left:0;right:0;height:90px;background:#fcc;z-index:2147483646"></div>',
  });
  await show(page, {
    kind: 'tour',
    id: 't',
    steps: [
      { id: 'a', target: { css: '#save' }, title: 'A' },
      { id: 'b', title: 'B' },
    ],
  });
  await settle(page);
  await expect.poll(async () => Math.round((await spot(page, '#save')).gap)).toBe(14);
  await frames(page);
  expect(
    await card(page).evaluate((c) => {
      const at = c.getBoundingClientRect();
      return document.elementFromPoint(at.left + 20, at.top + 12)?.localName;
    }),
  ).toBe('shirube-root');
  await page.locator('.btn.primary').click();
  await expect.poll(() => page.locator('h2').innerText()).toBe('B');
});

test('the progress that waits in a corner keeps its row and its shadow when a card opens beside an element', async () => {
  const page = await r.open({ world: { config: sampleConfig } });
  await show(page, { kind: 'checklist', id: 'list', checklist: 'settings' });
  const looks = () =>
    page.locator('.launcher').evaluate((button) => {
      const { display, boxShadow } = getComputedStyle(button);
      return { display, boxShadow, width: (button as HTMLElement).offsetWidth };
    });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const before = await looks();
    await show(page, { kind: 'popover', id: `p${width}`, target: { css: '#save' }, title: 'Here' });
    await settle(page);
    expect(await looks()).toEqual(before);
    await page.evaluate((id) => window.world.hide(id, 'x'), `p${width}`);
  }
});

test('the launchers of a corner stand in the order of the configuration, whichever of them arrives first', async () => {
  const list: Content = { kind: 'checklist', id: 'list', checklist: 'settings', corner: 'bottom-end' };
  const hub: Content = { kind: 'hub', id: 'help' };
  const page = await r.open({ world: { config: { ...sampleConfig, content: [list, hub] } } });
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const [nth, content] of [hub, list].entries()) {
    await show(page, content);
    await page.locator('.launcher').nth(nth).waitFor();
  }
  /** Pixels between it and the edge. */
  const right = async (launcher: string) => {
    const box = await page.locator(launcher).boundingBox();
    return (page.viewportSize()?.width ?? 0) - (box?.x ?? 0) - (box?.width ?? 0);
  };
  await expect.poll(() => right('.launcher.pale')).toBe(20);
  expect(await right('.launcher:not(.pale)')).toBeGreaterThan(20 + 12);
});
