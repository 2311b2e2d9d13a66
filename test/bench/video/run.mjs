// npm run bench:video: our player and four others, side by side, in one run: bytes, time to the first painted control, and what each one
// says was watched after the same viewing. Peers are installed on first use from their own package.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, runnerImport } from 'vite';
import { VIDEO } from '../../../packages/browser/chunks.mjs';
import { players, watchFor } from './players.mjs';

/** On the page before any video: the bench's stand-in for the script, what loads chunks, and the words of the guidance. */
const THERE = /bench\/video\/shirube\.ts|vite\/(preload|modulepreload)|text\/(strings|url)\.ts|rolldown\/runtime/;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../../..');
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const peers = here('../peers');
if (!existsSync(`${peers}/node_modules/plyr`)) {
  console.log('Installing the other players (once) …');
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'], {
    cwd: peers,
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error('The other players could not be installed. Look at the lines above; npm needs a registry for this benchmark.');
}
const { module: helpers } = await runnerImport(here('../../helpers/browsers.ts'), { root, configFile: false, logLevel: 'error' });

/** Files of one player's page, by address. */
async function page(name, { body, code, entry, control }) {
  const virtual = `${peers}/bench-${name.replace(/\W+/g, '-')}.js`;
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: peers,
    resolve: { alias: [{ find: /^@shirube\/engine$/, replacement: `${root}/packages/engine/src/index.ts` }] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === virtual ? id : undefined),
        load: (id) => (id === virtual ? (code ?? `${watchFor(control)} import '${here(entry)}';`) : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      minify: 'terser',
      cssCodeSplit: false,
      rollupOptions: {
        input: { main: virtual },
        output: {
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [['there', THERE], ...VIDEO].map(([group, test], i) => ({ name: group, test, priority: 9 - i })),
          },
        },
      },
    },
  });
  const files = new Map();
  let main = '';
  let css = '';
  // What the entry needs at once is asked for at once, as peers' single bundles are. What we load later is loaded later.
  const soon = new Set();
  const chunk = (fileName) => built.output.find((file) => file.fileName === fileName);
  const want = (fileName) => {
    if (soon.has(fileName) || !chunk(fileName)) return;
    soon.add(fileName);
    chunk(fileName).imports.forEach(want);
  };
  for (const file of built.output) if (file.type === 'chunk' && file.isEntry) want(file.fileName);
  for (const file of built.output) {
    const text = file.type === 'chunk' ? file.code : file.source;
    files.set(`/${file.fileName}`, {
      there: file.name === 'there' || (file.isEntry && !code),
      text,
      type: file.fileName.endsWith('.css') ? 'text/css' : 'text/javascript',
    });
    if (file.isEntry) main = file.fileName;
    if (file.fileName.endsWith('.css')) css = file.fileName;
  }
  if (name === 'Plyr')
    files.set('/plyr.svg', { text: readFileSync(`${peers}/node_modules/plyr/dist/plyr.svg`, 'utf8'), type: 'image/svg+xml' });
  files.set('/', {
    text: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>${css ? `<link rel="stylesheet" href="/${css}">` : ''}${soon.size > 1 ? [...soon].map((file) => `<link rel="modulepreload" href="/${file}">`).join('') : ''}</head><body>${body}<script type="module" src="/${main}"></script></body></html>`,
    type: 'text/html',
  });
  for (const file of files.values()) file.br = brotliCompressSync(Buffer.from(file.text));
  return files;
}

const clip = readFileSync(here('../../fixtures/clip-30s.webm'));
let files = new Map();
let asked = [];
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  if (path === '/clip.webm') {
    const [, a, b] = /bytes=(\d*)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const from = Number(a || 0);
    const to = b ? Math.min(Number(b), clip.length - 1) : clip.length - 1;
    response.writeHead(206, {
      'content-type': 'video/webm',
      'accept-ranges': 'bytes',
      'content-length': to - from + 1,
      'content-range': `bytes ${from}-${to}/${clip.length}`,
    });
    return response.end(clip.subarray(from, to + 1));
  }
  const file = files.get(path);
  if (!file) return response.writeHead(404).end();
  asked.push(path);
  response
    .writeHead(200, { 'content-type': `${file.type}; charset=utf-8`, 'content-encoding': 'br', 'cache-control': 'no-store' })
    .end(file.br);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await helpers.launch('chromium', { args: ['--autoplay-policy=no-user-gesture-required'] });
const pages = {};
for (const [name, player] of Object.entries(players)) pages[name] = await page(name, player);

/** Loads the page afresh and waits for its control. */
async function load(context, name) {
  files = pages[name];
  asked = [];
  const tab = await context.newPage();
  await tab.route(
    (to) => !to.href.startsWith(url) && !to.protocol.startsWith('blob') && !to.protocol.startsWith('data'),
    (route) => route.abort(),
  );
  await tab.goto(url);
  for (let i = 0; i < 200 && !(await tab.evaluate(() => window.controlAt)); i++) await tab.waitForTimeout(25);
  return tab;
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** The same viewing for everybody: seek while playing, watch something twice, double speed, a hidden page. Returns the truth. */
const viewing = async () => {
  const find = (node) =>
    node.querySelector('video') ?? [...node.querySelectorAll('*')].map((el) => el.shadowRoot && find(el.shadowRoot)).find(Boolean);
  const v = find(document);
  v.muted = true;
  const until = (test) =>
    new Promise((resolve) => {
      const look = () => (test() ? resolve() : setTimeout(look, 4));
      look();
    });
  const pieces = [];
  let [from, at, wall, hidden] = [0, 0, 0, 0];
  const begin = () => ([from, at] = [v.currentTime, performance.now()]);
  const end = (dark) => {
    pieces.push([from, v.currentTime]);
    const ms = performance.now() - at;
    wall += ms;
    if (dark) hidden += ms;
  };
  const jump = async (t) => {
    end();
    v.currentTime = t;
    await new Promise((r) => v.addEventListener('seeked', r, { once: true }));
    begin();
  };
  const hide = (is) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (is ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  await v.play();
  begin();
  await until(() => v.currentTime >= 3);
  await jump(15);
  await until(() => v.currentTime >= 18);
  await jump(16);
  await until(() => v.currentTime >= 18);
  v.playbackRate = 2;
  await until(() => v.currentTime >= 22);
  v.playbackRate = 1;
  end();
  begin();
  hide(true);
  await until(() => v.currentTime >= 24);
  end(true);
  hide(false);
  begin();
  await until(() => v.currentTime >= 25);
  end();
  v.pause();
  await new Promise((r) => setTimeout(r, 300));
  return { pieces, played: pieces.reduce((s, [a, b]) => s + b - a, 0), wall: wall / 1000, visible: (wall - hidden) / 1000 };
};
const union = (pieces) => {
  let [sum, last] = [0, -1];
  for (const [a, b] of [...pieces].sort((x, y) => x[0] - y[0])) {
    sum += Math.max(0, b - Math.max(a, last));
    last = Math.max(last, b);
  }
  return sum;
};

const ours = (name) => name.startsWith('Shirube');
const rows = [];
const times = Object.fromEntries(Object.keys(players).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++)
  for (const name of Object.keys(players)) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    const tab = await load(context, name);
    times[name].push(await tab.evaluate(() => window.controlAt));
    await context.close();
  }
for (const name of Object.keys(players)) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const tab = await load(context, name);
  await tab.waitForTimeout(600);
  // Asked for before the control was there to be painted.
  const early = await tab.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((r) => r.startTime <= window.foundAt)
      .map((r) => new URL(r.name).pathname),
  );
  const weigh = (list) =>
    [...new Set(list)]
      .filter((path) => path !== '/' && !(ours(name) && pages[name].get(path)?.there))
      .reduce((sum, path) => sum + (pages[name].get(path)?.br.length ?? 0), 0);
  // Our engine is loaded a second after the control, for the viewing; everybody else's later files are theirs.
  const bytes = ours(name) ? weigh(early) : weigh(asked);
  const all = weigh(asked);
  if (process.env.BENCH_VERBOSE)
    console.log(
      name,
      early,
      [...new Set(asked)].map((path) => `${path} ${pages[name].get(path).br.length}`),
    );
  if (players[name].still) {
    rows.push({ name, bytes, all, ms: times[name] });
    await context.close();
    continue;
  }
  const first = await tab.evaluate(viewing);
  const figures = await tab.evaluate(() => window.figures());
  await tab.reload();
  for (let i = 0; i < 200 && !(await tab.evaluate(() => window.controlAt)); i++) await tab.waitForTimeout(25);
  await tab.waitForTimeout(500);
  const after = await tab.evaluate(() => window.figures());
  rows.push({ name, bytes, all, ms: times[name], truth: { coverage: union(first.pieces), ...first }, figures, after });
  await context.close();
}
await browser.close();
server.close();

const s = (n) => (n === null || n === undefined ? 'none' : n.toFixed(2));
const right = (n, truth, by = 0.3) =>
  n === null || n === undefined ? 'none' : `${n.toFixed(2)} (${Math.abs(n - truth) <= by ? 'right' : `off by ${(n - truth).toFixed(2)}`})`;
const least = Math.min(...rows.filter((r) => !ours(r.name)).map((r) => r.bytes));
const fastest = Math.min(...rows.filter((r) => !ours(r.name)).map((r) => median(r.ms)));
const paint = ({ ms }) => `${median(ms).toFixed(0)} (${Math.min(...ms).toFixed(0)})`;
const out = [
  `Chromium, ${ROUNDS} fresh loads each, one player after the other in turn. Bytes are brotli, scripts, styles and icons together: what was asked for before the first control was painted, and everything before the first play. Ours include preact where it is used, not what is on the page before any video: shirube.js, the guide, and the guidance's words.`,
  '',
  '| player | bytes to the first control | share of the smallest peer | bytes in all | ms to the first painted control: median (least) |',
  '|---|---:|---:|---:|---:|',
  ...rows.map((row) => `| ${row.name} | ${row.bytes} | ${(row.bytes / least).toFixed(2)} | ${row.all} | ${paint(row)} |`),
  '',
  `A tenth of the smallest peer would be ${Math.floor(least / 10)} bytes; the fastest peer's median is ${fastest.toFixed(0)} ms.`,
  '',
  '| player | covered, s (truth) | played with re-watching, s (truth) | wall, s (truth) | visible, s (truth) | covered after a reload, s |',
  '|---|---|---|---|---|---|',
  ...rows
    .filter((r) => r.truth)
    .map(
      ({ name, truth, figures, after }) =>
        `| ${name} | ${right(figures.coverage, truth.coverage)}; ${s(truth.coverage)} | ${right(figures.played, truth.played, 0.5)}; ${s(truth.played)} | ${right(figures.wall, truth.wall, 0.5)}; ${s(truth.wall)} | ${right(figures.visible, truth.visible, 0.5)}; ${s(truth.visible)} | ${after.coverage === null ? 'none' : s(after.coverage)} |`,
    ),
  '',
  'A player without a figure of its own knows the position only: ' +
    rows
      .filter((r) => r.figures?.coverage === null)
      .map((r) => `${r.name} ${s(r.figures.position)} s`)
      .join(', ') +
    ', whatever was skipped.',
];
console.log(out.join('\n'));
mkdirSync(`${root}/test-results`, { recursive: true });
writeFileSync(`${root}/test-results/bench-video.md`, `${out.join('\n')}\n`);
process.exit(0);
