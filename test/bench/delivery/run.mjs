#!/usr/bin/env node
// npm run bench:delivery — the script beside the npm builds of seven well-known libraries, all with their defaults, in one run.
// First: (cd test/bench/delivery && npm install --no-package-lock --ignore-scripts), and npm run build.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { accidents, stage } from '../../chaos/accidents.mjs';
import { startCollector, until } from '../../chaos/collector.mjs';
import { peers } from './peers.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = process.env.SHIRUBE_DIST ?? fileURLToPath(new URL('../../../packages/browser/dist/', import.meta.url));
if (process.argv[2] !== 'shirube' && !existsSync(`${here}node_modules`))
  throw new Error('The libraries are not installed. Type: cd test/bench/delivery && npm install --no-package-lock --ignore-scripts');
const only = process.argv[2]?.split(',');

/** The library and its adapter as one script. */
async function bundle(name) {
  const entry = `${here}__${name}`;
  const out = await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'adapter',
        resolveId: (id) => (id === entry || id === `${entry}.js` ? `${here}${name}.adapter.js` : undefined),
        load: (id) => (id.endsWith('.adapter.js') ? peers[name] : undefined),
      },
    ],
    build: { write: false, minify: true, target: 'es2020', lib: { entry, formats: ['iife'], name: 'peer', fileName: 'peer' } },
  });
  return (Array.isArray(out) ? out[0] : out).output.find((part) => part.type === 'chunk').code;
}
/** Names of events inside whatever the libraries send: JSON, form data, base64 in JSON. */
const decode = (body) => {
  // Payloads that are JSON inside JSON carry their quotes escaped.
  let text = body.replaceAll('\\', '');
  for (const [, coded] of body.matchAll(/"ue_px":"([^"]+)"/g)) text += Buffer.from(coded, 'base64url').toString();
  if (/^data=|&data=/.test(body)) {
    const data = new URLSearchParams(body).get('data') ?? '';
    text += data + Buffer.from(data, 'base64').toString();
  }
  return [...new Set([...text.matchAll(/"([efg]\d+)"/g)].map(([, name]) => name))].map((name) => ({
    messageId: name,
    event: name,
    type: 'track',
    context: {},
  }));
};
const STAGED = [
  'track, then navigate at once',
  'the tab crashes right after track',
  'connection refused, leave, come back',
  '503, leave, come back',
  'localStorage full, 503, leave, come back',
].filter((name) => accidents[name]);

