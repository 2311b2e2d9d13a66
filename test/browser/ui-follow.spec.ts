/** The follower of engines without anchors, in the one engine where both can be compared: it puts everything where the anchors do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, settle, show, spot } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

const WITHOUT = '<script>CSS.supports = () => false;</script>';
const at = (left: number, top: number, id: string) =>
  `<button id="${id}" style="position:absolute;left:${left}px;top:${top}px;width:90px">Target</button>`;
const body = `${at(600, 300, 'middle')}${at(4, 400, 'left')}${at(1180, 500, 'right')}${at(500, 760, 'low')}${at(300, 4, 'high')}`;
const boxes = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      ['card', 'arrow', 'frame', 'beacon'].flatMap((name) => {
        const box = document.querySelector('shirube-root')?.shadowRoot?.querySelector(`.${name}`)?.getBoundingClientRect();
        return box ? [[name, [box.left, box.top, box.width, box.height].map((n) => Math.round(n))]] : [];
      }),
    ),
  );

test.each(['ltr', 'rtl'] as const)('without anchors, card, arrow and frame stand where they stand with them (%s)', async (dir) => {
  const options = { body, dir, world: { lang: dir === 'rtl' ? 'ar' : 'en' } };
  const cases: Content[] = [
    ...(['auto', 'top', 'bottom', 'left', 'right', 'bottom-start', 'top-end'] as const).map((placement): Content => ({
      kind: 'popover',
      id: `m-${placement}`,
      target: { css: '#middle' },
      placement,
      title: 'Here',
      body: 'A sentence.',
    })),
    ...['left', 'right', 'low', 'high'].map((id): Content => ({
      kind: 'tour',
      id,
      steps: [{ id: 'a', target: { css: `#${id}` }, title: 'Here' }],
    })),
    { kind: 'hotspot', id: 'h', target: { css: '#middle' }, title: 'New' },
  ];
  const look = async (page: Page) => {
    const out: Record<string, unknown> = {};
    for (const content of cases) {
      await show(page, content);
      await settle(page);
      await expect.poll(() => page.locator('.surface[data-off]').count()).toBe(0);
      out[content.id] = await boxes(page);
      await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
    }
    return out;
  };
  const native = await look(await r.open(options));
  const page = await r.open({ ...options, head: WITHOUT });
  const followed = await look(page);
  expect(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /follow/.test(name)))).toBe(true);
  for (const [id, where] of Object.entries(native))
    for (const [part, box] of Object.entries(where as Record<string, number[]>)) {
      const other = (followed[id] as Record<string, number[]>)[part] ?? [];
      // An arrow of an aligned card points at the target's middle, or at its near end: both are right.
      const allowed = part === 'arrow' && /start|end/.test(id) ? 40 : 1.5;
      box.forEach((n, i) =>
        expect(Math.abs(n - (other[i] ?? NaN)), `${dir} ${id} ${part} ${box.join()} / ${other.join()}`).toBeLessThanOrEqual(allowed),
      );
    }
});

test('without anchors a card keeps up with nested scrollers, hides with its target and takes the focus', async () => {
  const page = await r.open({
    head: WITHOUT,
    body: '<div id="outer" style="height:300px;width:600px;overflow:auto;margin:100px"><div style="height:260px"></div><div id="inner" style="height:200px;width:400px;overflow:auto"><div style="height:150px"></div><button id="t">Target</button><div style="height:600px"></div></div><div style="height:900px"></div></div>',
  });
  await show(page, { kind: 'popover', id: 'p', target: { css: '#t' }, placement: 'right', title: 'Here' });
  await settle(page);
  await expect
    .poll(() => page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.activeElement?.className ?? ''))
    .toBe('dialog');
  const stray = await page.evaluate(async () => {
    const [box, target, outer, inner] = [
      document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card'),
      ...['#t', '#outer', '#inner'].map((s) => document.querySelector(s)),
    ];
    const out: number[] = [];
    for (let i = 0; i < 12; i++) {
      outer?.scrollBy(0, i % 2 ? 4 : -6);
      inner?.scrollBy(0, 3);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const [a, b] = [box?.getBoundingClientRect(), target?.getBoundingClientRect()];
      if (a && b) out.push(Math.abs(a.left - b.right - 14), Math.abs((a.top + a.bottom - b.top - b.bottom) / 2));
    }
    return Math.max(...out);
  });
  expect(stray).toBeLessThan(1);
  await page.evaluate(() => document.querySelector('#inner')?.scrollTo(0, 600));
  await expect.poll(() => card(page).isVisible()).toBe(false);
  await page.evaluate(() => document.querySelector('#inner')?.scrollTo(0, 120));
  await expect.poll(async () => (await spot(page, '#t')).visible).toBe(true);
});
