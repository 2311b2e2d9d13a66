// Compares the tour with driver.js, shepherd.js, intro.js and react-joyride, and with a 20-line popover, interleaved in one run.
//   npm run bench:ui            five rounds;  npm run bench:ui -- 2   two
// The peers live in test/bench/peers with a package.json of their own: `npm install --prefix test/bench/peers --ignore-scripts` first.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../../..');
const peers = here('../peers/node_modules');
const rounds = Number(process.argv[2] ?? 5);
if (!existsSync(join(peers, 'driver.js'))) {
  console.error('The other libraries are not installed. Type: npm install --prefix test/bench/peers --ignore-scripts');
  process.exit(1);
}
const names = ['empty', 'vanilla', 'shirube', 'driver', 'shepherd', 'intro', 'joyride'].filter(
  (name) => !process.env.BENCH_ONLY || `empty,${process.env.BENCH_ONLY}`.split(',').includes(name),
);
const dir = mkdtempSync(join(tmpdir(), 'bench-ui-'));
const alias = [
  { find: /^@shirube\/engine$/, replacement: join(root, 'packages/engine/src/index.ts') },
  ...['driver.js', 'shepherd.js', 'intro.js', 'react', 'react-dom', 'react-joyride'].map((name) => ({
    find: new RegExp(`^${name.replace('.', '\\.')}(/.*)?$`),
    replacement: `${join(peers, name)}$1`,
  })),
];
const bundle = (name, input, out) =>
  build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias },
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      cssCodeSplit: false,
      rollupOptions: {
        input: { [name]: input },
        preserveEntrySignatures: 'exports-only',
        treeshake: { moduleSideEffects: (id) => !id.includes('/packages/engine/') },
        output: { entryFileNames: '[name].js', chunkFileNames: `${name}-[name].js`, assetFileNames: `${name}[extname]` },
      },
    },
  });
for (const name of names) await bundle(name, here(`adapters/${name}.js`), dir);
// Ours as it is shipped: the same run of rollup as the release.
const { rollup } = await import('rollup');
const { browserPlugins } = await import('../../../packages/rollup.shared.mjs');
const { uiOptions } = await import('../../../packages/browser/chunks.mjs');
const options = uiOptions({
  input: { ui: join(root, 'packages/browser/src/ui/index.ts') },
  plugins: browserPlugins(),
  onwarn() {},
  output: { dir: join(dir, 'dist'), format: 'es', chunkFileNames: '[name].js', hoistTransitiveImports: false },
});
await (await rollup(options)).write(options.output);

// Bytes: for us the two chunks of a tour; for the others their bundle (with React where it is needed) and style sheet.
const br = (file) => (existsSync(file) ? brotliCompressSync(readFileSync(file)).length : 0);
const filesOf = (name) =>
  (name === 'shirube' ? ['dist/ui.js', 'dist/card.js'] : [`${name}.js`, `${name}.css`]).map((file) => join(dir, file));
const bytes = Object.fromEntries(names.map((name) => [name, filesOf(name).reduce((sum, file) => sum + br(file), 0)]));

const rows = Array.from({ length: 500 }, (_, i) => `<div class="r"><span>Row ${i}</span><b>${i * 7}</b><i>x</i></div>`).join('');
const html = (
  name,
) => `<!doctype html><meta charset=utf-8><title>bench</title>${existsSync(join(dir, `${name}.css`)) ? `<link rel=stylesheet href=/${name}.css>` : ''}
<style>body{margin:0;font:14px sans-serif}.r{display:inline-block;width:90px}#scroller{height:420px;width:700px;overflow:auto;border:1px solid;margin:30px}</style>
<div id=push style="height:0"></div><div id=scroller><div style="height:180px"></div><button id=a style="margin-left:200px">Target A</button><div style="height:60px"></div><button id=b style="margin-left:320px">Target B</button><div style="height:70px"></div><button id=c>Target C</button><div style="height:2000px"></div></div>${rows}<script src=/page.js></script>`;
writeFileSync(join(dir, 'page.js'), readFileSync(here('page.js')));
const TYPES = { '.js': 'text/javascript', '.css': 'text/css' };
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://x');
  const file = join(dir, pathname);
  if (pathname.startsWith('/on/')) response.writeHead(200, { 'content-type': 'text/html' }).end(html(pathname.slice(4)));
  else if (existsSync(file) && extname(file))
    response
      .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'cache-control': 'max-age=600' })
      .end(readFileSync(file));
  else response.writeHead(404).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

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

