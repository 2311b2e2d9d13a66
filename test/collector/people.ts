import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { InboxSink } from '../../packages/collector/src/sinks/inbox';
import { JournalSink } from '../../packages/collector/src/sinks/journal';
import { KEY, messageId, START, type Rig } from './helpers';
import { event, intakeRig, tokenAt, type Claims } from './intake-rig';
import type { Backend } from './scenario';

/** Who somebody is, what they may read, and what belongs to their account, the same on every store. */
export function peopleContract(backend: Backend): void {
  describe(`on ${backend.name}`, () => {
    let r: Rig;
    let stop: () => Promise<void>;
    const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
      fetch(r.url + path, { method: 'POST', body: body as BodyInit, headers });
    const token = (claims?: Claims) => tokenAt(r.clock.now(), claims);
    beforeAll(async () => void ({ r, stop } = await intakeRig(backend)));
    afterAll(() => stop());

    describe('who somebody is', () => {
      test('what was done before the sign-in belongs to the user afterwards, and never to a second one', async () => {
        const at = (n: number) => new Date(START + n).toISOString();
        await r.send([event({ messageId: 'anon-1', userId: undefined, anonymousId: 'dev-9', timestamp: at(1) })]);
        await r.collector.settle();
        expect(await r.query(`SELECT anonymous FROM users WHERE user_id = 'dev-9'`)).toEqual([{ anonymous: 1 }]);
        await r.send([
          event({
            messageId: 'known-1',
            type: 'identify',
            userId: 'hana',
            anonymousId: 'dev-9',
            timestamp: at(2),
            context: { accountId: 'aoba' },
          }),
        ]);
        await r.send([
          event({ messageId: 'other-1', userId: 'ken', anonymousId: 'dev-9', timestamp: at(3), context: { accountId: 'aoba' } }),
          event({ messageId: 'late', userId: undefined, anonymousId: 'dev-9', timestamp: at(4) }),
        ]);
        await r.collector.settle();
        expect(
          await r.query(
            `SELECT message_id, account_id, user_id, anonymous FROM events WHERE message_id IN ('anon-1', 'known-1', 'other-1', 'late') ORDER BY id`,
          ),
        ).toEqual([
          { message_id: 'anon-1', account_id: 'aoba', user_id: 'hana', anonymous: 0 },
          { message_id: 'known-1', account_id: 'aoba', user_id: 'hana', anonymous: 0 },
          { message_id: 'other-1', account_id: 'aoba', user_id: 'ken', anonymous: 0 },
          { message_id: 'late', account_id: 'aoba', user_id: 'hana', anonymous: 0 },
        ]);
        expect(await r.query(`SELECT user_id FROM users WHERE user_id = 'dev-9'`)).toEqual([]);
        expect(await r.query(`SELECT milestone FROM milestones WHERE user_id = 'hana'`)).toEqual([{ milestone: 'sent' }]);
      });

      test('one person in two accounts has two histories', async () => {
        await r.send([event({ userId: 'mika', context: { accountId: 'one' } })]);
        await r.send([event({ userId: 'mika', event: 'other', context: { accountId: 'two' } })]);
        await r.collector.settle();
        expect(await r.query(`SELECT account_id FROM users WHERE user_id = 'mika' ORDER BY account_id`)).toEqual([
          { account_id: 'one' },
          { account_id: 'two' },
        ]);
        expect(await r.query(`SELECT account_id, milestone FROM milestones WHERE user_id = 'mika'`)).toEqual([
          { account_id: 'one', milestone: 'sent' },
        ]);
      });

      test('everybody of an account sees its traits, whoever sent them', async () => {
        await r.send([
          event({ userId: 'ann', context: { accountId: 'co' } }),
          event({ userId: 'bob', type: 'group', groupId: 'co', traits: { tier: 'high' } }),
        ]);
        await r.collector.settle();
        const [ann] = await r.query<{ state: string }>(`SELECT state FROM users WHERE user_id = 'ann'`);
        expect((JSON.parse(ann?.state ?? '{}') as { account: object }).account).toEqual({ tier: 'high' });
      });
    });

    describe('reading one’s own state', () => {
      const ask = (authorization?: string, key = KEY) =>
        fetch(`${r.url}/v1/state?writeKey=${key}`, { headers: authorization ? { authorization } : {} });
      test('a proven user gets it, with everything that was acknowledged a moment ago', async () => {
        await r.send([event({ userId: 'u1', context: { accountId: 'acme' } })]);
        const answer = await ask(`Bearer ${await token()}`);
        const body = (await answer.json()) as { state: { ms: Record<string, unknown> }; account: string };
        expect([answer.status, body.account, Object.keys(body.state.ms)]).toEqual([200, 'acme', ['sent']]);
      });
      test('somebody who says that they are of another account learns nothing about it', async () => {
        const read = async (claims: Parameters<typeof token>[0], account: string) =>
          (await (
            await fetch(`${r.url}/v1/state?writeKey=${KEY}&account=${account}`, {
              headers: { authorization: `Bearer ${await token(claims)}` },
            })
          ).json()) as { account: string | null; state: { account: object; ms: object } | null };
        await r.collector.api.accountTraits(1, 'victim', { mrr: 148_000, payment_overdue: true }, 'crm');
        await r.send([
          event({ userId: 'mallory', context: { accountId: 'victim' } }),
          event({ userId: 'member', context: { accountId: 'victim' } }),
        ]);
        await r.collector.settle();
        const mallory = await read({ sub: 'mallory', account: '' }, 'victim');
        expect([mallory.account, mallory.state?.account, Object.keys(mallory.state?.ms ?? {})]).toEqual(['victim', {}, ['sent']]);
        expect((await read({ sub: 'mallory', account: 'elsewhere' }, 'victim')).state).toBeNull();
        expect((await read({ sub: 'member', account: 'victim' }, 'victim')).state?.account).toMatchObject({ mrr: 148_000 });
      });
      test('one person in two accounts gets the history of the account that the page is in', async () => {
        const login = (account: string, minute: number) => ({
          messageId: messageId(),
          type: 'track',
          event: 'something',
          userId: 'both',
          context: { accountId: account },
          timestamp: new Date(r.clock.now() + minute * 60_000).toISOString(),
        });
        await r.send([event({ userId: 'both', context: { accountId: 'first' } }), login('second', 0)]);
        const read = async (account: string) =>
          (await (
            await fetch(`${r.url}/v1/state?writeKey=${KEY}&account=${account}`, {
              headers: { authorization: `Bearer ${await token({ sub: 'both', account: '' })}` },
            })
          ).json()) as { state: { ms: object } | null };
        expect([
          Object.keys((await read('first')).state?.ms ?? {}),
          Object.keys((await read('second')).state?.ms ?? {}),
          (await read('third')).state,
        ]).toEqual([['sent'], [], null]);
      });
      test('nobody else gets anything', async () => {
        const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub: 'u1', aud: KEY, exp: r.clock.now() / 1000 + 60 })).toString('base64url')}.`;
        const tries = [
          undefined,
          `Bearer ${none}`,
          `Bearer ${await token({ exp: r.clock.now() / 1000 - 60 })}`,
          `Bearer ${await token({ aud: 'pk_other' })}`,
          `Bearer ${await token({ key: 'another secret of thirty-two characters!' })}`,
          `Bearer ${await token({ exp: r.clock.now() / 1000 + 7 * 86_400 })}`,
          'Bearer nonsense',
        ];
        expect(await Promise.all(tries.map(async (t) => (await ask(t)).status))).toEqual([401, 401, 401, 401, 401, 401, 401]);
        expect((await ask(`Bearer ${await token()}`, 'pk_wrong')).status).toBe(401);
      });
      test('a valid token makes events verified, an expired one is refused so that the page asks for a new one', async () => {
        const body = (id: string, user: string) => JSON.stringify({ writeKey: KEY, batch: [event({ messageId: id, userId: user })] });
        expect((await post('/v1/batch', body('proven', 'u1'), { authorization: `Bearer ${await token()}` })).status).toBe(200);
        expect((await post('/v1/batch', body('foreign', 'u2'), { authorization: `Bearer ${await token()}` })).status).toBe(200);
        expect((await post('/v1/batch', body('expired', 'u1'), { authorization: `Bearer ${await token({ exp: 1000 })}` })).status).toBe(
          401,
        );
        await r.collector.settle();
        expect(
          await r.query(`SELECT message_id, verified FROM events WHERE message_id IN ('proven', 'foreign', 'expired') ORDER BY id`),
        ).toEqual([
          { message_id: 'proven', verified: 1 },
          { message_id: 'foreign', verified: 0 },
        ]);
      });
    });

    describe('a page on another origin', () => {
      const bodies = async (work: () => Promise<unknown>): Promise<string[]> => {
        const spies = [InboxSink, JournalSink].map((sink) => vi.spyOn(sink.prototype, 'append'));
        await work();
        return spies.flatMap((spy) => {
          const kept = spy.mock.calls.map(([{ body }]) => String(body));
          spy.mockRestore();
          return kept;
        });
      };
      test('has its token in the body: it proves, it is refused when it has run out, and it is not kept', async () => {
        const send = (id: string, proof: unknown) =>
          post('/v1/batch', JSON.stringify({ writeKey: KEY, token: proof, batch: [event({ messageId: id, userId: 'u1' })] }), {
            'content-type': 'text/plain',
            origin: 'https://app.example',
          });
        const good = await token();
        const kept = await bodies(async () => {
          expect((await send('carried', good)).status).toBe(200);
          expect((await send('run-out', await token({ exp: 1000 }))).status).toBe(401);
          expect((await send('odd', 42)).status).toBe(200);
        });
        expect(kept.map((body) => Object.keys(JSON.parse(body) as object))).toEqual([
          ['writeKey', 'batch'],
          ['writeKey', 'batch'],
        ]);
        await r.collector.settle();
        expect(
          await r.query(`SELECT message_id, verified FROM events WHERE message_id IN ('carried', 'run-out', 'odd') ORDER BY id`),
        ).toEqual([
          { message_id: 'carried', verified: 1 },
          { message_id: 'odd', verified: 0 },
        ]);
      });
      test('with whatever else in the place of the token spoils nothing, though another token in the header proves', async () => {
        const kept = await bodies(async () => {
          for (const odd of ['"', '{', 'batch'])
            expect(
              (
                await post('/v1/batch', JSON.stringify({ writeKey: KEY, token: odd, batch: [event({ messageId: `beside ${odd}` })] }), {
                  authorization: `Bearer ${await token()}`,
                })
              ).status,
            ).toBe(200);
        });
        expect(kept.map((body) => (JSON.parse(body) as { batch: { messageId: string }[] }).batch[0]?.messageId)).toEqual([
          'beside "',
          'beside {',
          'beside batch',
        ]);
      });
    });

    describe('what a whole account does', () => {
      test('a condition about the account holds for everybody of it, whoever did it', async () => {
        await r.collector.activate('main', {
          shirube: 1,
          version: 'team',
          segments: [{ id: 'busy-team', when: { kind: 'event', name: 'invoice_sent', count: { atLeast: 3 }, scope: 'account' } }],
          milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }],
        } as never);
        const of = (userId: string) => event({ userId, context: { accountId: 'team' } });
        await r.send([event({ userId: 'quiet', event: 'login', context: { accountId: 'team' } }), of('one'), of('two')]);
        await r.collector.settle();
        const members = async () =>
          (
            await r.query<{ user_id: string }>(
              `SELECT user_id FROM segments WHERE segment = 'busy-team' AND account_id = 'team' AND left_at IS NULL ORDER BY user_id`,
            )
          ).map((s) => s.user_id);
        expect(await members()).toEqual([]);
        await r.send([of('one')]);
        await r.collector.settle();
        expect(await members()).toEqual(['one', 'quiet', 'two']);
      });
    });
  });
}
