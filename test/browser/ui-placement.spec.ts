/** Where guidance stands, in a real Chromium. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import { card, phases, settle, show, spot, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

const pop = (css: string, more: Partial<Extract<Content, { kind: 'popover' }>> = {}): Content => ({
  kind: 'popover',
  id: 'p',
  target: { css },
  title: 'Here',
  body: 'This is it.',
  ...more,
});
const scroller =
  '<div id="outer" style="height:300px;width:600px;overflow:auto;margin:100px;border:1px solid"><div style="height:260px"></div><div id="inner" style="height:200px;width:400px;overflow:auto;border:1px solid"><div style="height:150px"></div><button id="t">Target</button><div style="height:600px"></div></div><div style="height:900px"></div></div>';

test('a card stands 14 px from its target and its middle is on the middle of it', async () => {
  const page = await r.open();
  for (const [placement, side] of [
    ['bottom', 'bottom'],
    ['top', 'top'],
    ['right', 'right'],
    ['auto', 'bottom'],
  ] as const) {
    await show(page, pop('#row2', { id: `p-${placement}`, placement, target: { css: '#row2 td:first-child' } }));
    await settle(page);
    const at = await spot(page, '#row2 td:first-child');
    expect(at).toMatchObject({ side, visible: true });
    expect(at.gap).toBeCloseTo(14, 0);
    await page.evaluate((id) => window.world.hide(id, 'closed_by_app'), `p-${placement}`);
  }
});

test('a card follows a target in nested scrollers without straying, without a line of script', async () => {
  const page = await r.open({ body: scroller });
  await show(page, pop('#t', { placement: 'right' }));
  await settle(page);
  const strays = await page.evaluate(async () => {
    const box = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card');
    const target = document.querySelector('#t');
    const [outer, inner] = ['#outer', '#inner'].map((s) => document.querySelector(s));
    const out: number[] = [];
    for (let i = 0; i < 12; i++) {
      if (outer) outer.scrollTop += i % 2 ? 4 : -6;
      if (inner) inner.scrollTop += 3;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const a = box?.getBoundingClientRect();
      const b = target?.getBoundingClientRect();
      if (a && b) out.push(Math.abs(a.left - b.right - 14), Math.abs((a.top + a.bottom - b.top - b.bottom) / 2));
    }
    return Math.max(...out);
  });
  expect(strays).toBeLessThan(1);
});

test('a card hides while its target is scrolled away and comes back with it', async () => {
  const page = await r.open({ body: scroller });
  await show(page, pop('#t'));
  await settle(page);
  await page.evaluate(() => document.querySelector('#inner')?.scrollTo(0, 600));
  await expect.poll(async () => card(page).isVisible()).toBe(false);
  await page.evaluate(() => document.querySelector('#inner')?.scrollTo(0, 120));
  await expect.poll(async () => (await spot(page, '#t')).visible).toBe(true);
  expect(await phases(page, 'p')).not.toContain('failed');
});

test('a target under a sticky header is brought into the clear before it is shown', async () => {
  const page = await r.open({
    body: '<div style="position:sticky;top:0;height:120px;background:#ccc;z-index:9">Sticky</div><div style="height:400px"></div><button id="t">T</button><div style="height:2000px"></div>',
  });
  await page.evaluate(() => window.scrollTo(0, 500));
  await show(page, pop('#t'));
  await settle(page);
  expect(await page.evaluate(() => document.querySelector('#t')?.getBoundingClientRect().top ?? 0)).toBeGreaterThan(120);
  expect((await spot(page, '#t')).gap).toBeCloseTo(14, 0);
});

test('a layout shift that comes without a scroll event moves the card too', async () => {
  const page = await r.open({ body: '<div id="push" style="height:60px"></div><button id="t" style="margin-left:300px">T</button>' });
  await show(page, pop('#t'));
  await settle(page);
  await page.evaluate(() => document.querySelector('#push')?.setAttribute('style', 'height:200px'));
  await settle(page);
  expect((await spot(page, '#t')).gap).toBeCloseTo(14, 0);
});

test('a target inside transforms, zoom and a scaled card is met where it is seen', async () => {
  const page = await r.open({
    body: '<div style="transform:translate(120px,90px) scale(1.4) rotate(0deg);transform-origin:0 0"><button id="t">T</button></div><div style="zoom:1.5;margin:200px 300px"><button id="z">Z</button></div>',
  });
  for (const css of ['#t', '#z']) {
    await show(page, pop(css, { id: css.slice(1) }));
    await settle(page);
    const at = await spot(page, css);
    expect(Math.abs(at.gap - 14), css).toBeLessThan(1.5);
    await page.evaluate((id) => window.world.hide(id, 'closed_by_app'), css.slice(1));
  }
});

test('at the edge of the window the card flips and stays inside, also in right-to-left', async () => {
  for (const dir of ['ltr', 'rtl'] as const) {
    const page = await r.open({
      dir,
      body: '<button id="t" style="position:fixed;bottom:10px;inset-inline-end:4px">T</button>',
      world: { lang: dir === 'rtl' ? 'ar' : 'en' },
    });
    await show(page, pop('#t', { placement: 'bottom-start' }));
    await settle(page);
    const at = await spot(page, '#t');
    expect(at.side).toBe('top');
    const box = await card(page).boundingBox();
    expect(box && box.x >= 7.5 && box.x + box.width <= 1280 - 7.5).toBe(true);
  }
});

test('the spotlight leaves a hole that follows the target and lets clicks through, or not', async () => {
  const page = await r.open();
  const tour = (clickThrough: boolean): Content => ({
    kind: 'tour',
    id: `t${clickThrough}`,
    steps: [{ id: 'a', target: { css: '#save' }, title: 'Save', clickThrough }],
  });
  await page.evaluate(() => document.querySelector('#save')?.addEventListener('click', () => (document.title = `${document.title}!`)));
  await show(page, tour(true));
  await settle(page);
  const hole = await page.locator('.frame').boundingBox();
  const target = await page.locator('#save').boundingBox();
  expect(Math.abs((hole?.x ?? 0) - (target?.x ?? 0) + 5)).toBeLessThan(1);
  await page.mouse.click((target?.x ?? 0) + 10, (target?.y ?? 0) + 10);
  expect(await page.title()).toMatch(/!$/);
  await page.evaluate(() => window.world.hide('ttrue', 'closed_by_app'));
  await show(page, tour(false));
  await settle(page);
  await page.mouse.click((target?.x ?? 0) + 10, (target?.y ?? 0) + 10);
  expect(await page.title()).toMatch(/[^!]!$/);
});

test('a target covered by a drawer of the page hides the card until the drawer is gone', async () => {
  const page = await r.open();
  await show(page, pop('#number'));
  await settle(page);
  await page.evaluate(() => {
    const drawer = document.createElement('div');
    drawer.id = 'drawer';
    drawer.setAttribute('style', 'position:fixed;inset:0;background:#0008;z-index:50');
    document.body.append(drawer);
  });
  await expect.poll(() => card(page).getAttribute('data-off')).not.toBeNull();
  await page.evaluate(() => document.querySelector('#drawer')?.remove());
  await expect.poll(() => card(page).getAttribute('data-off')).toBeNull();
});

test('on a phone a popover is a sheet at the bottom, and steps aside when the target is down there', async () => {
  const page = await r.open(
    { body: '<button id="up">Up</button><button id="down" style="position:fixed;bottom:20px;left:20px">Down</button>' },
    { viewport: { width: 390, height: 780 } },
  );
  await show(page, pop('#up', { id: 'a' }));
  await settle(page);
  const low = await card(page).boundingBox();
  expect((low?.y ?? 0) + (low?.height ?? 0)).toBeGreaterThan(750);
  expect(low?.width).toBe(374);
  await page.evaluate(() => window.world.hide('a', 'closed_by_app'));
  await show(page, pop('#down', { id: 'b' }));
  await settle(page);
  expect((await card(page).boundingBox())?.y).toBeLessThan(40);
});

test('nothing in the host page moves when guidance comes and goes', async () => {
  const page = await r.open();
  const shift = await page.evaluate(async () => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
    window.world.show({ kind: 'banner', id: 'b', body: 'Line' });
    window.world.show({ kind: 'popover', id: 'p', target: { css: '#save' }, title: 'x' });
    window.world.show({ kind: 'nudge', id: 'n', title: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const id of ['b', 'p', 'n']) window.world.hide(id, 'x');
    await new Promise((resolve) => setTimeout(resolve, 200));
    return sum;
  });
  expect(shift).toBe(0);
});

test('a role and a name, a text, and an attribute each find their element, and the first that fits needs no drift report', async () => {
  const page = await r.open();
  for (const target of [
    { role: 'button', name: 'Save' },
    { text: 'Save' },
    { role: 'textbox', name: { en: 'Registration number' } },
    { data: 'new-invoice' },
  ]) {
    await show(page, { kind: 'popover', id: 'p', target, title: 'x' });
    await expect.poll(async () => card(page).count()).toBe(1);
    await page.evaluate(() => window.world.hide('p', 'x'));
  }
  expect(await tracks(page)).toEqual([]);
});

test('printing shows none of it', async () => {
  const page = await r.open();
  await show(page, { kind: 'banner', id: 'b', body: 'Line' });
  await settle(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.banner').isVisible()).toBe(false);
});