/**
 * Layouts and style passes that a script forces: those that run inside of a call of a script, instead of once per frame after all scripts.
 * The measuring page reads nothing meanwhile.
 */
async function forcedIn(page, what) {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.stack', 'v8'],
  });
  await what();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const scripts = traceEvents.filter(
    ({ ph, name }) => ph === 'X' && ['FunctionCall', 'EvaluateScript', 'RunMicrotasks', 'v8.callFunction'].includes(name),
  );
  const inScript = ({ tid, pid, ts }) => scripts.some((s) => s.tid === tid && s.pid === pid && s.ts <= ts && ts < s.ts + s.dur);
  const forced = (kind) => traceEvents.filter(({ ph, name, ...at }) => name === kind && (ph === 'X' || ph === 'B') && inScript(at));
  if (process.env.BENCH_TRACE) report(traceEvents, [...forced('Layout'), ...forced('UpdateLayoutTree')]);
  return { layouts: forced('Layout').length, styles: forced('UpdateLayoutTree').length };
}
const metrics = async (cdp) =>
  Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
const used = (m) => m.TaskDuration * 1000;
/**
 * Kilobytes when all that nobody holds any more is gone: in use altogether, and of that what a page itself holds, without the code that the engine
 * has compiled and what it has learnt about it. What is freed late (observers, caches) needs more than one collection.
 */
