// How fast the dashboard's pages answer over a million events: `node test/bench/dashboard.mjs [events] [users]` after `npm run build`.
// The store is filled directly with rows as the flow worker writes them (sending a million events would measure the intake instead).
// Every address is asked as the dashboard asks it: once with nothing computed (the collector does that by itself, in the background,
// seconds after a start), then for the first time after a restart, then again and again, then once after something new was applied.
// From the restart on every answer must come in under 300 ms; one that is older than the store says so (x-shirube-stale).
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const EVENTS = Number(process.argv[2] ?? 1_000_000);
const USERS = Number(process.argv[3] ?? 20_000);
const ACCOUNTS = Math.max(1, Math.round(USERS / 40));
const GOAL = 300;
const DAY = 86_400_000;
const { createCollector } = await import(join(root, 'packages/collector/dist/index.js'));
const { fill } = await import('./dashboard-data.mjs');

// SHIRUBE_BENCH_DATA=folder keeps the store there and takes it up again.
const kept = process.env.SHIRUBE_BENCH_DATA;
const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'shirube-bench-'));
const filled = existsSync(join(dataDir, 'shirube.db'));
const config = JSON.parse(readFileSync(join(root, 'examples/haruiro-billing/shirube.json'), 'utf8'));
const options = { dataDir, config, writeKeys: [{ key: 'pk_bench' }], demoAdmin: true, log: 'error' };
const now = Date.now();

async function prepare() {
  // One person through the front door, so that the schema and a real state are there to copy.
  const first = await createCollector({ ...options, manual: true });
  const address = `http://127.0.0.1:${await first.listen(0, '127.0.0.1')}`;
  const batch = ['login', 'invoice_created', 'invoice_sent'].map((event, i) => ({
    messageId: `seed-${i}`,
    type: 'track',
    event,
    userId: 'seed',
    context: { accountId: 'acct-seed' },
    timestamp: new Date(now - DAY + i * 1000).toISOString(),
  }));
  await fetch(`${address}/v1/batch`, {
    method: 'POST',
    body: JSON.stringify({ writeKey: 'pk_bench', batch }),
    headers: { 'content-type': 'application/json' },
  });
  await first.settle();
  await first.close();

  const started = performance.now();
  fill(join(dataDir, 'shirube.db'), { events: EVENTS, users: USERS, accounts: ACCOUNTS, now, config });
  console.log(
    `${EVENTS.toLocaleString('en')} events of ${USERS.toLocaleString('en')} users in ${ACCOUNTS.toLocaleString('en')} accounts: ${Math.round(statSync(join(dataDir, 'shirube.db')).size / 1e6)} MB, written in ${Math.round((performance.now() - started) / 1000)} s`,
  );
}

const PATHS = [
  '/today',
  '/accounts',
  '/accounts?level=poor&sort=-mrr',
  '/accounts/acct-7',
  '/accounts/acct-7/timeline',
  '/users',
  '/users?q=user-1234',
  '/users?segment=settings-incomplete',
  '/users/acct-7/user-7',
  '/users/acct-7/user-7/timeline',
  '/milestones',
  '/flows',
  '/flows/onboarding',
  '/flows/settings/people?step=managed',
  '/content',
  '/content/tutorial',
  '/videos',
  '/videos/v2',
  '/segments?days=60',
  '/nps',
  '/kpis',
  '/cohorts?by=week',
  '/cohorts?by=month',
  '/gaps',
  '/mails',
  '/tasks',
  '/events/recent',
];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function open() {
  const collector = await createCollector(options);
  const to = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  const cookie = (await fetch(`${to}/auth/demo`, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    collector,
    async ask(path) {
      const [from, cpu] = [performance.now(), process.cpuUsage()];
      const reply = await fetch(`${to}/api${path}`, { headers: { cookie } });
      const text = await reply.text();
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text.slice(0, 200)}`);
      const { user, system } = process.cpuUsage(cpu);
      return { wall: performance.now() - from, cpu: (user + system) / 1000, stale: reply.headers.has('x-shirube-stale') };
    },
    async send(n) {
      const batch = ['login', 'invoice_created'].map((event, i) => ({
        messageId: `new-${now}-${n}-${i}`,
        type: 'track',
        event,
        userId: `user-${7 + n}`,
        context: { accountId: `acct-${7 + n}` },
        timestamp: new Date().toISOString(),
      }));
      await fetch(`${to}/v1/batch`, {
        method: 'POST',
        body: JSON.stringify({ writeKey: 'pk_bench', batch }),
        headers: { 'content-type': 'application/json' },
      });
      await collector.settle();
    },
  };
}

try {
  if (!filled) await prepare();
  // Nothing was computed yet: what the collector does by itself after its first start, asked for here one after the other.
  const cold = await open();
  const rows = [];
  for (const path of PATHS) rows.push({ path, ever: await cold.ask(path) });
  await wait(500);
  await cold.collector.close();

  const { collector, ask, send } = await open();
  // Nobody opens a page in the first second of a process.
  await wait(1000);
  for (const row of rows) row.first = await ask(row.path);
  for (const row of rows) {
    const times = [];
    for (let i = 0; i < 5; i++) times.push(await ask(row.path));
    row.again = times.sort((x, y) => x.wall - y.wall)[2];
  }
  for (const [n, row] of rows.entries()) {
    await send(n);
    row.news = await ask(row.path);
  }
  console.log(
    `\nload ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores; milliseconds (CPU of the whole process); ~ the answer of a moment ago, a newer one follows`,
  );
  console.log('page                                       computed ahead     first after a start   again              after something new');
  let slow = 0;
  for (const { path, ever, first, again, news } of rows) {
    const late = [first, again, news].some(({ wall }) => wall >= GOAL);
    if (late) slow++;
    const cell = ({ wall, cpu, stale }) =>
      `${String(Math.round(wall)).padStart(8)} (${String(Math.round(cpu)).padStart(4)})${stale ? ' ~' : '  '}   `;
    console.log(`${path.padEnd(42)} ${cell(ever)}${cell(first)}${cell(again)}${cell(news)}${late ? '  *' : ''}`);
  }
  console.log(
    slow
      ? `\n${slow} pages took ${GOAL} ms or more at least once (*)`
      : `\nEvery page answers in under ${GOAL} ms, also the first time after a start.`,
  );
  await collector.close();
  process.exitCode = slow ? 1 : 0;
} finally {
  if (!kept) rmSync(dataDir, { recursive: true, force: true });
}
