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
if (!existsSync(`${here}node_modules`)) throw new Error('The libraries are not installed. Type: cd test/bench/delivery && npm install --no-package-lock --ignore-scripts');
const only = process.argv[2]?.split(',');

/** The library and its adapter as one script. */
async function bundle(name) {
  const entry = `${here}__${name}`;
  const out = await build({
    configFile: false, root: here, logLevel: 'error', define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [{ name: 'adapter', resolveId: (id) => (id === entry || id === `${entry}.js` ? `${here}${name}.adapter.js` : undefined), load: (id) => (id.endsWith('.adapter.js') ? peers[name] : undefined) }],
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
  return [...new Set([...text.matchAll(/"([efg]\d+)"/g)].map(([, name]) => name))].map((name) => ({ messageId: name, event: name, type: 'track', context: {} }));
};
const STAGED = ['track, then navigate at once', 'the tab crashes right after track', 'connection refused, leave, come back', '503, leave, come back', 'localStorage full, 503, leave, come back'].filter((name) => accidents[name]);

const ROUNDS = 5;
const launch = () => chromium.launch({ executablePath: process.env.SHIRUBE_CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const within = (work, ms) => Promise.race([work, new Promise((_resolve, reject) => setTimeout(() => reject(new Error(`no answer in ${ms / 1000} s`)), ms))]);
const say = (text) => console.error(`${String(Math.round(performance.now() / 1000)).padStart(4)} s  ${text}`);

const names = ['shirube', ...Object.keys(peers)].filter((one) => !only || only.includes(one));
const libraries = [];
for (const name of names) {
  const code = name === 'shirube' ? readFileSync(`${dist}shirube.js`, 'utf8') : await bundle(name).catch((error) => void console.error(name, String(error).slice(0, 300)));
  if (!code) continue;
  const prepare = (collector) => {
    if (name === 'shirube') return;
    collector.decode = decode;
    collector.files = { '/peer.js': code };
    collector.page = () => ({ body: '<!doctype html><html><head><meta charset="utf-8"><title>Page</title><script src="/peer.js"></script></head><body><h1>Page</h1></body></html>' });
  };
  libraries.push({ name, code, prepare, row: { name, bytes: brotliCompressSync(code).length, eval: Infinity, p50: Infinity, p95: Infinity, requests: NaN, lost: NaN, twice: NaN } });
}
say(`${libraries.length} libraries bundled`);

/** One round of one library: evaluation and track(), both under 4x throttle, in a page of its own. */
async function measure(browser, { code, prepare, row }) {
  const collector = await startCollector();
  prepare(collector);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${collector.url}/blank`);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    row.eval = Math.min(row.eval, await page.evaluate((source) => {
      const from = performance.now();
      (0, eval)(source);
      return performance.now() - from;
    }, code));
    await page.goto(collector.url);
    await page.waitForTimeout(1200);
    const times = await page.evaluate(async () => {
      const list = [];
      for (let i = 0; i < 100; i++) {
        const from = performance.now();
        void window.shirube.track(`g${i}`, { i, note: 'ordinary properties of an ordinary event' });
        list.push(performance.now() - from);
        if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return list.sort((a, b) => a - b);
    });
    if (times[95] < row.p95) Object.assign(row, { p50: times[50], p95: times[95] });
  } finally {
    await context.close().catch(() => {});
    await collector.close();
  }
}
/** A thousand events, ten at a time. */
async function thousand(browser, { prepare, row }) {
  const collector = await startCollector();
  prepare(collector);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
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
    Object.assign(row, { requests: collector.requests - before, arrived: arrived() });
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
  const staged = await Promise.all(STAGED.map((accident) => within(stage(accident, browser, 'chromium', library.prepare), 60_000).catch(() => ({ lost: 20, raw: 0 }))));
  Object.assign(library.row, { lost: staged.reduce((sum, { lost }) => sum + lost, 0), twice: staged.reduce((sum, { raw }) => sum + raw, 0), each: staged.map(({ lost }) => lost).join('/') });
  say(`${library.name}: accidents`);
}
await within(browser.close(), 5000).catch(() => {});

const columns = [['bytes', 'brotli B', 0], ['eval', 'eval ms', 1], ['p50', 'track p50 µs', 0, 1000], ['p95', 'track p95 µs', 0, 1000], ['requests', 'requests/1000', 0], ['lost', 'lost of 100', 0], ['twice', 'sent twice', 0]];
const rows = libraries.map(({ row }) => row);
console.log(`\n${''.padEnd(12)}${columns.map(([, title]) => title.padStart(15)).join('')}   lost in each accident`);
for (const row of rows) {
  // Fewer requests only because events did not arrive is no merit.
  const missing = row.arrived < 1000 ? ` (${row.arrived} of 1,000 arrived)` : '';
  console.log(`${row.name.padEnd(12)}${columns.map(([key, , digits, scale = 1]) => (row[key] * scale).toFixed(digits).padStart(15)).join('')}   ${row.each}${missing}`);
}
const own = rows.find(({ name }) => name === 'shirube');
if (own) {
  const rank = ([key]) => 1 + rows.filter((row) => row[key] < own[key] && !(key === 'requests' && row.arrived < 1000)).length;
  console.log(`${'our rank'.padEnd(12)}${columns.map((column) => `${rank(column)} of ${rows.length}`.padStart(15)).join('')}`);
}
console.log(`\naccidents, 20 events each: ${STAGED.join(' · ')}\nspeed: the minimum of ${ROUNDS} interleaved rounds, CPU throttled four times. Took ${Math.round(performance.now() / 1000)} s.`);
process.exit(0);
