/** What users of other libraries have asked for, one test for each, with the threads where they asked: size, frequency, languages, operation. Begun in ui-threads.spec.ts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import { readFileSync } from 'node:fs';
import { card, frames, phases, settle, show, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

type TourOf = Extract<Content, { kind: 'tour' }>;
const tour = (steps: TourOf['steps']): Content => ({ kind: 'tour', id: 't', steps });
const pop = (css: string, more: Partial<Extract<Content, { kind: 'popover' }>> = {}): Content => ({
  kind: 'popover',
  id: 'p',
  target: { css },
  title: 'Here',
  ...more,
});

// 22. reactour #259, formbricks #1891, posthog-js PR #2745
test('a banner loads what a banner needs, and not the survey, the hub or a framework', async () => {
  const page = await r.open();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await show(page, { kind: 'banner', id: 'b', body: 'Line' });
  await page.locator('.banner').waitFor();
  expect(loaded.filter((path) => /survey|hub|launcher|preact|video|tour/.test(path))).toEqual([]);
});

// 23. and 27. PostHog/posthog #44150, Twake #1773
test('the face keeps nothing in the browser: what was seen belongs to the person, not to the machine', async () => {
  const page = await r.open();
  await show(page, pop('#save'));
  await settle(page);
  await page.locator('.btn.primary').click();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, '']);
});

// 24. PostHog/posthog #27368, #24600, #44281
test('the same content asked for twice stands there once, and after a close it can come back', async () => {
  const page = await r.open();
  await show(page, pop('#save'));
  await show(page, pop('#save'));
  await settle(page);
  expect(await card(page).count()).toBe(1);
  await card(page).evaluate((first) => first.setAttribute('data-first', ''));
  await show(page, pop('#save'));
  await frames(page);
  expect([await card(page).count(), await page.locator('.card[data-first]').count()]).toEqual([1, 1]);
  await page.locator('.x').click();
  await show(page, pop('#save'));
  await settle(page);
  expect(await card(page).count()).toBe(1);
});

// 25. PostHog/posthog #48130
test('a click beside a card closes it only where its author wants that', async () => {
  const page = await r.open();
  await show(page, pop('#save'));
  await settle(page);
  await page.mouse.click(600, 700);
  expect(await card(page).count()).toBe(1);
  await page.evaluate(() => window.world.hide('p', 'x'));
  await show(page, pop('#save', { id: 'q', dismissOn: ['outside'] }));
  await settle(page);
  expect(await page.locator('.x').count()).toBe(0);
  await page.mouse.click(600, 700);
  await expect.poll(() => phases(page, 'q')).toContain('dismissed');
});

// 26. formbricks #3681, #4282
test('what still waits for its target when the page is left does not appear on the next page', async () => {
  const page = await r.open();
  await show(page, pop('#late', { target: { css: '#late', missing: 'wait', wait: '20ms' } }));
  // It has begun to wait.
  await expect.poll(() => tracks(page)).toHaveLength(1);
  await page.evaluate(() => window.world.hide('p', 'suspended'));
  await page.evaluate(() => {
    const b = document.createElement('button');
    b.id = 'late';
    b.textContent = 'x';
    document.body.append(b);
  });
  await frames(page);
  expect(await card(page).count()).toBe(0);
});

// 28. usertour #81, #213, #455, #5
test('chunks come from beside the script, words follow the language, and right-to-left is laid out so', async () => {
  const page = await r.open({ lang: 'ar', dir: 'rtl', world: { lang: 'ar', config: { strings: { ar: { next: 'التالي' } } } } });
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await show(
    page,
    tour([
      { id: 'a', target: { css: '#save' }, title: 'مرحبا' },
      { id: 'b', title: 'x' },
    ]),
  );
  await settle(page);
  expect(await page.locator('.btn.primary').innerText()).toBe('التالي');
  expect(await card(page).evaluate((c) => getComputedStyle(c).direction)).toBe('rtl');
  const [close, title] = [await page.locator('.x').boundingBox(), await page.locator('h2').boundingBox()];
  expect((close?.x ?? 0) < (title?.x ?? 0)).toBe(true);
  expect([...origins].filter((origin) => origin !== r.server.origin)).toEqual([]);
});

// 30. openshift/console PR #16444, TangleML PR #2415
test('an end-to-end test can turn it off: nothing is left in the page', async () => {
  const page = await r.open();
  for (const content of [
    pop('#save'),
    { kind: 'banner', id: 'b', body: 'x' } as Content,
    { kind: 'nudge', id: 'n', title: 'x' } as Content,
  ])
    await show(page, content);
  await settle(page);
  await page.evaluate(() => window.world.face.destroy());
  expect(await page.evaluate(() => document.querySelectorAll('shirube-root,[data-shirube-ui]').length)).toBe(0);
});

// 31. NBI PR #304
test('an administrator replaces a built-in word by JSON', async () => {
  const page = await r.open({ world: { config: { strings: { en: { ok: 'Understood' } } } } });
  await show(page, pop('#save'));
  await settle(page);
  expect(await page.locator('.btn.primary').innerText()).toBe('Understood');
});

// 19. shepherd #961, #342; react-shepherd #568, #580
test('importing the UI on a server touches no document', async () => {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport<{ start: unknown }>(new URL('../../packages/browser/src/ui/index.ts', import.meta.url).pathname, {
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    resolve: {
      alias: [{ find: /^@shirube\/engine$/, replacement: new URL('../../packages/engine/src/index.ts', import.meta.url).pathname }],
    },
  });
  expect(typeof module.start).toBe('function');
});

// 20. react-joyride #1122, #1130, #1177; 29. shepherd #2994, #3231, streampipes #4990, OHIF PR #4407
test('it asks nothing of the app: no framework to match, and a permissive licence', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../packages/browser/package.json', import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(manifest.peerDependencies).toBeUndefined();
  expect(manifest.license).toBe('MIT');
});
