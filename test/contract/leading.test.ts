/** Several collectors on one PostgreSQL: all take in, one applies, and another takes over when that one is gone. */
import pg from 'pg';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Collector } from '../../packages/collector/src/index';
import { messageId, rig, START } from '../collector/helpers';
import { startPostgres } from '../collector/servers.mjs';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const postgres = await startPostgres();
afterAll(() => postgres?.stop());

const config = {
  shirube: 1,
  milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }],
  flows: [{ id: 'f', start: { kind: 'milestone', id: 'sent' }, steps: [{ do: 'task', id: 't', title: 'Call' }] }],
} as const;

if (postgres)
  describe('two collectors on one database', () => {
    test('one applies what both take in; when it loses its hold the other goes on, and nothing happens twice', async () => {
      const databaseUrl = await postgres.database();
      const [a, b] = [
        await rig({ databaseUrl, config: { ...config } as never }),
        await rig({ databaseUrl, config: { ...config } as never }),
      ];
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      try {
        const send = async (to: typeof a, user: string) => {
          const { status } = await to.send([
            {
              messageId: messageId(),
              type: 'track',
              event: 'invoice_sent',
              userId: user,
              timestamp: new Date(START).toISOString(),
              context: { accountId: 'acme' },
            },
          ]);
          expect(status).toBe(200);
        };
        const stored = async () =>
          (await a.query<{ user_id: string }>(`SELECT DISTINCT user_id FROM events WHERE event = 'invoice_sent' ORDER BY user_id`)).map(
            (row) => row.user_id,
          );
        await a.collector.settle();
        await send(a, 'u1');
        await send(b, 'u2');
        await a.collector.settle();
        expect(await stored()).toEqual(['u1', 'u2']);

        // The server ends the connection that holds the right to lead, as it does when that process dies.
        const { rows } = await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shirube-lead' AND datname = current_database()`,
        );
        expect(rows).toHaveLength(1);
        await send(a, 'u3');
        await leads(b.collector);
        expect(await stored()).toEqual(['u1', 'u2', 'u3']);
        await send(b, 'u4');
        await Promise.all([a.collector.settle(), b.collector.settle()]);
        expect(await stored()).toEqual(['u1', 'u2', 'u3', 'u4']);
        expect(await a.query('SELECT user_id, COUNT(*) AS n FROM tasks GROUP BY user_id ORDER BY user_id')).toEqual(
          ['u1', 'u2', 'u3', 'u4'].map((user_id) => ({ user_id, n: 1 })),
        );
      } finally {
        await client.end();
        await Promise.all([a.stop(), b.stop()]);
      }
    });
  });

/** The database frees the right a moment after the connection is gone. */
async function leads(collector: Collector): Promise<void> {
  await vi.waitFor(
    async () => {
      await collector.settle();
      expect(await collector.store.query(`SELECT COUNT(*) AS n FROM inbox`)).toEqual([{ n: 0 }]);
    },
    { timeout: 20_000, interval: 100 },
  );
}
