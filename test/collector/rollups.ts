/** What a whole account has done is counted as it happens, and is always what counting all its events anew would give. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../helpers/property';
import { DAY, messageId, MIN, rig, START, type Rig } from './helpers';
import type { Backend } from './scenario';

const segment = (id: string, more: object) => ({ id, when: { kind: 'event', scope: 'account', ...more } });
const configOf = (version: string, last: number) =>
  ({
    shirube: 1,
    version,
    segments: [
      segment('any', { name: 'sent', count: { atLeast: 2 } }),
      segment('large', { name: 'sent', where: { amount: { gte: 10 } }, count: { atLeast: last }, within: '30d' }),
      segment('reached', { name: 'Milestone Reached' }),
    ],
    milestones: [{ id: 'first', when: { kind: 'event', name: 'sent' } }],
  }) as never;
/** Without the conditions nobody counts for a while. */
const without = { shirube: 1, version: 'without', milestones: [{ id: 'first', when: { kind: 'event', name: 'sent' } }] } as never;
type Act =
  | { kind: 'send'; user: number; account: number; amount: number; ago: number }
  | { kind: 'visit'; user: number; amount: number }
  | { kind: 'erase'; user: number }
  | { kind: 'config'; which: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      user: fc.nat(3),
      account: fc.nat(1),
      amount: fc.constantFrom(1, 10, 20),
      ago: fc.constantFrom(0, 1, 5, 40),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('visit' as const), user: fc.nat(3), amount: fc.constantFrom(1, 10) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), user: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('config' as const), which: fc.nat(2) }) },
);

