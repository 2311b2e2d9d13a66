// Compares the tour with driver.js, shepherd.js, intro.js and react-joyride, and with a 20-line popover, interleaved in one run.
//   npm run bench:ui            five rounds;  npm run bench:ui -- 2   two
// The peers live in test/bench/peers with a package.json of their own: `npm install --prefix test/bench/peers --ignore-scripts` first.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { busy, forcedIn, held, metrics, used } from './readings.mjs';
import { peers, serveSite } from './site.mjs';
import { printTable } from './table.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
if (!existsSync(join(peers, 'driver.js'))) {
  console.error('The other libraries are not installed. Type: npm install --prefix test/bench/peers --ignore-scripts');
  process.exit(1);
}
const names = ['empty', 'vanilla', 'shirube', 'driver', 'shepherd', 'intro', 'joyride'].filter(
  (name) => !process.env.BENCH_ONLY || `empty,${process.env.BENCH_ONLY}`.split(',').includes(name),
);
const { origin, bytes, close } = await serveSite(names);
const { module } = await runnerImport(here('../../helpers/browsers.ts'), { configFile: false, logLevel: 'error' });
const browser = await module.launch('chromium', { args: ['--js-flags=--expose-gc', '--enable-precise-memory-info'] });
/** Between loading and the call, milliseconds in which nothing happens: for all of them alike. */
const IDLE = 300;
const steps = [
  ['#a', 'First'],
  ['#b', 'Second'],
  ['#c', 'Third'],
].map(([target, title]) => ({ target, title, text: `${title}: a sentence that explains what is here.` }));
const results = Object.fromEntries(names.map((name) => [name, {}]));
const note = (name, key, value) => {
  if (value !== undefined && Number.isFinite(value)) (results[name][key] ??= []).push(value);
};

/** Loads a library until it can be called; says what its scripts took for that, and the main thread altogether. */
async function load(page, name, cdp) {
  const ours = name === 'shirube';
  // What stands in for the host in our tests is there before, as the host is.
  if (ours) await page.evaluate(`import('/${name}.js').then((lib) => { window.lib = lib; })`);
  const before = cdp && (await metrics(cdp));
  // Asked for by the evaluated line itself: the browser looks up who asks, and reads longer scripts anew for that.
  await page.evaluate(
    ours
      ? `Promise.all([import('/dist/ui.js'), import('/dist/card.js')]).then((found) => { window.found = found; })`
      : `import('/${name}.js').then((lib) => { window.lib = lib; })`,
  );
  // A call of its own: what runs after an await is in no count of the browser's.
  await page.evaluate(() => void window.lib.prepare?.(window.found));
  const after = cdp && (await metrics(cdp));
  return cdp && { script: (after.ScriptDuration - before.ScriptDuration) * 1000, all: used(after) - used(before) };
}
async function measure(name) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  // Time that the thread itself used, so that other work on the machine counts less.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${origin}/on/${name}`);
  // Once into the cache, so that only evaluation is measured.
  await page.evaluate(
    `Promise.all(['/${name}.js', ${name === 'shirube' ? "'/dist/ui.js', '/dist/card.js'" : ''}].map((url) => fetch(url).then((r) => r.text())))`,
  );
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  note(name, 'evaluateSlow', (await load(page, name, cdp)).script);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.waitForTimeout(IDLE);
  if (name !== 'empty') {
    // The first opening of a page pays for everything; the second is what a person feels later. The first is what counts here.
    const idle = await metrics(cdp);
    const open = await page.evaluate((s) => window.openAndWatch(window.lib, () => window.lib.start(s), 'First'), steps);
    note(name, 'first', open.first);
    note(name, 'settled', open.settled);
    note(name, 'cpu', busy(await metrics(cdp)) - busy(idle));
    const next = await page.evaluate(() => window.openAndWatch(window.lib, () => window.lib.next(), 'Second'));
    note(name, 'next', next.settled);
  }
  const quiet = await metrics(cdp);
  const frames = 120;
  note(name, 'stray', await page.evaluate(([n]) => window.scrollAndWatch(window.lib, n, '#b'), [frames]));
  note(name, 'frame', (busy(await metrics(cdp)) - busy(quiet)) / frames);
  if (name === 'empty') return void (await context.close());
  note(name, 'shift', await page.evaluate(() => window.shiftAndWatch(window.lib, '#b')));
  await page.evaluate(() => window.lib.stop());
  const cycle = (n) =>
    page.evaluate(
      async ([s, times]) => {
        for (let i = 0; i < times; i++) {
          window.lib.start(s);
          for (let k = 0; k < 60 && !window.lib.popover(); k++) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          window.lib.stop();
          await new Promise(requestAnimationFrame);
        }
      },
      [steps, n],
    );
  // The engine keeps the texts of numbers in a table that grows once, in any page.
  await page.evaluate(() => {
    for (let i = 0; i < 200_000; i++) String(i);
  });
  // Warm first: what is compiled and learnt at the first openings is no leak. Then what a hundred more leave behind, and three hundred more.
  await cycle(10);
  const warm = await held(page, cdp);
  await cycle(100);
  const hundred = await held(page, cdp);
  await cycle(300);
  const more = await held(page, cdp);
  note(name, 'heap', hundred.used - warm.used);
  note(name, 'heapOwn', hundred.own - warm.own);
  note(name, 'heapLonger', more.used - hundred.used);
  note(name, 'heapLongerOwn', more.own - hundred.own);
  await context.close();
}

