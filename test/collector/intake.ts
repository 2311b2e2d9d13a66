import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tempFolder } from '../../packages/collector/src/api/testing';
import { InboxSink } from '../../packages/collector/src/sinks/inbox';
import { JournalSink } from '../../packages/collector/src/sinks/journal';
import { DAY, KEY, messageId, rig, START, type Rig } from './helpers';
import type { Backend } from './scenario';

/** The same on every store. */
export function intakeContract({ name, options }: Backend): void {
  describe(`on ${name}`, () => {
    let r: Rig;
    const pages = tempFolder();
    const secret = 'a secret of at least thirty-two characters';
    const event = (more: object = {}) => ({
      messageId: messageId(),
      type: 'track',
      event: 'invoice_sent',
      userId: 'u1',
      timestamp: new Date(START).toISOString(),
      ...more,
    });
    const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
      fetch(r.url + path, { method: 'POST', body: body as BodyInit, headers });
    const token = (claims: { sub?: string; account?: string; aud?: string; exp?: number; key?: string; alg?: string } = {}) =>
      new SignJWT({ account: claims.account ?? 'acme' })
        .setProtectedHeader({ alg: claims.alg ?? 'HS256' })
        .setSubject(claims.sub ?? 'u1')
        .setAudience(claims.aud ?? KEY)
        .setExpirationTime(claims.exp ?? r.clock.now() / 1000 + 600)
        .sign(new TextEncoder().encode(claims.key ?? secret));

    beforeAll(async () => {
      writeFileSync(join(pages.path, 'index.html'), '<!doctype html><title>Dashboard</title>');
      r = await rig({
        ...(await options()),
        dashboardDir: pages.path,
        identity: { secret },
        config: { shirube: 1, milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }] } as never,
      });
    });
    afterAll(async () => {
      await r.stop();
      pages.remove();
    });

    describe('sending events', () => {
      test('each event of a batch gets its own answer, and the bad ones are kept for a look', async () => {
        const good = event();
        const answer = await r.send([
          good,
          { messageId: 'bad-type', type: 'alias', userId: 'u1' },
          { type: 'track', event: 'x', userId: 'u1' },
          event({ messageId: 'bad-user', userId: 42 }),
          event({ messageId: 'bad-props', properties: 'text' }),
          null,
        ]);
        expect(answer.body.results).toEqual({
          [good.messageId]: 'ok',
          'bad-type': 'drop',
          '#2': 'drop',
          'bad-user': 'drop',
          'bad-props': 'drop',
          '#5': 'drop',
        });
        expect(answer.body.errors?.['bad-type']).toMatch(/type must be track, identify, page or group/);
        await r.collector.settle();
        expect(await r.query('SELECT message_id, stage FROM dead_letters ORDER BY id')).toEqual(
          ['bad-type', '#2', 'bad-user', 'bad-props', '#5'].map((id) => ({ message_id: id, stage: 'validate' })),
        );
        expect(await r.query(`SELECT user_id, event FROM events WHERE source = 'wire'`)).toEqual([
          { user_id: 'u1', event: 'invoice_sent' },
        ]);
      });

      test('a batch that is sent three times is stored once and causes everything once', async () => {
        const batch = [event({ userId: 'twice' }), event({ userId: 'twice', event: 'other' })];
        for (let i = 0; i < 3; i++)
          expect((await r.send(batch)).body.results).toEqual(Object.fromEntries(batch.map((e) => [e.messageId, 'ok'])));
        await r.collector.settle();
        expect(await r.query(`SELECT source, COUNT(*) AS n FROM events WHERE user_id = 'twice' GROUP BY source ORDER BY source`)).toEqual([
          { source: 'derived', n: 1 },
          { source: 'wire', n: 2 },
        ]);
        expect(await r.query(`SELECT events, active FROM usage_days WHERE user_id = 'twice'`)).toEqual([{ events: 2, active: 1 }]);
      });

      test('an event that is nested thousands deep is put aside at once, and holds nobody up', async () => {
        const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
        const batch = `{"writeKey":"${KEY}","batch":[${deep},{"messageId":"deep","type":"track","event":"x","userId":"u","properties":{"a":${deep}}},{"messageId":"flat","type":"track","event":"x","userId":"u"}]}`;
        const answer = await post('/v1/batch', batch);
        expect(answer.status).toBe(200);
        await r.collector.settle();
        expect(await r.query(`SELECT message_id FROM events WHERE message_id IN ('deep', 'flat')`)).toEqual([{ message_id: 'flat' }]);
        expect(await r.query(`SELECT stage FROM dead_letters WHERE reason = 'event is nested too deeply'`)).toEqual([
          { stage: 'validate' },
          { stage: 'validate' },
        ]);
        expect(
          (await post('/v1/track', `{"writeKey":"${KEY}","messageId":"s","event":"x","userId":"u","properties":{"a":${deep}}}`)).status,
        ).toBe(400);
        const large = batch.replace('"flat"', `"large","properties":{"text":"${'x'.repeat(30_000)}"},"x":"y"`);
        const { results } = (await (await post('/v1/batch', large)).json()) as { results: Record<string, string> };
        expect(results['deep']).toBe('drop');
      });
      test('gzip is understood, rubbish that claims to be gzip is refused, and so is what grows too large', async () => {
        const body = Buffer.from(JSON.stringify({ writeKey: KEY, batch: [event()] }));
        expect((await post('/v1/batch', gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200);
        expect((await post('/v1/batch', body, { 'content-encoding': 'gzip' })).status).toBe(400);
        expect((await post('/v1/batch', gzipSync(Buffer.alloc(20_000_000, 32)), { 'content-encoding': 'gzip' })).status).toBe(413);
        expect((await post('/v1/batch', Buffer.alloc(1_200_000, 32))).status).toBe(413);
        expect((await post('/v1/batch', JSON.stringify({ writeKey: KEY, batch: Array.from({ length: 501 }, () => event()) }))).status).toBe(
          413,
        );
        expect((await r.send([event({ messageId: 'huge', properties: { text: 'x'.repeat(40_000) } })])).body.results).toEqual({
          huge: 'drop',
        });
      });

      test('identify, track, page and group have addresses of their own, as in Segment', async () => {
        const basic = { authorization: `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`, 'content-type': 'application/json' };
        const { type: _type, ...bare } = event({ userId: 'seg' });
        for (const [path, more] of [
          ['identify', { traits: { locale: 'ja' } }],
          ['track', { event: 'login' }],
          ['page', { properties: { path: '/help' } }],
          ['group', { groupId: 'acme', traits: { plan: 'pro' } }],
        ] as const)
          expect((await post(`/v1/${path}`, JSON.stringify({ ...bare, messageId: messageId(), ...more }), basic)).status).toBe(200);
        await r.collector.settle();
        expect(
          (await r.query<{ event: string }>(`SELECT event FROM events WHERE user_id = 'seg' ORDER BY id`)).map((e) => e.event),
        ).toEqual(['$identify', 'login', '$page', '$group']);
        expect(await r.query(`SELECT traits FROM accounts WHERE account_id = 'acme'`)).toEqual([{ traits: '{"plan":"pro"}' }]);
      });

      test('without a known key nothing is taken, and the answer says where to find one', async () => {
        const answer = await post('/v1/batch', JSON.stringify({ batch: [event()] }));
        expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
          401,
          'The write key is missing. Send it as "writeKey" in the body.',
        ]);
        expect((await post('/v1/batch', JSON.stringify({ writeKey: 'pk_other', batch: [event()] }))).status).toBe(401);
        expect((await post('/v1/batch', '{"batch":')).status).toBe(400);
      });

      test('a page on another origin needs no preflight for text, and gets one for JSON', async () => {
        const answer = await post('/v1/batch', JSON.stringify({ writeKey: KEY, batch: [event()] }), {
          origin: 'https://app.example',
          'content-type': 'text/plain',
        });
        expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.example']);
        const preflight = await fetch(`${r.url}/v1/batch`, {
          method: 'OPTIONS',
          headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
        });
        expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
          204,
          'content-type, authorization, content-encoding',
        ]);
      });
    });

    describe('an address that is no address', () => {
      /** As written, byte by byte: `fetch` would put it right. Gives the status. */
      const raw = (target: string) =>
        new Promise<number>((resolve, reject) => {
          const { hostname, port } = new URL(r.url);
          const socket = connect(Number(port), hostname, () =>
            socket.write(`GET ${target} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`),
          );
          let text = '';
          socket
            .on('data', (data) => (text += String(data)))
            .on('end', () => resolve(Number(text.slice(9, 12))))
            .on('error', reject);
        });
      test('with a broken percent sign is refused in words that help', async () => {
        const admin = { authorization: `Bearer ${await r.collector.makeToken('main', 'reader', 'admin')}` };
        for (const path of ['/dashboard/%', '/dashboard/a%zz.js', '/dashboard/%ff', '/api/accounts/%', '/v1/admin/keys/%e3%81']) {
          const answer = await fetch(r.url + path, { headers: admin, ...(path.startsWith('/v1') && { method: 'DELETE' }) });
          expect([path, answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
            path,
            400,
            'The address has a "%" that two hexadecimal digits of UTF-8 do not follow. Write the sign itself as %25.',
          ]);
        }
        expect((await fetch(`${r.url}/dashboard/%25`)).status).toBe(200);
      });
      test('is not there, and the collector stays', async () => {
        for (const target of ['//', '//x', '/\\', 'http://[', '*', '/../..//', '/dashboard/../../../etc/passwd'])
          expect([target, await raw(target)]).toEqual([target, 404]);
        expect((await r.send([event()])).status).toBe(200);
        expect((await post('/v1/batch?source=server', JSON.stringify({ writeKey: KEY, batch: [event()] }))).status).toBe(200);
      });
    });

    describe('clocks of devices', () => {
      const at = async (id: string) =>
        (
          await r.query<{ at: number; client_at: number; skew: number }>('SELECT at, client_at, skew FROM events WHERE message_id = ?', [
            id,
          ])
        )[0];
      test('a device that is three days ahead is put right by the time of sending', async () => {
        const ahead = START + 3 * DAY;
        await r.send([event({ messageId: 'ahead', timestamp: new Date(ahead - 60_000).toISOString() })], {
          sentAt: new Date(ahead).toISOString(),
        });
        await r.collector.settle();
        expect(await at('ahead')).toEqual({ at: r.clock.now() - 60_000, client_at: ahead - 60_000, skew: 1 });
      });
      test('an event that waited offline for two days keeps its own time', async () => {
        const old = r.clock.now() - 2 * DAY;
        await r.send([event({ messageId: 'offline', timestamp: new Date(old).toISOString() })]);
        await r.collector.settle();
        expect(await at('offline')).toEqual({ at: old, client_at: old, skew: 0 });
      });
      test('nothing happens in the future', async () => {
        await r.send([event({ messageId: 'future', timestamp: new Date(r.clock.now() + 30 * DAY).toISOString() })], { sentAt: undefined });
        await r.collector.settle();
        expect(await at('future')).toEqual({ at: r.clock.now(), client_at: r.clock.now() + 30 * DAY, skew: 1 });
      });
    });

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