async function held(page, cdp) {
  for (let i = 0; i < 4; i++) {
    await page.waitForTimeout(100);
    await cdp.send('HeapProfiler.collectGarbage');
  }
  const used = (await metrics(cdp)).JSHeapUsedSize / 1024;
  const parts = [];
  const take = ({ chunk }) => void parts.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  const {
    snapshot: {
      meta: {
        node_fields: fields,
        node_types: [types],
      },
    },
    nodes,
    strings,
  } = JSON.parse(parts.join(''));
  const size = fields.indexOf('self_size');
  let own = 0;
  for (let i = 0; i < nodes.length; i += fields.length) {
    const type = types[nodes[i]];
    // Timings of slow frames are the browser's own, and come with a busy machine.
    if (type !== 'code' && type !== 'object shape' && !(type === 'native' && /Timing|Performance|system \//.test(strings[nodes[i + 1]])))
      own += nodes[i + size];
  }
  return { used, own: own / 1024 };
}
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
const busy = (m) => (m.ScriptDuration + m.LayoutDuration + m.RecalcStyleDuration) * 1000;

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

/** Where the time goes, and who forces what: for those who profile (BENCH_TRACE=1). */
function report(events, forcedEvents) {
  const sums = {};
  for (const { ph, name, dur = 0 } of events) if (ph === 'X' && dur > 0) sums[name] = (sums[name] ?? 0) + dur / 1000;
  console.error(
    Object.entries(sums)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 28)
      .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
      .join(' · '),
  );
  const main = events.find(({ name }) => name === 'Layout')?.tid;
  for (const { name, tdur = 0, args } of events
    .filter(({ ph, tid, name, tdur = 0 }) => ph === 'X' && tid === main && tdur > 250 && !/RunTask|ThreadController|ThreadPool/.test(name))
    .sort((a, b) => a.ts - b.ts)
    .slice(0, 60))
    console.error(
      '  ',
      name,
      (tdur / 1000).toFixed(2),
      JSON.stringify({ n: args.elementCount, dirty: args.beginData?.dirtyObjects, f: args.data?.functionName }),
    );
  for (const { name, dur, args } of forcedEvents)
    console.error(
      '  forced',
      name,
      dur,
      JSON.stringify(
        [args.beginData?.stackTrace ?? args.data?.stackTrace ?? []]
          .flat()
          .slice(0, 5)
          .map((f) => `${f.functionName}:${f.lineNumber}:${f.columnNumber}`),
      ),
    );
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
      : await forcedIn(page, async () => {
          await page.evaluate((s) => {
            setTimeout(() => window.lib.start(s));
          }, steps);
          await page.waitForTimeout(1200);
        });
  if (name !== 'empty') await page.evaluate(() => window.lib.next());
  await page.waitForTimeout(800);
  const scrolling = await forcedIn(page, () => page.evaluate(() => window.scrollOnly(60)));
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
  server.close();
  rmSync(dir, { recursive: true, force: true });
}
const median = (list = []) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const emptyFrame = median(results.empty.frame);
const emptyLoad = median(results.empty.load);
const cell = (value, digits = 1) => (value === undefined ? '–' : value.toFixed(digits));
const least = (list = []) => (list.length ? Math.min(...list) : undefined);
const both = (list, digits = 1, minus = 0) =>
  list?.length ? `${cell(median(list) - minus, digits)} (${cell(least(list) - minus, digits)})` : '–';
const forced = (what) => (what ? `${what.layouts} + ${what.styles}` : '–');
console.log(`Medians of ${rounds} interleaved rounds, the least in brackets; busy machines make all of them slower: read the ratios.\n`);
console.log(`Loading: script evaluation, under 4x throttling (which adds up to 1 ms by chance: it stops a thread for so long each time) and without, and all that the main thread does for it
(asking for the files, compiling, starting), above an empty module. First painted: handed over by
the main thread, which is all that a page can know of it; drawn: until the compositor had drawn that frame. Bytes: what must be there until a first step is painted. Between loading and the call all have ${IDLE} ms in which the page is idle; what a library makes of
them (ours lays out a card that nobody sees) is in "main thread before the call", together with loading, evaluating and the empty time of the page itself. Heap: after four
collections each time; compiled code and what the engine learns about it grows for a while with anything that runs often, and stays. A host would grow by the rest.\n`);
console.log(
  '| | bytes, brotli | evaluate, 4x slow CPU ms | evaluate ms | main thread while loading ms | first painted ms | the same, drawn ms | main thread until painted, its own time ms | main thread before the call ms | settled ms | main thread to open and watch ms | next step settled ms | per scrolled frame ms above an empty page | stray while scrolling px | stray after a shift px | heap, 10th to 110th time kB: all · without compiled code | heap, 110th to 410th | forced layouts + style passes, opening | the same, 60 scrolled frames |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|');
for (const name of names.slice(1)) {
  const r = results[name];
  console.log(
    `| ${name} | ${bytes[name]} | ${both(r.evaluateSlow)} | ${both(r.evaluate, 2)} | ${both(r.load, 1, emptyLoad)} | ${both(r.first)} | ${both(r.drawn)} | ${both(r.opening)} | ${both(r.before)} | ${both(r.settled)} | ${both(r.cpu)} | ${both(r.next)} | ${both(r.frame, 2, emptyFrame)} | ${cell(median(r.stray))} | ${cell(median(r.shift))} | ${cell(median(r.heap), 0)} · ${cell(median(r.heapOwn), 0)} | ${cell(median(r.heapLonger), 0)} · ${cell(median(r.heapLongerOwn), 0)} | ${forced(r.forced?.opening)} | ${forced(r.forced?.scrolling)} |`,
  );
}
mkdirSync(join(root, 'test-results'), { recursive: true });
writeFileSync(join(root, 'test-results/bench-ui.json'), JSON.stringify({ rounds, bytes, results }, null, 1));
process.exit(0);
