/** The whole product in pages that live oddly: mounted twice by React, kept by the back-forward cache, rendered before anybody asked for them. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { findBrowsers, launch } from '../helpers/browsers';

const config = {
  shirube: 1,
  version: 'c1',
  caps: { gap: '0s' },
  content: [
    {
      id: 'tip',
      kind: 'popover',
      target: { css: '#save' },
      title: 'Save it here',
      frequency: 'once',
      pages: ['/app', '/ready'],
      when: { kind: 'event', name: 'opened' },
    },
    { id: 'hint', kind: 'nudge', title: 'Welcome', frequency: 'once', pages: '/ready', when: { kind: 'page', path: '/ready' } },
  ],
};
let browser: Browser;
let collector: Collector;
let context: BrowserContext;
const files: Record<string, string> = {};
const body =
  '<div style="height:120px"></div><div id="root"></div><button id="save" style="margin-left:200px">Save</button><div style="height:1500px"></div>';
const page = (more = '') => collector.html('data-config="/config"').replace('<h1>Page</h1>', body + more);
const of = (name: string) => collector.order.filter((event) => event.event === name);
const gap = (at: Page) =>
  at.evaluate(() => {
    const card = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card')?.getBoundingClientRect();
    const target = document.querySelector('#save')?.getBoundingClientRect();
    return card && target ? card.top - target.bottom : NaN;
  });
/** What a page that nobody drives tells of itself, and how many signals had arrived by then. */
const said: { what: string; signals: number }[] = [];
const watcher = `
  const say = (what) => fetch('/said/' + what);
  const shown = () => Boolean(document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card'));
  if (document.prerendering) {
    setTimeout(() => say('ahead-' + (document.prerendering ? 'prerendering' : 'seen') + (shown() ? '-shown' : '-nothing')), 3000);
    document.addEventListener('prerenderingchange', () => {
      say('activated');
      const look = setInterval(() => { if (shown()) { clearInterval(look); say('card'); } }, 50);
    });
  } else say('plain');`;
const cards = (at: Page) => at.locator('.card').count();

beforeAll(async () => {
  // Pages are kept for "back" only where the browser is not told otherwise.
  browser = await launch('chromium', { ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  collector = await startCollector();
  collector.page = (url: URL) => {
    if (url.pathname === '/config') return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) };
    if (url.pathname === '/react') return { body: page('<script type="module" src="/react-app.js"></script>') };
    if (url.pathname.startsWith('/said/')) {
      said.push({ what: url.pathname.slice(6), signals: collector.order.length });
      return { body: '' };
    }
    if (url.pathname === '/before')
      return {
        body: `<script type="speculationrules">{"prerender":[{"source":"list","urls":["/ready?ahead"],"eagerness":"immediate"}]}</script><h1>Before</h1><script>setTimeout(() => { location.href = '/ready?ahead'; }, 6000)</script>`,
      };
    if (url.pathname === '/ready' && url.search === '?ahead') return { body: page(`<script>${watcher}</script>`) };
    return { body: page() };
  };
  Object.assign(collector, { files });
  context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await collector?.close();
});

