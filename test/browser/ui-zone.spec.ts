/** Apps that are woken by everything that happens: zone.js as Angular uses it, with the real package. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import { frames, settle, spot } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig } from './ui/harness/samples';

let r: Rig;
beforeAll(async () => {
  r = await rig();
  r.server.page('/zone.js', { html: readFileSync(new URL('../../node_modules/zone.js/bundles/zone.umd.js', import.meta.url), 'utf8') });
});
afterAll(async () => {
  await r.close();
});

/** Counts as a framework does: after each task and each outermost call in its zone it looks whether anything changed. */
const zone = `window.ticks = 0; window.app = Zone.current.fork({ name: 'angular',
  onInvokeTask(d, c, t, task, self, args) { try { return d.invokeTask(t, task, self, args); } finally { if (task.type !== 'eventTask' || task.eventName !== 'app') ticks++; } },
  onInvoke(d, c, t, work, self, args, source) { try { return d.invoke(t, work, self, args, source); } finally { ticks++; } } });`;
const body =
  '<div id="push"></div><div id="sc" style="height:220px;width:500px;overflow:auto;margin:60px 100px"><div style="height:120px"></div><button id="save">Save</button><div style="height:900px"></div></div>';
const contents: Content[] = [
  {
    kind: 'tour',
    id: 't',
    steps: [
      { id: 'a', target: { css: '#save' }, title: 'A' },
      { id: 'b', title: 'B' },
    ],
  },
  { kind: 'checklist', id: 'c', checklist: 'settings' },
];

test.each([
  ['by anchors', ''],
  ['by script', 'CSS.supports = () => false;'],
])('an Angular app is not asked to look for changes while guidance that it opened itself is there and follows %s', async (_, before) => {
  const page = await r.open(
    { body, head: `<script src="/zone.js"></script><script>${zone}${before}</script>`, world: { config: sampleConfig } },
    { viewport: { width: 1200, height: 799 } },
  );
  const ticks = () => page.evaluate(() => Reflect.get(window, 'ticks') as number);
  // Opened from inside the app's zone, as a click handler of a component would.
  await page.evaluate(
    (list) =>
      (Reflect.get(window, 'app') as { run(work: () => void): void }).run(() => {
        for (const one of list) window.world.show(one);
        window.world.changed();
      }),
    contents,
  );
  await settle(page);
  await expect.poll(async () => Math.round((await spot(page, '#save')).gap)).toBe(14);
  await page.evaluate(() => Reflect.set(window, 'ticks', 0));
  for (let i = 0; i < 6; i++) {
    await page.evaluate((n) => {
      document.querySelector('#sc')?.scrollBy(0, n % 2 ? -12 : 20);
      document.body.append(' ');
      document.querySelector('#push')?.setAttribute('style', `height:${n * 9}px`);
    }, i);
    await frames(page);
  }
  await page.setViewportSize({ width: 1100, height: 760 });
  await frames(page);
  expect(Math.abs((await spot(page, '#save')).gap - 14)).toBeLessThan(1);
  expect(await ticks()).toBe(0);
  // The proof that the count counts: what the app itself listens to is heard.
  await page.evaluate(() => {
    (Reflect.get(window, 'app') as { run(work: () => void): void }).run(() => window.addEventListener('resize', () => {}));
    Reflect.set(window, 'ticks', 0);
    window.dispatchEvent(new Event('resize'));
  });
  expect(await ticks()).toBe(1);
  expect(await page.evaluate(() => window.world.errors)).toEqual([]);
});
