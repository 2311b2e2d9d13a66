/** Pages that do not mean well, or only mean something else. */
import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, frames, settle, show, spot } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig, samples } from './ui/harness/samples';

let r: Rig;
let entry: string;
beforeAll(async () => {
  r = await rig();
  // As shipped: other bundlers add helpers of their own, which trip over such pages.
  const dist = new URL('../../packages/browser/dist/', import.meta.url);
  for (const name of readdirSync(dist).filter((file) => file.endsWith('.js')))
    r.server.page(`/dist/${name}`, { html: readFileSync(new URL(name, dist)), headers: { 'content-type': 'text/javascript' } });
  entry = `/dist/${readdirSync(dist).find((file) => /^ui-/.test(file)) ?? 'ui is not built'}`;
  r.server.page('/v1.webm', {
    html: readFileSync(new URL('../fixtures/clip-30s.webm', import.meta.url)),
    headers: { 'content-type': 'video/webm' },
  });
  r.server.page('/en.vtt', { html: 'WEBVTT\n\n00:00.000 --> 00:20.000\nPress save.' });
  r.server.page('/help.json', {
    html: '{"items":[{"title":"Registration number","url":"/help/number","content_text":"T and 13 digits"}]}',
  });
});
afterAll(async () => {
  await r.close();
});

const tour: Content = {
  kind: 'tour',
  id: 't',
  steps: [
    { id: 'a', target: { css: '#save' }, title: 'A' },
    { id: 'b', target: { css: '#create' }, title: 'B' },
  ],
};
/** Everything that the player draws: controls, chapters, a question, the list of the series. */
const lessons = [
  {
    id: 'v1',
    title: 'Lesson',
    duration: 30,
    sources: [{ src: '/v1.webm' }],
    captions: [{ lang: 'en', src: '/en.vtt' }],
    chapters: [{ lang: 'en', src: '/en.vtt' }],
    next: 'v2',
    interactions: [
      {
        kind: 'quiz',
        id: 'q',
        at: 0.2,
        question: 'Which button?',
        choices: [
          { id: 'a', text: 'Save', correct: true },
          { id: 'b', text: 'Cancel' },
        ],
      },
    ],
  },
  { id: 'v2', title: 'Second lesson', duration: 30, sources: [{ src: '/v2.webm' }] },
];
const works = async (page: Page) => {
  await show(page, tour);
  await settle(page);
  expect(await spot(page, '#save')).toMatchObject({ visible: true });
  await page.locator('.btn.primary').click();
  await expect.poll(async () => (await spot(page, '#create')).visible).toBe(true);
  const font = await card(page).evaluate((c) => [
    getComputedStyle(c).fontSize,
    getComputedStyle(c).textTransform,
    c.getBoundingClientRect().width,
  ]);
  expect(font).toEqual(['14px', 'none', 344]);
};

