/** Several workers on one database: each has its partitions, and what one leaves behind the others finish. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fenced, type Partitions } from '../../packages/collector/src/stores/partitions';
import { PostgresStore } from '../../packages/collector/src/stores/postgres';
import { rig } from './helpers';
import { appliedBy, killRounds, type KillRow, type Target } from './kill.mjs';
import { scenarioContract } from './scenario';
import { startNats, startPostgres } from './servers.mjs';

const [postgres, nats] = await Promise.all([startPostgres({ settings: ['fsync=off'] }), startNats()]);
afterAll(() => Promise.all([postgres?.stop(), nats?.stop()]));
const right = { lost: 0, 'stored twice': 0, 'states stepped wrongly': 0, 'effects twice': 0, 'mails delivered twice': 0 };
const shown = (row: KillRow) => Object.fromEntries(Object.keys(right).map((key) => [key, row[key as keyof KillRow]]));

if (postgres) {
  describe('workers that share the partitions of one database', () => {
    let store: PostgresStore;
    const sizes = (...workers: Partitions[]) => workers.map(({ mine }) => mine.size);
    const round = async (...workers: Partitions[]) => {
      for (const worker of [...workers, ...workers]) await worker.turn();
    };
    beforeAll(async () => {
      store = new PostgresStore({ databaseUrl: await postgres.database() });
      await store.migrate();
    });
    afterAll(() => store.close());

    test('have a fair part each, all different, whoever comes and goes', async () => {
      const [a, b, c] = [store.partitions(16), store.partitions(16), store.partitions(16)];
      await round(a);
      expect(sizes(a)).toEqual([16]);
      await round(a, b);
      expect(sizes(a, b)).toEqual([8, 8]);
      await round(a, b, c);
      expect(sizes(a, b, c).sort()).toEqual([5, 5, 6]);
      expect(new Set([...a.mine, ...b.mine, ...c.mine]).size).toBe(16);
      await b.release();
      await round(a, c);
      expect(sizes(a, b, c)).toEqual([8, 0, 8]);
      await Promise.all([a.release(), c.release()]);
    });

    test('of an older version end when a newer one has changed the schema: what they had goes to the newer, and nothing is lost or sent by them', async () => {
      const databaseUrl = await postgres.database();
      const r = await rig({ databaseUrl, config: { shirube: 1 } as never });
      await r.as('u', 'acme').track('one');
      const store = new PostgresStore({ databaseUrl });
      // What a newer collector does at its start, and what it finds.
      await store.tx((tx) => tx.run('INSERT INTO schema_version (version) VALUES (1000)'));
      const { body } = await r.send([{ messageId: 'late', type: 'track', event: 'two', userId: 'u' }]);
      expect(body.results).toEqual({ late: 'ok' });
      await r.collector.settle();
      const count = async (sql: string) => Number((await store.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`))[0]?.n);
      expect(await count('events')).toBe(1);
      expect(await count('inbox')).toBe(1);
      expect(await count(`partitions WHERE owner <> ''`)).toBe(0);
      const ready = await fetch(`${r.url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', reason: 'schema' }]);
      const office = await store.lease('worker');
      expect(office).toBeDefined();
      await office?.();
      // The newer one goes away again: the schema is the one that this program knows.
      await store.tx((tx) => tx.run('DELETE FROM schema_version WHERE version = 1000'));
      await store.close();
      await r.restart();
      await r.collector.settle();
      expect(await r.query('SELECT event FROM events ORDER BY event')).toEqual([{ event: 'one' }, { event: 'two' }]);
      await r.stop();
    });

    test('commit nothing any more once another one has taken over, however long they slept', async () => {
      const [sleeper, other] = [store.partitions(4), store.partitions(4)];
      await sleeper.turn();
      await store.tx((tx) => sleeper.fence(tx, [0, 3]));
      // As the clock would after five seconds without a word.
      await store.tx(async (tx) => {
        await tx.run('UPDATE partitions SET expires_at = 0');
        await tx.run('UPDATE workers SET expires_at = 0');
      });
      await other.turn();
      expect(sizes(sleeper, other)).toEqual([4, 4]);
      await expect(store.tx((tx) => sleeper.fence(tx, [3]))).rejects.toThrow(Fenced);
      await store.tx((tx) => other.fence(tx, [3]));
      await round(sleeper, other);
      expect(sizes(sleeper, other)).toEqual([2, 2]);
      await Promise.all([sleeper.release(), other.release()]);
    });

    test('finish the transaction that runs before a partition changes hands', async () => {
      const [first, other] = [store.partitions(1), store.partitions(1)];
      await first.turn();
      let taken: ReadonlySet<number> | undefined;
      await store.tx(async (tx) => {
        await first.fence(tx, [0]);
        await store.tx(async (own) => void (await own.run('UPDATE partitions SET expires_at = 0')));
        await store.tx(async (own) => void (await own.run('UPDATE workers SET expires_at = 0')));
        await other.turn();
        taken = other.mine;
      });
      expect([...(taken ?? [])]).toEqual([]);
      await other.turn();
      expect([...other.mine]).toEqual([0]);
      await Promise.all([first.release(), other.release()]);
    });
  });

  const owners = async (target: Target) =>
    (
      await target.ask('query', {
        sql: `SELECT owner, COUNT(*) AS n FROM partitions WHERE owner <> '' AND expires_at > EXTRACT(EPOCH FROM clock_timestamp()) * 1000 GROUP BY owner ORDER BY owner`,
      })
    ).rows.map(({ n }) => n);
  const killed = async (env: Record<string, string>, half: number) => {
    let both: number[] = [];
    const row = await killRounds({
      name: 'workers',
      users: 24,
      seconds: 8,
      rounds: 1,
      seed: 3,
      env,
      beside: { SHIRUBE_ROLE: 'worker' },
      async victim({ collector, other, loaded, killOther }) {
        if (!other) throw new Error('There is no second worker.');
        await expect.poll(() => owners(collector), { timeout: 10_000 }).toEqual([half, half]);
        await expect.poll(() => appliedBy(other), { timeout: 10_000 }).toBeGreaterThan(0);
        both = [await appliedBy(collector), await appliedBy(other)];
        expect(loaded()).toBe(true);
        await killOther();
        await expect.poll(() => owners(collector), { timeout: 20_000 }).toEqual([2 * half]);
      },
    });
    expect(
      both.every((n) => n > 0),
      String(both),
    ).toBe(true);
    expect(shown(row)).toEqual(right);
    expect(row['onboarding mails']).toBe(row.people);
  };
  describe('two workers under load, of which one is killed with -9', { timeout: 120_000 }, () => {
    test('share the inbox of PostgreSQL; the other one finishes everything, once', async () =>
      killed({ SHIRUBE_TARGET: 'postgres', SHIRUBE_DB: await postgres.database() }, 8));
    if (nats)
      test('share the streams of NATS; the other one finishes everything, once', async () =>
        killed({ SHIRUBE_TARGET: 'nats', SHIRUBE_NATS: nats.servers.join(','), SHIRUBE_DB: await postgres.database() }, 2));
  });

  scenarioContract([
    { name: 'PostgreSQL with two workers', workers: 2, options: async () => ({ databaseUrl: await postgres.database() }) },
    ...(nats
      ? [
          {
            name: 'NATS JetStream with two workers',
            workers: 2,
            options: async () => ({ databaseUrl: await postgres.database(), nats: { servers: nats.servers, replicas: 3 } }),
          },
        ]
      : []),
  ]);
}
