/** A store that an earlier collector has filled is brought up to date at start, and everything goes on from where it stood. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@shirube/engine';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyMigrations, migrations } from '../../packages/collector/src/stores/migrations';
import type { SqlValue, Store } from '../../packages/collector/src/stores/port';
import { PostgresStore } from '../../packages/collector/src/stores/postgres';
import { SqliteStore } from '../../packages/collector/src/stores/sqlite';
import { DAY, rig, START, type Rig } from './helpers';
import { startPostgres } from './servers.mjs';

/** What a collector of schema 8 has written: two accounts, three people, one visitor; it counted what accounts do at each step. */
const [head = '', ...lines] = readFileSync(fileURLToPath(new URL('../fixtures/store-of-schema-8.ndjson', import.meta.url)), 'utf8')
  .trim()
  .split('\n');
const old = JSON.parse(head) as { schema: number; at: number; config: Config };
const rows = lines.map((line) => JSON.parse(line) as { table: string; row: Record<string, SqlValue> });

async function fill(store: Store): Promise<void> {
  await store.tx(async (tx) => {
    await applyMigrations(tx, store.dialect, migrations.slice(0, old.schema));
    for (const { table, row } of rows) await tx.insert(table, [], [row]);
  });
  await store.close();
}

const postgres = await startPostgres({ settings: ['fsync=off'] });
const folder = mkdtempSync(join(tmpdir(), 'shirube-upgrade-'));
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});
const places = [
  {
    name: 'the embedded store',
    async options() {
      await fill(new SqliteStore({ dataDir: folder }));
      return { dataDir: folder };
    },
  },
  ...(postgres
    ? [
        {
          name: 'PostgreSQL',
          async options() {
            const databaseUrl = await postgres.database();
            await fill(new PostgresStore({ databaseUrl, connections: 1 }));
            return { databaseUrl };
          },
        },
      ]
    : []),
];

describe.each(places)('a store of schema 8 with people in it, on $name', ({ options }) => {
  let r: Rig;
  beforeAll(async () => {
    r = await rig({ ...(await options()), config: old.config });
    r.clock.advance(old.at - START);
    await r.collector.settle();
  });
  afterAll(() => r.stop());
  const counts = async (account: string) =>
    Object.fromEntries(
      (
        await r.query<{ name: string; n: number; t: string }>('SELECT name, n, t FROM rollups WHERE account_id = ? AND counted = 1', [
          account,
        ])
      ).map(({ name, n, t }) => [name, [n, JSON.parse(t)]]),
    );
  const inside = (segment: string) =>
    r
      .query<{ user_id: string }>('SELECT user_id FROM segments WHERE segment = ? AND left_at IS NULL ORDER BY user_id', [segment])
      .then((found) => found.map(({ user_id: user }) => user));
  const all = async (table: string) => (await r.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n;
  const before = (table: string) => rows.filter((row) => row.table === table).length;
  const ANY = '@e:invoice_sent';
  const LARGE = '@e:invoice_sent?{"amount":{"gte":100}}';

  test('is at the present schema, and starting on it does nothing a second time', async () => {
    expect(await r.query('SELECT MAX(version) AS version FROM schema_version')).toEqual([{ version: migrations.length }]);
    for (const table of ['events', 'mails', 'milestones', 'users', 'accounts'])
      expect([table, await all(table)]).toEqual([table, before(table)]);
  });

  test('goes on counting an account from all that was there, and lets in whom the new event lets in', async () => {
    expect(await inside('large')).toEqual([]);
    const at = r.clock.now();
    await r.as('ben', 'acme').track('invoice_sent', { amount: 300 });
    expect(await counts('acme')).toEqual({ [ANY]: [4, [at]], [LARGE]: [3, [at]] });
    expect(await inside('large')).toEqual(['ann', 'ben']);
    expect(await inside('busy')).toEqual([]);
  });

  test('gives a visitor of before to the account, whose count grows by what they did', async () => {
    await r.send([
      {
        messageId: 'link',
        type: 'identify',
        userId: 'ann',
        anonymousId: 'device-1',
        timestamp: new Date(r.clock.now()).toISOString(),
        context: { accountId: 'acme' },
      },
    ]);
    await r.collector.settle();
    expect((await counts('acme'))[ANY]?.[0]).toBe(5);
    expect((await counts('acme'))[LARGE]?.[0]).toBe(4);
    await r.as('ann', 'acme').page('/');
    expect(await inside('busy')).toEqual(['ann', 'ben']);
    const sum = await r.query<{ n: number }>(`SELECT COUNT(*) AS n FROM events WHERE account_id = 'acme' AND event = 'invoice_sent'`);
    expect(sum).toEqual([{ n: 5 }]);
  });

  test('keeps what an account was called until somebody says otherwise, and from then on the later word', async () => {
    const traits = async () =>
      JSON.parse((await r.query<{ traits: string }>(`SELECT traits FROM accounts WHERE account_id = 'acme'`))[0]?.traits ?? '') as object;
    expect(await traits()).toEqual({ name: 'Acme', plan: 'free', mrr: 100 });
    await r.as('ann', 'acme').group({ plan: 'pro' });
    await r.send([
      {
        messageId: 'late',
        type: 'group',
        groupId: 'acme',
        userId: 'ben',
        traits: { plan: 'trial' },
        timestamp: new Date(r.clock.now() - DAY).toISOString(),
      },
    ]);
    await r.collector.settle();
    expect(await traits()).toEqual({ name: 'Acme', plan: 'pro', mrr: 100 });
    expect(await inside('pro')).toEqual(['ann', 'ben']);
  });

  test('wakes those who were waiting in a flow, once each', async () => {
    await r.pass(4 * DAY);
    expect(await r.query('SELECT account_id, user_id FROM tasks ORDER BY user_id')).toEqual([
      { account_id: 'acme', user_id: 'ann' },
      { account_id: 'acme', user_id: 'ben' },
      { account_id: 'beta', user_id: 'cyd' },
    ]);
    expect(await counts('beta')).toEqual({ [ANY]: [1, expect.any(Array)], [LARGE]: [0, []] });
  });
});

test.runIf(postgres)(
  'a collector that is started beside an older one at work brings the schema up to date, also where both wait for each other',
  async () => {
    const databaseUrl = (await postgres?.database()) ?? '';
    await fill(new PostgresStore({ databaseUrl, connections: 1 }));
    const older = new pg.Client({ connectionString: databaseUrl });
    await older.connect();
    await older.query('BEGIN');
    await older.query('SELECT 1 FROM users FOR UPDATE');
    const newer = new PostgresStore({ databaseUrl, connections: 2 });
    const done = newer.migrate();
    await expect
      .poll(async () => (await newer.query("SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'")).length, {
        timeout: 10_000,
      })
      .toBeGreaterThan(0);
    // The step has the accounts and waits for the people; whoever has the people now wants an account.
    await older.query('SELECT 1 FROM accounts FOR UPDATE');
    await older.query('COMMIT');
    await done;
    expect(await newer.query('SELECT MAX(version) AS version FROM schema_version')).toEqual([{ version: migrations.length }]);
    await newer.close();
    await older.end();
  },
);