// intro.js #680, #1856; posthog-js #3907, #1754, #3850; formbricks #6796
test('under a strict policy with Trusted Types every kind works and the page reports no violation', async () => {
  const nonce = 'n0nce';
  const csp = `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'nonce-${nonce}'; img-src 'self'; connect-src 'self'; media-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const page = await r.open(
    {
      nonce,
      head: `<script nonce="${nonce}">window.violations=[];document.addEventListener('securitypolicyviolation',e=>window.violations.push(e.violatedDirective+' '+e.blockedURI+' '+e.sample))</script>`,
      world: { nonce, config: sampleConfig },
    },
    { headers: { 'content-security-policy': csp } },
  );
  for (const content of Object.values(samples)) {
    await show(page, content);
    await page.locator('.surface').first().waitFor();
    if (content.kind === 'hub') await page.locator('.launcher').click();
    await frames(page);
    await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
  }
  await works(page);
  expect(await page.evaluate(() => [(window as unknown as { violations: string[] }).violations, window.world.errors])).toEqual([[], []]);
});

test('a reset that hides every div, and one that unsets everything with !important, change nothing of ours', async () => {
  for (const css of [
    'div{display:none!important}body>*{opacity:.1}',
    '*{all:unset!important}',
    '*,*::before{display:none!important;visibility:hidden!important;width:0!important}html,body,main,.panel,.app,header,button,input{display:block!important;visibility:visible!important;width:auto!important}',
    'html{font-size:3px;text-transform:uppercase;letter-spacing:9px;line-height:4;cursor:none;direction:rtl;zoom:1}shirube-root{display:none!important;opacity:0!important}',
  ]) {
    const page = await r.open({
      body: '<p style="all:revert"></p><button id="save" style="margin:150px">S</button><button id="create">C</button>',
      head: `<style>${css}</style>`,
    });
    await works(page);
  }
});

// Playwright's own evaluate would trip over such a page: the page plays the scenario itself, and is looked at from outside.
const HOSTILE = [
  ['polluted', "Object.prototype.polluted = function () { return 'x'; }; Array.prototype.extra = 'y';"],
  [
    'polluted and frozen',
    "Object.prototype.polluted = function () { return 'x'; }; Object.prototype.title = 'z'; Object.prototype.color = 'red'; Array.prototype.extra = 'y'; for (const one of [Object, Array, Function, Element, Node, EventTarget, String, Promise]) Object.freeze(one.prototype);",
  ],
  ['frozen', 'for (const one of [Object, Array, Function, Element, Node, EventTarget, String, Promise]) Object.freeze(one.prototype);'],
] as const;
const plays = (script: string, contents: readonly unknown[], config: object) =>
  r.open({
    bare: true,
    body: `<button id="save" style="margin:150px">S</button><button id="create">C</button><script>${script}</script>
<script type="module">import { start } from '${entry}'; import { createWorld } from '/world.js'; window.world = createWorld(start, { config: JSON.parse(${JSON.stringify(JSON.stringify(config))}) }); ${contents.map((content) => `window.world.show(${JSON.stringify(content)});`).join('')} setInterval(() => document.body.setAttribute('data-errors', window.world.errors.join('|')), 50);</script>`,
  });
const untouched = async (page: Page) => {
  expect(await page.locator('[polluted], shirube-root [title=z], shirube-root [color]').count()).toBe(0);
  await expect.poll(() => page.locator('body').getAttribute('data-errors')).toBe('');
};

test.each(HOSTILE)('%s prototypes do not reach us', async (_, script) => {
  const page = await plays(script, [tour, samples.checklist, samples.hub, samples.nps], sampleConfig);
  await page.locator('.card.survey').waitFor();
  await expect.poll(() => page.locator('.launcher').count(), { timeout: 5000 }).toBe(2);
  await page.locator('.btn.primary', { hasText: 'Next' }).click();
  await page.locator('h2', { hasText: /^B$/ }).waitFor();
  // The panels draw themselves again: opened, searched in, closed.
  await page.locator('.launcher:not(.pale)').click();
  await page.locator('input[type=search]').fill('registration');
  await page.locator('a.row', { hasText: 'Registration number' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('shirube-root [title]').count()).toBe(0);
  await untouched(page);
});

test.each(HOSTILE)('%s prototypes do not reach the video player: its controls, transcript, question and lessons', async (_, script) => {
  const page = await plays(script, [{ kind: 'video', id: 'lesson', video: 'v1' }], { videos: lessons });
  const player = page.locator('.card.video');
  await player.getByRole('combobox', { name: 'Speed' }).selectOption('1.5');
  await player.getByRole('button', { name: 'Transcript' }).click();
  await player.locator('.sv-words').getByText('Press save.').first().waitFor();
  await player.getByRole('button', { name: 'Transcript' }).click();
  await player.getByText('Second lesson').first().waitFor();
  await player.getByRole('button', { name: 'Play', exact: true }).click();
  await player.getByLabel('Save', { exact: true }).check();
  await player.getByRole('button', { name: 'Answer' }).click();
  await player.getByRole('button', { name: 'Continue' }).waitFor();
  await untouched(page);
});

test('a page of 5,000 nodes that changes all the time is not slowed down by a card that stands there', async () => {
  const page = await r.open({
    body: `<button id="save" style="margin:150px">S</button><button id="create">C</button><div id="many">${'<p><span>row</span><b>1</b></p>'.repeat(1700)}</div>`,
  });
  const churn = () =>
    page.evaluate(async () => {
      const cells = document.querySelectorAll('#many b');
      const t0 = performance.now();
      for (let i = 0; i < 20; i++) {
        for (let k = 0; k < 50; k++) {
          const cell = cells[(i * 50 + k) % cells.length];
          if (cell) cell.textContent = String(i);
        }
        await new Promise(requestAnimationFrame);
      }
      return performance.now() - t0;
    });
  const alone = Math.min(await churn(), await churn());
  await show(page, tour);
  await settle(page);
  const together = Math.min(await churn(), await churn(), await churn());
  expect(together).toBeLessThan(alone * 2 + 150);
});

test('zone.js and patched timers are not woken: ours are the originals', async () => {
  const page = await r.open({
    head: `<script>window.woken = 0; for (const n of ['setTimeout','requestAnimationFrame']) { const o = window[n]; window['__zone_symbol__' + n] = o; window[n] = (...a) => { if (window.counting) window.woken++; return o.apply(window, a); }; } const M = MutationObserver; window.__zone_symbol__MutationObserver = M; window.MutationObserver = class extends M { constructor(f) { super((...a) => { if (window.counting) window.woken++; f(...a); }); } };</script>`,
  });
  await show(page, tour);
  await settle(page);
  const woken = await page.evaluate(async () => {
    const w = window as unknown as { counting: boolean; woken: number; __zone_symbol__setTimeout: typeof setTimeout };
    w.counting = true;
    for (let i = 0; i < 5; i++) {
      document.body.append(' ');
      await new Promise((resolve) => w.__zone_symbol__setTimeout(resolve, 30));
    }
    return w.woken;
  });
  expect(woken).toBe(0);
});

test('the outside-click handlers, focus traps and shortcuts of the page do not hear what happens in a card', async () => {
  const page = await r.open();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of ['click', 'mousedown', 'pointerdown', 'keydown', 'focusin'])
      document.addEventListener(type, (e) => (e.target as Element).localName === 'shirube-root' && heard.push(type));
  });
  await show(page, samples.nps ?? tour);
  await settle(page);
  await page.locator('.opt').nth(3).click();
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
});

test('a body that is swapped, a page from the back-forward cache and a replaced history do not lose the card', async () => {
  const page = await r.open();
  await show(page, tour);
  await settle(page);
  await page.evaluate(() => {
    const fresh = document.createElement('body');
    fresh.append(...[...document.body.children].map((e) => e.cloneNode(true)));
    document.body.replaceWith(fresh);
    history.pushState({}, '', '#x');
  });
  await frames(page);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await frames(page);
  expect((await spot(page, '#save')).gap).toBeCloseTo(14, 0);
});

test('two instances on one page do not meet', async () => {
  const page = await r.open();
  // As text: the test runner would rewrite the import.
  await page.evaluate(
    `(async () => { const [{ createWorld }, { start }] = await Promise.all([import('/world.js'), import('/face.js')]); window.other = createWorld(start, { lang: 'ja' }); })()`,
  );
  await show(page, tour);
  await page.evaluate(
    (c) => (window as unknown as { other: typeof window.world }).other.show({ ...c, id: 'o', kind: 'nudge', title: 'ふたつめ' } as never),
    { id: 'o' },
  );
  await expect.poll(() => card(page).count()).toBe(2);
  await page.evaluate(() => window.world.face.destroy());
  expect(await page.locator('.card').innerText()).toContain('ふたつめ');
  expect(await page.evaluate(() => (window as unknown as { other: typeof window.world }).other.phases('t'))).toEqual([]);
});

test('a modal dialog of the page that opens later takes the card along, so that it can still be used', async () => {
  const page = await r.open({
    body: '<button id="save" style="margin:150px">S</button><dialog id="d"><p>Dialog</p><button id="create">C</button></dialog>',
  });
  await show(page, { kind: 'nudge', id: 'n', title: 'Help' });
  await settle(page);
  await page.evaluate(() => (document.querySelector('#d') as HTMLDialogElement).showModal());
  await expect.poll(() => page.evaluate(() => document.querySelector('shirube-root')?.parentElement?.localName)).toBe('dialog');
  await page.locator('.btn.primary').click({ timeout: 3000 });
  expect(await page.evaluate(() => window.world.phases('n'))).toContain('completed');
  await page.evaluate(() => (document.querySelector('#d') as HTMLDialogElement).close());
  await show(page, tour);
  await settle(page);
  expect(await page.evaluate(() => document.querySelector('shirube-root')?.parentElement?.localName)).toBe('html');
});

test('opening and closing a tour thirty times leaves no node and no listener behind', async () => {
  const page = await r.open({}, { viewport: { width: 1200, height: 801 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const count = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    return ['Nodes', 'JSEventListeners'].map((name) => metrics.find((metric) => metric.name === name)?.value ?? 0);
  };
  const cycle = (times: number) =>
    page.evaluate(
      async ([content, n]) => {
        for (let i = 0; i < n; i++) {
          window.world.show(content);
          await new Promise(requestAnimationFrame);
          window.world.hide('t', 'x');
          await new Promise(requestAnimationFrame);
        }
      },
      [tour, times] as const,
    );
  await cycle(5);
  const [nodes = 0, listeners = 0] = await count();
  await cycle(30);
  const [nodesAfter = 0, listenersAfter = 0] = await count();
  expect(nodesAfter - nodes).toBeLessThan(40);
  expect(listenersAfter - listeners).toBeLessThan(10);
});
