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
  let text = body;
  for (const [, coded] of body.matchAll(/"ue_px":"([\w-]+)"/g)) text += Buffer.from(coded, 'base64url').toString();
  if (/^data=|&data=/.test(body)) {
    const data = new URLSearchParams(body).get('data') ?? '';
    text += data + Buffer.from(data, 'base64').toString();
  }
  return [...new Set([...text.matchAll(/"([efg]\d+)"/g)].map(([, name]) => name))].map((name) => ({ messageId: name, event: name, type: 'track', context: {} }));
};
const STAGED = ['track, then navigate at once', 'the tab crashes right after track', 'connection refused, leave, come back', '503, leave, come back', 'localStorage full, 503, leave, come back'].filter((name) => accidents[name]);

const browser = await chromium.launch({ executablePath: process.env.SHIRUBE_CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const rows = [];
for (const name of ['shirube', ...Object.keys(peers)].filter((one) => !only || only.includes(one))) {
  const code = name === 'shirube' ? readFileSync(`${dist}shirube.js`, 'utf8') : await bundle(name).catch((error) => void console.error(name, String(error).slice(0, 300)));
  if (!code) continue;
  const prepare = (collector) => {
    if (name === 'shirube') return;
    collector.decode = decode;
    collector.files = { '/peer.js': code };
    collector.page = () => ({ body: '<!doctype html><html><head><meta charset="utf-8"><title>Page</title><script src="/peer.js"></script></head><body><h1>Page</h1></body></html>' });
  };
  const collector = await startCollector();
  prepare(collector);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${collector.url}/blank`);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  // The best of five: what the code costs, not what else the machine was doing.
  let evaluation = Infinity;
  for (let i = 0; i < 5; i++) {
    await page.goto(`${collector.url}/blank`);
    evaluation = Math.min(evaluation, await page.evaluate((source) => {
      const from = performance.now();
      (0, eval)(source);
      return performance.now() - from;
    }, code));
  }
  await page.goto(collector.url);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.waitForTimeout(1500);
  const rounds = await page.evaluate(async () => {
    const all = [];
    for (let round = 0; round < 5; round++) {
      const list = [];
      for (let i = 0; i < 100; i++) {
        const from = performance.now();
        void window.shirube.track(`g${round * 100 + i}`, { i, note: 'ordinary properties of an ordinary event' });
        list.push(performance.now() - from);
        if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      all.push(list.sort((a, b) => a - b));
    }
    return all;
  });
  const [times] = rounds.sort((a, b) => a[95] - b[95]);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await until(() => new Set(collector.names().filter((one) => one.startsWith('g'))).size >= 500, 15_000);
  const before = collector.requests;
  await page.evaluate(async () => {
    for (let i = 0; i < 1000; i++) {
      void window.shirube.track(`e${i}`, { i, note: 'ordinary properties of an ordinary event' });
      if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  const arrived = () => new Set(collector.names().filter((one) => one.startsWith('e'))).size;
  await until(() => arrived() >= 1000, 30_000);
  const row = { name, brotli: brotliCompressSync(code).length, evaluation, p50: times[50], p95: times[95], requests: collector.requests - before, arrived: arrived() };
  await context.close();
  await collector.close();
  const staged = await Promise.all(STAGED.map((accident) => stage(accident, browser, 'chromium', prepare).catch(() => ({ lost: NaN, raw: NaN }))));
  rows.push({ ...row, lost: staged.map((one) => one.lost), twice: staged.map((one) => one.raw) });
  const last = rows[rows.length - 1];
  console.log(`${name.padEnd(12)} ${String(last.brotli).padStart(7)} B  eval ${evaluation.toFixed(1).padStart(6)} ms  track p50 ${(last.p50 * 1000).toFixed(0).padStart(5)} µs p95 ${(last.p95 * 1000).toFixed(0).padStart(5)} µs  ${String(last.requests).padStart(5)} requests/1000 (${last.arrived} arrived)  lost ${last.lost.join('/')}  sent twice ${last.twice.join('/')}`);
}
await browser.close();
console.log(`\naccidents, 20 events each: ${STAGED.join(' · ')}`);