export function rollupsContract({ name, options }: Backend): void {
  describe(`what a whole account has done, on ${name}`, () => {
    let r: Rig;
    let round = 0;
    beforeAll(async () => {
      r = await rig({ ...(await options()), config: configOf('few', 2) });
    });
    afterAll(() => r.stop());

    const send = (events: object[]) => r.send(events.map((event) => ({ messageId: messageId(), type: 'track', event: 'sent', ...event })));
    /** The way that reads everything. */
    const anew = async (account: string, event: string, least: number, keep: number) => {
      const rows = await r.query<{ at: number; props: string }>(
        'SELECT at, props FROM events WHERE account_id = ? AND event = ? ORDER BY at',
        [account, event],
      );
      const t = rows.filter((row) => ((JSON.parse(row.props) as { amount?: number }).amount ?? 99) >= least).map((row) => row.at);
      return { n: t.length, t: t.slice(-keep) };
    };

    test(
      'is what counting its events anew gives, whoever did it, when, under which name, and whoever was erased meanwhile',
      { timeout: 240_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
            const run = `r${++round}`;
            const who = (user: number) => `${run}-u${user}`;
            let keep = 2;
            await r.collector.activate('main', configOf('few', (keep = 2)));
            for (const one of acts) {
              if (one.kind === 'send')
                await send([
                  {
                    userId: who(one.user),
                    anonymousId: `${run}-a${one.user}`,
                    properties: { amount: one.amount },
                    timestamp: new Date(r.clock.now() - one.ago * DAY).toISOString(),
                    context: { accountId: `${run}-${one.account}` },
                  },
                ]);
              // Before signing in, and by somebody whose account is not known yet: they become the account's later.
              else if (one.kind === 'visit')
                await send([
                  {
                    anonymousId: `${run}-a${one.user}`,
                    properties: { amount: one.amount },
                    timestamp: new Date(r.clock.now()).toISOString(),
                  },
                ]);
              else if (one.kind === 'erase') await r.collector.api.erase(1, { user: who(one.user) });
              else
                await r.collector.activate(
                  'main',
                  one.which === 2 ? without : configOf(one.which ? 'many' : 'few', (keep = one.which ? 5 : 2)),
                );
              await r.collector.settle();
              r.clock.advance(MIN);
            }
            // Under the rules that ask, everybody of the account is told at their next step.
            await r.collector.activate('main', configOf(keep === 2 ? 'few' : 'many', keep));
            await r.collector.store.tx((tx) => tx.run('UPDATE users SET wake_at = ?', [r.clock.now()]));
            await r.collector.settle();
            for (const account of [`${run}-0`, `${run}-1`]) {
              const expected: Record<string, unknown> = {
                '@e:sent': await anew(account, 'sent', 0, 1),
                '@e:sent?{"amount":{"gte":10}}': await anew(account, 'sent', 10, keep),
                '@e:Milestone Reached': await anew(account, 'Milestone Reached', 0, 1),
              };
              for (const { state } of await r.query<{ state: string }>('SELECT state FROM users WHERE account_id = ? AND anonymous = 0', [
                account,
              ])) {
                const { ev } = JSON.parse(state) as { ev: Record<string, { n: number; t: number[] }> };
                // A derived event of the very last step is told with the next one, as before.
                for (const key of ['@e:sent', '@e:sent?{"amount":{"gte":10}}']) expect(ev[key], `${account} ${key}`).toEqual(expected[key]);
              }
              for (const row of await r.query<{ name: string; n: number; t: string }>(
                'SELECT name, n, t FROM rollups WHERE account_id = ? AND counted = 1',
                [account],
              )) {
                const { n, t } = expected[row.name] as { n: number; t: number[] };
                expect([row.n, (JSON.parse(row.t) as number[]).slice(-t.length || Infinity)], `${account} ${row.name}`).toEqual([n, t]);
              }
            }
          }),
          runs(process.env.SHIRUBE_RUNS ? undefined : 12),
        );
      },
    );

    test('is not read anew from all events with each of them', async () => {
      await r.collector.activate('main', configOf('few', 2));
      const sent = (n: number) =>
        send(
          Array.from({ length: n }, () => ({
            userId: 'busy',
            properties: { amount: 1 },
            timestamp: new Date(START).toISOString(),
            context: { accountId: 'busy' },
          })),
        );
      await sent(3);
      await r.collector.settle();
      // Whoever read the events would find them gone.
      await r.collector.store.tx((tx) => tx.run(`DELETE FROM events WHERE account_id = 'busy'`));
      await sent(2);
      await r.collector.settle();
      expect(await r.query(`SELECT n FROM rollups WHERE account_id = 'busy' AND name = '@e:sent'`)).toEqual([{ n: 5 }]);
    });
    const of = (userId: string, account: string, more: object = {}) => ({
      userId,
      timestamp: new Date(r.clock.now()).toISOString(),
      context: { accountId: account },
      ...more,
    });
    const stays = (account: string, segment: string) =>
      r.query<{ user_id: string; left_at: number | null }>(
        'SELECT user_id, left_at FROM segments WHERE account_id = ? AND segment = ? ORDER BY user_id',
        [account, segment],
      );

    test('is told to colleagues at once, also what somebody had done before signing in, and what the rules themselves have said', async () => {
      await r.collector.activate('main', configOf('few', 2));
      await send([of('eve', 'team'), of('fay', 'team', { event: 'other' })]);
      await send([{ anonymousId: 'device', timestamp: new Date(r.clock.now()).toISOString() }]);
      await r.collector.settle();
      // Eve has reached "first", which counts for the account; nobody has come since.
      expect((await stays('team', 'reached')).map((row) => row.user_id)).toEqual(['eve', 'fay']);
      expect(await stays('team', 'any')).toEqual([]);
      await send([of('eve', 'team', { type: 'identify', anonymousId: 'device' })]);
      await r.collector.settle();
      expect((await stays('team', 'any')).map((row) => row.user_id)).toEqual(['eve', 'fay']);
    });

    test('wakes a large account a moment later, all of it once for many events, and nobody leaves meanwhile who should stay', async () => {
      const config = {
        shirube: 1,
        version: 'active',
        segments: [segment('active', { name: 'sent', within: '1d' })],
      } as never;
      await r.collector.activate('main', config);
      await send(Array.from({ length: 60 }, (_, n) => of(`p${n}`, 'large', { event: 'other' })));
      await send([of('p0', 'large')]);
      await r.collector.settle();
      r.clock.advance(MIN);
      await r.collector.settle();
      expect(await stays('large', 'active')).toHaveLength(60);
      const woken = () =>
        r
          .query<{ n: number }>(`SELECT COUNT(*) AS n FROM users WHERE account_id = 'large' AND wake_at <= ?`, [r.clock.now()])
          .then(([row]) => row?.n);
      // Just before the day is over somebody sends again; the others hear of it when it is over.
      r.clock.advance(DAY - MIN - 50);
      for (let n = 0; n < 3; n++) {
        await send([of('p0', 'large')]);
        await r.collector.settle();
        r.clock.advance(10);
      }
      expect(await woken()).toBe(0);
      r.clock.advance(100);
      expect(await woken()).toBe(59);
      await r.collector.settle();
      expect((await stays('large', 'active')).filter((row) => row.left_at !== null)).toEqual([]);
      r.clock.advance(DAY);
      await r.collector.settle();
      expect((await stays('large', 'active')).filter((row) => row.left_at === null)).toEqual([]);
    });

    test('goes with the account when that is erased', async () => {
      await r.collector.api.erase(1, { account: 'busy' });
      expect(await r.query(`SELECT n FROM rollups WHERE account_id = 'busy'`)).toEqual([]);
    });
  });
}
