// npm run chaos:collector – the long kill -9 table. CHAOS_ROUNDS (default 10), CHAOS_SEED (default 1), CHAOS_ONLY (lines whose name and
// victim hold this text, for instance "NATS"; default all).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRounds } from './kill.mjs';
import { startNats, startPostgres } from './servers.mjs';

const rounds = Number(process.env.CHAOS_ROUNDS ?? 10);
const seed = Number(process.env.CHAOS_SEED ?? 1);
const only = process.env.CHAOS_ONLY ?? '';
const dir = mkdtempSync(join(tmpdir(), 'shirube-chaos-'));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const [pg, nats] = await Promise.all([startPostgres(), startNats()]);
const rows = [];
const add = async (options) => {
  if (!`${options.name}, ${options.kills ?? 'collector'}`.includes(only)) return;
  const row = await killRounds({ rounds, seed, ...options });
  rows.push(row);
  console.log(
    Object.entries(row)
      .map(([k, v]) => `${k}: ${v}`)
      .join(' · '),
  );
};
try {
  await add({ name: 'embedded store', env: { SHIRUBE_TARGET: 'sqlite', SHIRUBE_DIR: join(dir, 'a') }, victim: ({ kill }) => kill() });
  if (pg)
    await add({ name: 'PostgreSQL', env: { SHIRUBE_TARGET: 'postgres', SHIRUBE_DB: await pg.database() }, victim: ({ kill }) => kill() });
  if (pg?.kill)
    await add({
      name: 'PostgreSQL',
      kills: 'PostgreSQL',
      env: { SHIRUBE_TARGET: 'postgres', SHIRUBE_DB: await pg.database() },
      victim: async () => {
        await pg.kill();
        await pg.restart();
      },
    });
  const worker = async ({ killOther, startOther }) => {
    await wait(4000);
    await killOther();
    await wait(8000);
    await startOther();
  };
  if (pg)
    await add({
      name: 'PostgreSQL, two workers',
      kills: 'a worker',
      env: { SHIRUBE_TARGET: 'postgres', SHIRUBE_DB: await pg.database() },
      beside: { SHIRUBE_ROLE: 'worker' },
      seconds: 6,
      victim: worker,
    });
  if (pg && nats) {
    let node = 0;
    const env = async () => ({ SHIRUBE_TARGET: 'nats', SHIRUBE_NATS: nats.servers.join(','), SHIRUBE_DB: await pg.database() });
    await add({
      name: 'NATS + PostgreSQL, two workers',
      kills: 'a worker',
      env: await env(),
      beside: { SHIRUBE_ROLE: 'worker' },
      seconds: 6,
      victim: worker,
    });
    await add({
      name: 'NATS + PostgreSQL',
      kills: 'a stream node',
      env: await env(),
      victim: async () => {
        const victim = node++ % 3;
        await nats.kill(victim);
        await wait(1500);
        nats.restart(victim);
        await wait(1500);
      },
    });
  }
} finally {
  await Promise.all([pg?.stop(), nats?.stop()]);
  rmSync(dir, { recursive: true, force: true });
}
const bad = rows.filter(
  (row) =>
    row.lost ||
    row['stored twice'] ||
    row['effects twice'] ||
    row['states stepped wrongly'] ||
    row['mails delivered twice'] ||
    row['onboarding mails'] !== row.people,
);
console.log(
  bad.length ? `${bad.length} of ${rows.length} lines are wrong.` : `All ${rows.length} lines are right: nothing lost, nothing twice.`,
);
process.exit(bad.length ? 1 : 0);
