/** What users of other libraries have asked for, one test for each, with the threads where they asked: elements that are late, hidden or gone. More in ui-threads-layers.spec.ts and ui-wishes.spec.ts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import { card, frames, phases, settle, show, spot, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

type TourOf = Extract<Content, { kind: 'tour' }>;
type Step = TourOf['steps'][number];
const tour = (steps: Step[], more: Partial<TourOf> = {}): Content => ({ kind: 'tour', id: 't', steps, ...more });
const pop = (css: string, more: Partial<Extract<Content, { kind: 'popover' }>> = {}): Content => ({
  kind: 'popover',
  id: 'p',
  target: { css },
  title: 'Here',
  ...more,
});

// 1. driver.js #471
test('a developer whose element arrives late sees the card wait for it, not point at nothing', async () => {
  const page = await r.open({ body: '<main id="app"></main>' });
  await show(page, pop('#late'));
  await frames(page);
  expect(await card(page).count()).toBe(0);
  await page.evaluate(() => {
    const b = document.createElement('button');
    b.id = 'late';
    b.textContent = 'Late';
    document.querySelector('#app')?.append(b);
  });
  await settle(page);
  expect((await spot(page, '#late')).gap).toBeCloseTo(14, 0);
});

// 2. react-joyride #577, #543, #1149
test('a target that never mounts does not crash the app: the step stands in the centre, and the rest goes on', async () => {
  const page = await r.open();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await show(
    page,
    tour([
      { id: 'a', target: { css: '#nowhere', wait: '50ms' }, title: 'A' },
      { id: 'b', target: { css: '#save' }, title: 'B' },
    ]),
  );
  await settle(page);
  expect(await card(page).getAttribute('class')).toContain('centre');
  await page.locator('.btn.primary').click();
  await settle(page);
  expect((await spot(page, '#save')).visible).toBe(true);
  expect(errors).toEqual([]);
});

// 3. intro.js #1387, driver.js PR #441
test('of two matches the visible one is pointed at, not the hidden first', async () => {
  const page = await r.open({
    body: '<button class="b" style="display:none">Hidden</button><button class="b" id="seen" style="margin:80px">Seen</button>',
  });
  await show(page, pop('.b'));
  await settle(page);
  expect((await spot(page, '#seen')).gap).toBeCloseTo(14, 0);
});

// 4. PostHog/posthog PR #43744
test('a selector that has become unusable falls back to the next signal, and the drift is reported', async () => {
  const page = await r.open();
  await show(page, pop('div:nth-child(', { target: { css: 'div > > button', fallbacks: [{ css: '#gone' }, { data: 'new-invoice' }] } }));
  await settle(page);
  expect((await spot(page, '#create')).visible).toBe(true);
  expect(await tracks(page)).toMatchObject([
    { event: 'Target Drifted', properties: { content: 'p', target: 'div > > button', used: 'fallback 2: data' } },
  ]);
});

// 5. PostHog/posthog PR #44285, bulwark #231
test('what could not be shown says so once, with the reason and the target, instead of failing silently', async () => {
  const page = await r.open();
  await show(page, pop('#nowhere', { target: { css: '#nowhere', wait: '30ms' } }));
  await expect.poll(() => phases(page)).toEqual(['failed']);
  expect(await tracks(page)).toMatchObject([{ event: 'Target Missing', properties: { content: 'p', target: '#nowhere', policy: 'end' } }]);
  expect(await page.evaluate(() => window.world.signals[0])).toMatchObject({ reason: 'target_missing', target: '#nowhere' });
});

// 6. posthog-js PR #3007
test('content counts as shown only after it was painted and stayed in view for a second', async () => {
  const page = await r.open();
  await show(page, pop('#save'));
  await settle(page);
  expect(await phases(page)).not.toContain('shown');
  await expect.poll(() => phases(page), { timeout: 4000 }).toContain('shown');
  await show(page, pop('#nowhere', { id: 'q', target: { css: '#nowhere', wait: '1200ms' } }));
  await expect.poll(() => phases(page, 'q'), { timeout: 4000 }).toEqual(['failed']);
});

// 7. PostHog/posthog #52825
test('what a preview shows is what an event shows: the same call, the same card', async () => {
  const page = await r.open();
  const looks: string[] = [];
  for (const by of ['preview', 'event']) {
    await page.evaluate(
      ([content, how]) =>
        window.world.face.show({ id: how as string, at: 1, kind: 'show', tab: 't', content: 'p', by: how as string }, content as Content),
      [pop('#save'), by] as const,
    );
    await settle(page);
    looks.push(await card(page).innerHTML());
    await page.evaluate(() => window.world.hide('p', 'x'));
  }
  expect(looks[0]?.replace(/s\d+/g, '')).toBe(looks[1]?.replace(/s\d+/g, ''));
});

// 8. driver.js #199, shepherd #112
test('a target that is rendered anew every 16 ms keeps its card, without a flicker and without losing the focus', async () => {
  const page = await r.open();
  await show(
    page,
    tour([
      { id: 'a', target: { css: '#save' }, title: 'A' },
      { id: 'b', title: 'B' },
    ]),
  );
  await settle(page);
  await page.locator('.btn.primary').focus();
  const report = await page.evaluate(async () => {
    let gone = 0;
    for (let i = 0; i < 20; i++) {
      const old = document.querySelector('#save');
      const fresh = old?.cloneNode(true) as HTMLElement;
      fresh.style.marginLeft = `${i}px`;
      old?.replaceWith(fresh);
      await new Promise(requestAnimationFrame);
      const c = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card');
      if (!c?.matches(':popover-open') || c.hasAttribute('data-off')) gone++;
    }
    return { gone, focus: document.querySelector('shirube-root')?.shadowRoot?.activeElement?.textContent };
  });
  expect(report).toEqual({ gone: 0, focus: 'Next' });
  await frames(page);
  expect((await spot(page, '#save')).gap).toBeCloseTo(14, 0);
});

// 9. wp-calypso #5787
test('a tour steps aside when the person wanders off, and ends by itself where its author wants that', async () => {
  const page = await r.open();
  const go = (to: string) =>
    page.evaluate((path) => {
      window.__path = path;
      document.querySelector('#save')?.toggleAttribute('hidden', path !== '/a');
      window.world.changed();
    }, to);
  await go('/a');
  await show(page, tour([{ id: 'a', target: { css: '#save', wait: '60ms' }, page: '/a', title: 'A' }]));
  await settle(page);
  await go('/b');
  await expect.poll(() => card(page).count()).toBe(0);
  await page.waitForTimeout(120);
  expect(await phases(page)).toEqual(['step:a']);
  await go('/a');
  await settle(page);
  await page.evaluate(() => window.world.hide('t', 'x'));
  await show(page, { ...tour([{ id: 'a', target: { css: '#save' }, page: '/a', title: 'A' }], { away: 'end' }), id: 'u' });
  await settle(page);
  await go('/b');
  await expect
    .poll(() => page.evaluate(() => window.world.signals.at(-1)))
    .toMatchObject({ content: 'u', phase: 'closed', reason: 'left_page' });
});
