import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageId, rig, START, type Rig } from './helpers';
import type { Backend } from './scenario';

/** The same on every store. */
export function figuresContract({ name, options }: Backend): void {
  describe(`on ${name}`, () => {
    let r: Rig;
    let token = '';
    beforeEach(async () => {
      r = await rig(await options());
      token = await r.collector.makeToken('main', 'reader', 'viewer');
    });
    afterEach(() => r.stop());
    interface Rows {
      total: number;
      rows: { id: string; users: number }[];
    }
    const get = async <T>(path: string): Promise<{ json: T; stale: boolean }> => {
      const answer = await fetch(`${r.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return { json: (await answer.json()) as T, stale: answer.headers.has('x-shirube-stale') };
    };
    /** As the page does: what is told to be of a moment ago is asked for again. */
    const settled = async <T>(path: string): Promise<T> => {
      for (;;) {
        const { json, stale } = await get<T>(path);
        if (!stale) return json;
      }
    };
    const login = async (user: string, account: string) => {
      await r.send([
        {
          messageId: messageId(),
          type: 'track',
          event: 'login',
          userId: user,
          timestamp: new Date(START).toISOString(),
          context: { accountId: account },
        },
      ]);
      await r.collector.settle();
    };

    describe('figures that were computed before', () => {
      test('an account that was never seen is found as soon as its first event was applied', async () => {
        await login('u1', 'old-account');
        expect((await get<Rows>('/accounts?q=new-account')).json.rows).toEqual([]);
        await login('u2', 'new-account');
        expect(await get<Rows>('/accounts?q=new-account')).toMatchObject({
          json: { rows: [{ id: 'new-account', users: 1 }] },
          stale: false,
        });
        await login('u3', 'new-account');
        expect((await get<Rows>('/accounts')).json.rows.map(({ id, users }) => [id, users])).toEqual([
          ['new-account', 2],
          ['old-account', 1],
        ]);
        expect((await get<{ counts: { accounts: number } }>('/today')).json.counts.accounts).toBe(2);
      });

      test('say how many people an account has, also when not all of them are listed', async () => {
        await r.send(
          Array.from({ length: 203 }, (_, i) => ({
            messageId: messageId(),
            type: 'track',
            event: 'login',
            userId: `u${i}`,
            context: { accountId: 'large' },
          })),
        );
        await r.collector.settle();
        const { users, usersTotal } = await settled<{ users: object[]; usersTotal: number }>('/accounts/large');
        expect([users.length, usersTotal]).toEqual([200, 203]);
      });

      test('have a page for each person, however many others have an id that begins alike, and in any alphabet', async () => {
        await r.send(
          ['u1', 'ÄRZTIN', 'Ωmega'].map((userId) => ({
            messageId: messageId(),
            type: 'track',
            event: 'login',
            userId,
            timestamp: new Date(START - 60_000).toISOString(),
            context: { accountId: 'large' },
          })),
        );
        await r.send(
          Array.from({ length: 110 }, (_, i) => ({
            messageId: messageId(),
            type: 'track',
            event: 'login',
            userId: `u1${i}`,
            context: { accountId: 'large' },
          })),
        );
        await r.collector.settle();
        for (const id of ['u1', 'ÄRZTIN', 'Ωmega'])
          expect((await get<{ user: { user: string } }>(`/users/large/${encodeURIComponent(id)}`)).json.user.user).toBe(id);
      });

      test('begin a new day at midnight where the team is: what was put off until then is on the call list, and nothing has been done yet', async () => {
        await login('u1', 'acme');
        const MIDNIGHT = Date.parse('2026-04-02T00:00:00+09:00');
        const task = {
          tenant: 1,
          account_id: 'acme',
          user_id: 'u1',
          flow: 'f',
          step: 's',
          title: '"Call"',
          channel: 'phone',
          created_at: START,
        };
        await r.collector.store.tx((tx) =>
          tx.insert(
            'tasks',
            ['id'],
            [
              { ...task, id: 'later', effect_id: 'a', status: 'open', snoozed_until: MIDNIGHT, closed_at: null },
              { ...task, id: 'done', effect_id: 'b', status: 'done', snoozed_until: null, closed_at: START },
            ],
          ),
        );
        interface Today {
          list: { account: { id: string } }[];
          counts: { tasksDoneToday: number };
        }
        const today = async () => {
          const { list, counts } = await settled<Today>('/today');
          return [list.map((i) => i.account.id), counts.tasksDoneToday];
        };
        r.clock.advance(MIDNIGHT - 60_000 - START);
        await settled('/kpis');
        expect(await today()).toEqual([[], 1]);
        r.clock.advance(59_999);
        expect(await today()).toEqual([[], 1]);
        r.clock.advance(1);
        expect(await today()).toEqual([['acme'], 0]);
      });

      test('outlive a restart, and what was applied meanwhile is in them', async () => {
        await login('u1', 'acme');
        await get('/accounts');
        await expect.poll(() => r.query('SELECT name FROM snapshots')).toEqual([{ name: 'book' }]);
        await r.restart();
        expect((await get<Rows>('/accounts')).json.rows).toMatchObject([{ id: 'acme', users: 1 }]);
        await login('u2', 'acme');
        await r.restart();
        expect((await get<Rows>('/accounts')).json.rows).toMatchObject([{ id: 'acme', users: 2 }]);
      });

      test('somebody who is erased is in none of them, not even for a moment', async () => {
        await login('u1', 'acme');
        await login('secret', 'gone');
        await get('/accounts');
        await get('/milestones');
        const admin = await r.collector.makeToken('main', 'admin', 'admin');
        await fetch(`${r.url}/v1/erase`, {
          method: 'POST',
          headers: { authorization: `Bearer ${admin}` },
          body: JSON.stringify({ account: 'gone' }),
        });
        expect(await r.query('SELECT name FROM snapshots')).toEqual([]);
        expect((await get<Rows>('/accounts')).json.rows.map(({ id }) => id)).toEqual(['acme']);
      });

      test('when days pass without an event, they are those of today', async () => {
        await login('u1', 'acme');
        const active = async () => (await settled<{ rows: { active: number }[] }>('/accounts')).rows[0]?.active;
        expect(await active()).toBe(1);
        await r.pass(20 * 86_400_000);
        expect(await active()).toBe(0);
      });
    });
  });
}
