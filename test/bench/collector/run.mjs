// npm run bench:collector – accepted events per second, latency and CPU of each store, beside a server that only parses.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../collector/servers.mjs';
import { curve } from './growth.mjs';
import { load, template } from './load.mjs';
import { start } from './start.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 6);
const only = process.env.BENCH_ONLY?.split(',');
const round = (n, digits = 0) => Number(n.toFixed(digits));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (row) =>
  console.log(
    Object.entries(row)
      .map(([k, v]) => `${k} ${v}`)
      .join(' · '),
  );

const shape = { key: 'pk_bench', host: '127.0.0.1', now: Date.now(), users: 2_000, accounts: 200 };

async function settled(target, from = performance.now()) {
  while ((await target.ask('left')).inbox) await wait(50);
  return (performance.now() - from) / 1000;
}

async function measure(name, env) {
  const target = await start({ SHIRUBE_TARGET: name, ...env });
  const { make, events, bytes } = template(shape);
  // Everybody has been there before: what is measured is an ordinary day, not the first.
  const warm = await load({ port: target.port, make, seconds: 120, count: shape.users });
  if (name !== 'bare') await settled(target);
  const before = await target.ask('cpu');
  const began = performance.now();
  const peak = await load({ port: target.port, make, first: warm.next, seconds });
  const mid = await target.ask('cpu');
  const drained = name === 'bare' ? seconds : await settled(target, began);
  const after = await target.ask('cpu');
  const half = await load({ port: target.port, make, first: peak.next, seconds, rate: peak.perSecond / 2 });
  if (name !== 'bare') await settled(target);
  const state = name === 'bare' ? {} : await target.ask('state');
  const acknowledged = (warm.batches + peak.batches + half.batches) * events;
  const sent = peak.batches * events;
  const row = {
    target: name,
    'accepted/s': round(peak.perSecond * events),
    'stored and stepped/s': name === 'bare' ? '–' : round(sent / drained),
    'p50 ms': round(peak.p50, 1),
    'p99 ms': round(peak.p99, 1),
    'half peak p50': round(half.p50, 1),
    'half peak p99': round(half.p99, 1),
    'CPU ms/1000 accepted': round(((mid.cpu - before.cpu) * 1e6) / sent),
    'CPU ms/1000 with everything': round(((after.cpu - before.cpu) * 1e6) / sent),
    'RSS MB': round(after.rss / 1e6),
    'batch bytes': bytes,
  };
  await target.stop();
  if (name !== 'bare' && state.events < acknowledged) throw new Error(`${name}: ${acknowledged} acknowledged, ${state.events} stored`);
  return row;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = (name) => !only || only.includes(name);
  console.log(
    `${cpus().length} cores, Node ${process.version}, load ${loadavg()
      .map((n) => n.toFixed(1))
      .join(' ')}, ${seconds} s per run, batches of 20 events\n`,
  );
  const dir = mkdtempSync(join(tmpdir(), 'shirube-bench-'));
  const rows = [];
  const add = async (row) => {
    rows.push(await row);
    say(rows.at(-1));
  };
  let pg;
  try {
    if (only?.join() !== 'growth') await add(measure('bare', {}));
    if (wanted('sqlite')) await add(measure('sqlite', { SHIRUBE_DIR: join(dir, 'a') }));
    if (wanted('postgres') && (pg = await startPostgres())) await add(measure('postgres', { SHIRUBE_DB: await pg.database() }));
    const bare = rows[0]?.['accepted/s'];
    for (const row of rows.slice(1))
      console.log(
        `${row.target}: ${round((100 * row['accepted/s']) / bare)} % of the bare parser's rate accepted, ${row['stored and stepped/s'] === '–' ? '' : `${round((100 * row['stored and stepped/s']) / bare)} % stored and stepped`}`,
      );
    if (wanted('growth')) {
      console.log('\nCost per event, by people stored (embedded store): the same batches at each size, least of the rounds');
      for await (const row of curve(await start({ SHIRUBE_TARGET: 'sqlite', SHIRUBE_DIR: join(dir, 'b') }), { shape, settled })) say(row);
    }
  } finally {
    await pg?.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
