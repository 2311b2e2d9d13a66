import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, KEY, messageId, START, type Rig } from './helpers';
import { event, intakeRig } from './intake-rig';
import type { Backend } from './scenario';

/** What those who send are answered, the same on every store. */
export function intakeContract(backend: Backend): void {
  describe(`on ${backend.name}`, () => {
    let r: Rig;
    let stop: () => Promise<void>;
    const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
      fetch(r.url + path, { method: 'POST', body: body as BodyInit, headers });
    beforeAll(async () => void ({ r, stop } = await intakeRig(backend)));
    afterAll(() => stop());

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
  });
}
