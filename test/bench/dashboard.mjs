// How fast the dashboard's pages answer over a million events: `node test/bench/dashboard.mjs [events] [users]` after `npm run build`.
// The store is filled directly with rows as the flow worker writes them (sending a million events would measure the intake instead);
// then every address of the API is asked seven times over HTTP, and the median and the first are printed: an answer that looks at very many rows is kept for a moment, so the first one is
// what a person waits for who is the first to open that page in a while.
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
  const batch = ['login', 'invoice_created', 'invoice_sent'].map((event, i) => ({ messageId: `seed-${i}`, type: 'track', event, userId: 'seed', context: { accountId: 'acct-seed' }, timestamp: new Date(now - DAY + i * 1000).toISOString() }));
  await fetch(`${address}/v1/batch`, { method: 'POST', body: JSON.stringify({ writeKey: 'pk_bench', batch }), headers: { 'content-type': 'application/json' } });
  await first.settle();
  await first.close();

  const started = performance.now();
  fill(join(dataDir, 'shirube.db'), { events: EVENTS, users: USERS, accounts: ACCOUNTS, now, config });
  console.log(`${EVENTS.toLocaleString('en')} events of ${USERS.toLocaleString('en')} users in ${ACCOUNTS.toLocaleString('en')} accounts: ${Math.round(statSync(join(dataDir, 'shirube.db')).size / 1e6)} MB, written in ${Math.round((performance.now() - started) / 1000)} s`);
}

try {
  if (!filled) await prepare();
  const collector = await createCollector({ ...options, manual: true });
  const to = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  const cookie = (await fetch(`${to}/auth/demo`, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = async (path) => {
    const [from, cpu] = [performance.now(), process.cpuUsage()];
    const reply = await fetch(`${to}/api${path}`, { headers: { cookie } });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text.slice(0, 200)}`);
    const { user, system } = process.cpuUsage(cpu);
    return { wall: performance.now() - from, cpu: (user + system) / 1000 };
  };
  const told = ({ wall, cpu }) => `${Math.round(wall)} ms (${Math.round(cpu)} ms of CPU)`;
  console.log(`first look (all accounts are scored once): ${told(await ask('/accounts'))}\n`);
  const paths = [
    '/today', '/accounts', '/accounts?level=poor&sort=-mrr', '/accounts/acct-7', '/accounts/acct-7/timeline', '/users', '/users?q=user-1234', '/users?segment=settings-incomplete', '/users/acct-7/user-7', '/users/acct-7/user-7/timeline', '/milestones', '/flows',
    '/flows/onboarding', '/flows/settings/people?step=managed', '/content', '/content/tutorial', '/videos', '/videos/v2', '/segments', '/nps', '/kpis', '/cohorts', '/cohorts?by=month', '/gaps', '/mails', '/tasks', '/events/recent',
  ];
  let slow = 0;
  console.log(`load ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores; milliseconds`);
  console.log('page                                         median   (CPU)    first   (CPU)');
  for (const path of paths) {
    const times = [];
    for (let i = 0; i < 7; i++) times.push(await ask(path));
    const [first] = times;
    const middle = (key) => times.map((t) => t[key]).sort((x, y) => x - y)[3];
    if (middle('wall') >= GOAL) slow++;
    const cell = (n) => String(Math.round(n)).padStart(8);
    console.log(`${path.padEnd(42)} ${cell(middle('wall'))}${cell(middle('cpu'))} ${cell(first.wall)}${cell(first.cpu)}${middle('wall') >= GOAL ? '  *' : ''}`);
  }
  console.log(slow ? `\n${slow} pages take ${GOAL} ms or more (*)` : `\nEvery page answers in under ${GOAL} ms.`);
  await collector.close();
  process.exitCode = slow ? 1 : 0;
} finally {
  if (!kept) rmSync(dataDir, { recursive: true, force: true });
}