/** A host in React's development build, StrictMode on: every effect runs, is undone, and runs again. */
const app = `
import { StrictMode, createElement as h, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
window.mounts = 0;
function App() {
  const [n, setN] = useState(0);
  useEffect(() => { window.mounts++; window.shirube.track('opened'); const t = setInterval(() => setN((n) => n + 1), 16); return () => clearInterval(t); }, []);
  return h('div', { style: { paddingTop: (n % 5) * 4 } }, h('button', { id: 'save', key: n, style: { marginLeft: 200 } }, 'Save ' + n));
}
createRoot(document.getElementById('root')).render(h(StrictMode, null, h(App)));
`;
async function bundleReact(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'shirube-react-'));
  try {
    writeFileSync(join(dir, 'app.js'), app);
    const from = (name: string) => fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
    await build({
      configFile: false,
      logLevel: 'error',
      root: dir,
      mode: 'development',
      define: { 'process.env.NODE_ENV': '"development"' },
      resolve: {
        alias: [
          { find: /^react-dom\/client$/, replacement: from('react-dom/client.js') },
          { find: /^react$/, replacement: from('react/index.js') },
        ],
      },
      build: { outDir: join(dir, 'out'), minify: false, lib: { entry: join(dir, 'app.js'), formats: ['es'], fileName: () => 'app.js' } },
    });
    return readFileSync(join(dir, 'out/app.js'), 'utf8');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

// react-joyride #1122, #1130, #1177
test('in React 19 with StrictMode, which mounts everything twice and renders every 16 ms, a card is shown once and stays with its button', async () => {
  config.content[0] = { ...config.content[0], pages: ['/app', '/ready', '/react'] } as (typeof config.content)[0];
  files['/react-app.js'] = (await bundleReact()).replace(/^export .*$/gm, '');
  const at = await context.newPage();
  const complaints: string[] = [];
  at.on('pageerror', (error) => complaints.push(String(error)));
  at.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  await at.goto(`${collector.url}/react`);
  await at.evaluate(() => document.querySelectorAll('#save')[1]?.remove());
  await at.locator('.card', { hasText: 'Save it here' }).waitFor();
  expect(await at.evaluate(() => (window as unknown as { mounts: number }).mounts)).toBe(2);
  for (let i = 0; i < 5; i++) {
    await at.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect([await cards(at), Math.round(await gap(at))]).toEqual([1, 14]);
  }
  await until(() => of('Content Shown').length > 0);
  // By keyboard: the card moves with its button at every frame, and a pointer that waits for it to stand still waits for ever.
  await at.getByRole('button', { name: 'Got it' }).press('Enter');
  await until(() => of('Content Completed').length > 0);
  expect([of('Content Shown').length, of('Content Completed').length]).toEqual([1, 1]);
  expect(complaints).toEqual([]);
  await at.close();
}, 60_000);

test('a person who goes away and comes back by "back" finds the one card where it was, still following, counted once', async () => {
  const own = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const at = await own.newPage();
  const before = of('Content Shown').length;
  await at.goto(`${collector.url}/app`);
  await at.evaluate(() => {
    Object.assign(window, { kept: true });
    addEventListener('pageshow', (event) => Object.assign(window, { persisted: event.persisted }));
    return window.shirube.track('opened');
  });
  await at.locator('.card').waitFor();
  await until(() => of('Content Shown').length > before);
  await at.goto(`${collector.url}/blank`);
  await at.evaluate(() => history.back());
  await at.waitForFunction(() => location.pathname === '/app' && document.readyState === 'complete');
  const [kept, persisted] = await at.evaluate(() => [Reflect.get(window, 'kept'), Reflect.get(window, 'persisted')]);
  // Said in the output, so that nobody takes a plain reload for the cache.
  console.log(`back-forward cache: ${kept && persisted ? 'the page was kept' : 'the browser loaded the page anew'}`);
  await at.locator('.card').waitFor();
  await at.evaluate(() => {
    const push = document.querySelector('#root');
    if (push instanceof HTMLElement) push.style.height = '90px';
  });
  await expect.poll(async () => Math.round(await gap(at))).toBe(14);
  expect(await cards(at)).toBe(1);
  await at.waitForTimeout(1200);
  expect(of('Content Shown').length - before).toBe(1);
  expect(kept && persisted).toBe(true);
  await own.close();
});

test('a page that Chromium itself renders ahead, by a speculation rule, shows and sends nothing until the person goes there', async () => {
  const chromium = findBrowsers().chromium;
  if (!chromium) throw new Error('No chromium was found.');
  const before = collector.order.length;
  said.length = 0;
  const profile = mkdtempSync(join(tmpdir(), 'ahead-'));
  // Nobody drives it: a page that is being driven is fetched for the rule, but not rendered.
  const own = spawn(
    chromium,
    [
      '--headless=new',
      '--no-first-run',
      '--disable-quic',
      '--disable-background-networking',
      `--user-data-dir=${profile}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `${collector.url}/before`,
    ],
    { stdio: 'ignore', detached: true },
  );
  try {
    await until(() => said.some(({ what }) => what === 'card' || what === 'plain'), 30_000);
    expect(said.map(({ what }) => what)).toEqual(['ahead-prerendering-nothing', 'activated', 'card']);
    expect(said[0]?.signals).toBe(before);
    expect(await until(() => collector.order.slice(before).some(({ event }) => event === 'Content Shown'))).toBe(true);
  } finally {
    // With all its processes: one that is left goes on writing into the profile.
    if (own.pid) process.kill(-own.pid, 'SIGKILL');
    await new Promise((resolve) => own.once('exit', resolve));
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}, 90_000);

// The same moment staged, step by step.
test('a page that is rendered before anybody asked for it shows and counts nothing until somebody looks', async () => {
  const own = await browser.newContext();
  const at = await own.newPage();
  await at.addInitScript(() =>
    Object.defineProperty(document, 'prerendering', { configurable: true, get: () => !Reflect.get(window, 'activated') }),
  );
  const before = collector.order.length;
  await at.goto(`${collector.url}/ready`);
  await at.waitForTimeout(600);
  expect([await at.locator('shirube-root').count(), collector.order.length - before]).toEqual([0, 0]);
  await at.evaluate(() => {
    Object.assign(window, { activated: true });
    document.dispatchEvent(new Event('prerenderingchange'));
  });
  await at.locator('.card', { hasText: 'Welcome' }).waitFor();
  await own.close();
});