/** What the main thread does from the call until it was painted, and nothing else: each opening in a page of its own. */
async function measureOpening(name) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${origin}/on/${name}`);
  const fresh = used(await metrics(cdp));
  const loading = await load(page, name, cdp);
  note(name, 'evaluate', loading.script);
  note(name, 'load', loading.all);
  await page.waitForTimeout(IDLE);
  const idle = used(await metrics(cdp));
  note(name, 'before', idle - fresh);
  if (name !== 'empty') await page.evaluate((s) => window.openOnly(window.lib, s), steps);
  note(name, 'opening', used(await metrics(cdp)) - idle);
  await context.close();
}

/**
 * Until the frame in which it can be seen first is drawn: what the page itself cannot know, and what a person waits for. Where frames follow each other
 * quickly it may be the one before, so that those with animations look better by one frame at most.
 */
async function measureDrawn(name) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${origin}/on/${name}`);
  await load(page, name);
  await page.waitForTimeout(IDLE);
  await browser.startTracing(page, {
    categories: ['blink.user_timing', 'devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame', 'cc'],
  });
  await page.evaluate((s) => window.openMarked(window.lib, s, 'First'), steps);
  await page.waitForTimeout(150);
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  traceEvents.sort((a, b) => a.ts - b.ts);
  const call = traceEvents.find(({ name }) => name === 'bench-call');
  const frame = traceEvents.findLast(({ name }) => name === 'bench-frame');
  const after = (what, from) => from && traceEvents.find(({ name, ts, pid }) => name === what && ts > from.ts && pid === call.pid);
  const drawn = after('DrawFrame', after('ActivateLayerTree', frame));
  if (drawn) note(name, 'drawn', (drawn.ts - call.ts) / 1000);
  await context.close();
}

/** Traced apart, because tracing slows everything down. */
async function measureForced(name) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${origin}/on/${name}`);
  await load(page, name);
  await page.waitForTimeout(300);
  const opening =
    name === 'empty'
      ? undefined
      : await forcedIn(browser, page, async () => {
          await page.evaluate((s) => {
            setTimeout(() => window.lib.start(s));
          }, steps);
          await page.waitForTimeout(1200);
        });
  if (name !== 'empty') await page.evaluate(() => window.lib.next());
  await page.waitForTimeout(800);
  const scrolling = await forcedIn(browser, page, () => page.evaluate(() => window.scrollOnly(60)));
  results[name].forced = { opening, scrolling };
  await context.close();
}

try {
  for (const name of names) await measureForced(name).catch((error) => console.error(`${name}: ${String(error).split('\n')[0]}`));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      try {
        await measure(name);
        for (let i = 0; i < 3; i++) {
          await measureOpening(name);
          if (name !== 'empty') await measureDrawn(name);
        }
      } catch (error) {
        console.error(`${name}: ${String(error).split('\n')[0]}`);
      }
    }
    console.error(`round ${round + 1} of ${rounds}`);
  }
} finally {
  await browser.close();
  close();
}
printTable({ names, results, bytes, rounds, idle: IDLE });
mkdirSync(here('../../../test-results'), { recursive: true });
writeFileSync(here('../../../test-results/bench-ui.json'), JSON.stringify({ rounds, bytes, results }, null, 1));
process.exit(0);