const ROUNDS = 5;
const RATE = 4;
const CALLS = 100;
/** For speed, every page alike: isolated, so that its clock has steps of 5 µs instead of 100. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const EMPTY = '<!doctype html><title>Empty</title>';
const brotli = (code) => brotliCompressSync(code).length;
const launch = () =>
  chromium.launch({
    executablePath: process.env.SHIRUBE_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
const within = (work, ms) =>
  Promise.race([work, new Promise((_resolve, reject) => setTimeout(() => reject(new Error(`no answer in ${ms / 1000} s`)), ms))]);
const say = (text) => console.error(`${String(Math.round(performance.now() / 1000)).padStart(4)} s  ${text}`);

const names = ['shirube', ...Object.keys(peers)].filter((one) => !only || only.includes(one));
const libraries = [];
for (const name of names) {
  const code =
    name === 'shirube'
      ? readFileSync(`${dist}shirube.js`, 'utf8')
      : await bundle(name).catch((error) => void console.error(name, String(error).slice(0, 300)));
  if (!code) continue;
  const prepare = (collector, headers = {}) => {
    const page =
      name === 'shirube'
        ? undefined
        : '<!doctype html><html><head><meta charset="utf-8"><title>Page</title><script src="/peer.js"></script></head><body><h1>Page</h1></body></html>';
    collector.page = ({ pathname }) => ({ headers, body: pathname === '/empty' ? EMPTY : page });
    if (name === 'shirube') return;
    collector.decode = decode;
    collector.files = { '/peer.js': code };
  };
  libraries.push({
    name,
    code,
    prepare,
    own: Array(CALLS).fill(Infinity),
    row: { name, bytes: brotli(code), all: NaN, eval: Infinity, p50: Infinity, p95: Infinity, requests: NaN, lost: NaN, twice: NaN },
  });
}
say(`${libraries.length} libraries bundled`);

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(share * times.length)];
/** The library's first hundred calls on a page, some alone in their task and some not: milliseconds of each. */
async function calls(page, url) {
  await page.goto(url);
  await page.waitForTimeout(1200);
  return page.evaluate(async (count) => {
    const list = [];
    for (let i = 0; i < count; i++) {
      const from = performance.now();
      void window.shirube.track(`g${i}`, { i, note: 'ordinary properties of an ordinary event' });
      list.push(performance.now() - from);
      if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return list;
  }, CALLS);
}
/** One round of one library: calls at full speed in one page; then evaluation and calls, throttled, each in a page of their own. */
async function measure(browser, { code, prepare, row, own }) {
  const collector = await startCollector();
  prepare(collector, ISOLATED);
  const context = await browser.newContext();
  const other = await browser.newContext();
  try {
    for (const [i, ms] of (await calls(await context.newPage(), collector.url)).entries()) own[i] = Math.min(own[i], ms);
    await context.close();
    const page = await other.newPage();
    await page.goto(`${collector.url}/empty`);
    const cdp = await other.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: RATE });
    row.eval = Math.min(
      row.eval,
      await page.evaluate((source) => {
        const from = performance.now();
        (0, eval)(source);
        return performance.now() - from;
      }, code),
    );
    const times = await calls(page, collector.url);
    if (at(times, 0.95) < row.p95) Object.assign(row, { p50: at(times, 0.5), p95: at(times, 0.95) });
  } finally {
    await context.close().catch(() => {});
    await other.close().catch(() => {});
    await collector.close();
  }
}
/** A thousand events, ten at a time. */
async function thousand(browser, { code, prepare, row }) {
  const collector = await startCollector();
  prepare(collector);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const scripts = new Set();
    let sent = false;
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'POST') sent = true;
      else if (!sent && pathname.endsWith('.js')) scripts.add(pathname);
    });
    await page.goto(collector.url);
    await page.waitForTimeout(1000);
    const before = collector.requests;
    await page.evaluate(async () => {
      for (let i = 0; i < 1000; i++) {
        void window.shirube.track(`e${i}`, { i, note: 'ordinary properties of an ordinary event' });
        if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    const arrived = () => new Set(collector.names().filter((one) => one.startsWith('e'))).size;
    await until(() => arrived() >= 1000, 15_000);
    const all = [...scripts].reduce((sum, path) => sum + brotli(path === '/peer.js' ? code : readFileSync(dist + path.slice(1))), 0);
    Object.assign(row, { all, requests: collector.requests - before, arrived: arrived() });
  } finally {
    await context.close().catch(() => {});
    await collector.close();
  }
}

// Interleaved: every library once, then every library again, so that what else the machine does falls on all of them. The minimum counts:
// what the code costs, not what it was kept waiting for.
let browser = await launch();
const attempt = async (what, library, work) => {
  try {
    await within(work(), 45_000);
  } catch (error) {
    say(`${library.name}, ${what}: ${String(error).split('\n')[0].slice(0, 120)}`);
    // A page that hangs may have taken its browser along.
    await within(browser.close(), 5000).catch(() => {});
    browser = await launch();
  }
};
for (let round = 0; round < ROUNDS; round++) {
  for (const library of libraries) await attempt('speed', library, () => measure(browser, library));
  say(`speed, round ${round + 1} of ${ROUNDS}`);
}
for (const library of libraries) await attempt('1,000 events', library, () => thousand(browser, library));
say('1,000 events each');
for (const library of libraries) {
  const staged = await Promise.all(
    STAGED.map((accident) => within(stage(accident, browser, 'chromium', library.prepare), 60_000).catch(() => ({ lost: 20, raw: 0 }))),
  );
  Object.assign(library.row, {
    lost: staged.reduce((sum, { lost }) => sum + lost, 0),
    twice: staged.reduce((sum, { raw }) => sum + raw, 0),
    each: staged.map(({ lost }) => lost).join('/'),
  });
  say(`${library.name}: accidents`);
}
await within(browser.close(), 5000).catch(() => {});

const columns = [
  ['bytes', 'brotli B', 0],
  ['all', 'all B', 0],
  ['eval', 'eval ms', 1],
  ['p50', 'p50 µs', 0, 1000],
  ['p95', 'p95 µs', 0, 1000],
  ['own50', 'own p50 µs', 0, 1000],
  ['own95', 'own p95 µs', 0, 1000],
  ['first', 'first µs', 0, 1000],
  ['requests', 'requests', 0],
  ['lost', 'lost', 0],
  ['twice', 'twice', 0],
];
const WIDTH = 12;
const rows = libraries.map(({ row, own }) =>
  Object.assign(row, { own50: RATE * at(own, 0.5), own95: RATE * at(own, 0.95), first: RATE * own[0] }),
);
console.log(`\n${''.padEnd(12)}${columns.map(([, title]) => title.padStart(WIDTH)).join('')}   lost in each accident`);
for (const row of rows) {
  // Fewer requests only because events did not arrive is no merit.
  const missing = row.arrived < 1000 ? ` (${row.arrived} of 1,000 arrived)` : '';
  console.log(
    `${row.name.padEnd(12)}${columns.map(([key, , digits, scale = 1]) => (row[key] * scale).toFixed(digits).padStart(WIDTH)).join('')}   ${row.each}${missing}`,
  );
}
const own = rows.find(({ name }) => name === 'shirube');
if (own) {
  const rank = ([key]) => 1 + rows.filter((row) => row[key] < own[key] && !(key === 'requests' && row.arrived < 1000)).length;
  console.log(`${'our rank'.padEnd(12)}${columns.map((column) => `${rank(column)} of ${rows.length}`.padStart(WIDTH)).join('')}`);
}
console.log(`
brotli B    the file that a page names; for the others one bundle of the npm build and a line of settings
all B       all scripts that were requested before the first event left; ours is two files without a configuration (with one, the guide comes beside them)
eval ms     evaluating that first file, CPU throttled ${RATE} times
p50, p95    of track() in the first ${CALLS} calls on a page, CPU throttled ${RATE} times. Chromium's throttle lets the thread run for about 0.2 ms and then stops it for
            three times as long: this says how many calls met a stop rather than how long a call is (one of 20 µs meets a stop one time in ten)
own p50/p95 the same calls unthrottled, each call's shortest time of ${ROUNDS} pages, times ${RATE}: what the code costs where nothing interrupts it
first       the very first of them, likewise: the code is cold
requests    for 1,000 events
lost, twice of 100 events in five accidents: never arrived; arrived again (same id). ${STAGED.join(' · ')}
All speed is the minimum of ${ROUNDS} interleaved rounds; the page's clock has steps of 5 µs. Took ${Math.round(performance.now() / 1000)} s.`);
process.exit(0);
