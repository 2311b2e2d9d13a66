import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import type { Config } from '@shirube/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifySignature } from '../../packages/collector/src/index';
import { KEY, messageId, MIN, rig, START, type Rig } from './helpers';
import type { Backend } from './scenario';

/** The same on every store. */
export function securityContract({ name, options }: Backend): void {
  describe(`on ${name}`, () => {
    const flow = (url: string): Config =>
      ({
        shirube: 1,
        milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }],
        mails: [{ id: 'hello', subject: 'Hello', body: 'Hello' }],
        flows: [
          {
            id: 'tell',
            start: { kind: 'milestone', id: 'sent' },
            steps: [
              { do: 'webhook', id: 'crm', url },
              { do: 'task', id: 'call', title: 'Call' },
              { do: 'email', id: 'mail', mail: 'hello' },
            ],
          },
        ],
      }) as Config;
    let hook: Server;
    let hookUrl = '';
    const hooked: { headers: Record<string, string | string[] | undefined>; body: string }[] = [];
    let answers: number[] = [];
    let r: Rig;
    let adminPath = '';
    const tokens = { a: '', b: '', viewer: '', ingest: '' };

    beforeAll(async () => {
      hook = createServer((req, res) => {
        let body = '';
        req.on('data', (chunk) => (body += chunk));
        req.on('end', () => {
          hooked.push({ headers: req.headers, body });
          res.writeHead(answers.shift() ?? 200).end();
        });
      });
      await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
      const address = hook.address();
      hookUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/crm`;
      r = await rig({
        ...(await options()),
        tenants: [
          {
            slug: 'a',
            config: flow(hookUrl),
            writeKeys: [
              { key: KEY, rate: 100_000 },
              { key: 'pk_strict', origins: ['https://app.example', 'https://*.staging.example'], rate: 2 },
            ],
          },
          { slug: 'b', config: flow('https://example.invalid/'), writeKeys: [{ key: 'pk_b' }] },
        ],
        webhooks: { allowHosts: ['127.0.0.1'] },
        webhookSecret: `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`,
      });
      adminPath = r.collector.adminPath ?? '';
      tokens.a = await r.collector.makeToken('a', 'a', 'admin');
      tokens.b = await r.collector.makeToken('b', 'b', 'admin');
      tokens.viewer = await r.collector.makeToken('a', 'v', 'viewer');
      tokens.ingest = await r.collector.makeToken('a', 'i', 'ingest');
      const person = r.as('hana', 'aoba');
      await person.identify({ email: 'hana@aoba.example' });
      await person.track('invoice_sent');
    });
    afterAll(async () => {
      await r.stop();
      await new Promise((resolve) => hook.close(resolve));
    });
    const call = (path: string, token: string, init: RequestInit = {}) =>
      fetch(r.url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
    const json = async (path: string, token: string) => (await call(path, token)).text();

    describe('two vendors on one collector', () => {
      test('nobody reads, changes or erases anything with the other one’s token, at any address', async () => {
        const [task] = await r.query<{ id: string }>('SELECT id FROM tasks');
        const [mail] = await r.query<{ id: string }>('SELECT id FROM mails');
        const reads = [
          '/api/config',
          '/api/today',
          '/api/accounts',
          '/api/accounts/aoba',
          '/api/accounts/aoba/users/hana',
          '/api/users',
          '/api/users/hana',
          '/api/milestones',
          '/api/flows',
          '/api/flows/tell',
          '/api/content',
          '/api/videos',
          '/api/segments',
          '/api/nps',
          '/api/kpis',
          '/api/cohorts',
          '/api/gaps',
          '/api/mails',
          `/api/mails/${mail?.id}`,
          '/api/tasks',
          `/api/tasks/${task?.id}`,
          '/api/views',
          '/api/facts',
          '/v1/export',
          '/v1/export?user=hana',
          '/v1/export?account=aoba',
          '/v1/dead-letters',
          '/v1/admin/people',
          '/v1/admin/keys',
          '/v1/admin/tokens',
        ];
        for (const path of reads) {
          const answer = await call(path, tokens.b);
          // "There is no such account" may repeat the question, but nothing else may be said.
          const text = (await answer.text()).replaceAll(answer.ok ? '' : '\\"aoba\\"', '').replaceAll(answer.ok ? '' : '\\"hana\\"', '');
          expect(text, path).not.toMatch(/hana|aoba|pk_test/);
        }
        // The same addresses do show it to whom it belongs.
        expect(await json('/v1/export', tokens.a)).toMatch(/hana/);
        const body = (value: object): RequestInit => ({ method: 'POST', body: JSON.stringify(value) });
        expect(await (await call('/v1/erase', tokens.b, body({ user: 'hana' }))).json()).toEqual({ removed: { left: 0 }, left: 0 });
        expect(await (await call('/v1/erase', tokens.b, body({ account: 'aoba' }))).json()).toEqual({ removed: { left: 0 }, left: 0 });
        expect((await call(`/v1/admin/keys/${KEY}`, tokens.b, { method: 'DELETE' })).status).toBe(404);
        expect((await call('/v1/admin/tokens/1', tokens.b, { method: 'DELETE' })).status).toBe(404);
        expect(await (await call('/v1/hooks/mail', tokens.b, body({ events: [{ mailId: mail?.id, kind: 'bounced' }] }))).json()).toEqual({
          taken: 0,
          ignored: 1,
        });
        expect(
          (await call(`/api/tasks/${task?.id}`, tokens.b, { method: 'PATCH', body: JSON.stringify({ status: 'done' }) })).status,
        ).toBeGreaterThanOrEqual(400);
        expect(await r.query(`SELECT status FROM tasks`)).toEqual([{ status: 'open' }]);
        expect((await r.query(`SELECT 1 FROM events WHERE user_id = 'hana' LIMIT 1`)).length).toBe(1);
      });

      test('the same message id from two vendors is two events', async () => {
        const event = { messageId: 'same', type: 'track', event: 'x', userId: 'u', timestamp: new Date(START).toISOString() };
        await r.send([event]);
        await r.send([event], { writeKey: 'pk_b' });
        await r.collector.settle();
        expect(await r.query(`SELECT COUNT(*) AS n FROM events WHERE message_id = 'same'`)).toEqual([{ n: 2 }]);
      });
    });

    describe('who may do what', () => {
      test('without a sign-in there is nothing to see, and a write key opens nothing', async () => {
        for (const path of ['/api/today', '/v1/export', '/v1/admin/keys', '/v1/dead-letters', '/auth/session']) {
          expect((await fetch(r.url + path)).status, path).toBe(401);
          expect((await call(path, KEY)).status, path).toBe(401);
        }
      });
      test('a viewer changes nothing, a token for events reads nothing', async () => {
        expect((await call('/v1/admin/keys', tokens.viewer)).status).toBe(403);
        expect((await call('/api/today', tokens.viewer, { method: 'POST', body: '{}' })).status).toBe(403);
        expect((await call('/api/today', tokens.ingest)).status).toBe(401);
        const sent = await call('/v1/track', tokens.ingest, {
          method: 'POST',
          body: JSON.stringify({ messageId: messageId(), event: 'from_server', userId: 'hana' }),
        });
        expect(sent.status).toBe(200);
      });

      test('the first admin comes in by a link that works once, and changes need the token of the page', async () => {
        const form = (values: Record<string, string>, headers: Record<string, string> = {}) =>
          fetch(r.url + adminPath, { method: 'POST', body: new URLSearchParams(values), headers, redirect: 'manual' });
        const page = await fetch(r.url + adminPath, { headers: { 'accept-language': 'ja' } });
        expect(await page.text()).toContain('管理者アカウントを作成');
        expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
        expect((await form({ name: 'A', email: 'a@example.com', password: 'short' })).status).toBe(400);
        expect(
          (
            await form(
              { name: 'A', email: 'a@example.com', password: 'long enough to be one' },
              { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
            )
          ).status,
        ).toBe(403);
        const done = await form({ name: 'A', email: 'A@example.com', password: 'long enough to be one' });
        expect([done.status, done.headers.get('location')]).toEqual([303, '/dashboard/']);
        expect(done.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
        expect((await form({ name: 'B', email: 'b@example.com', password: 'long enough to be one' })).status).toBe(410);
        const cookie = (done.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
        const session = (await (await fetch(`${r.url}/auth/session`, { headers: { cookie } })).json()) as { csrf: string; role: string };
        expect(session.role).toBe('admin');
        const make = (headers: Record<string, string>) =>
          fetch(`${r.url}/v1/admin/tokens`, { method: 'POST', body: '{"label":"x"}', headers: { cookie, ...headers } });
        expect((await make({})).status).toBe(403);
        expect((await make({ 'x-shirube-csrf': session.csrf, origin: 'https://evil.example' })).status).toBe(403);
        expect((await make({ 'x-shirube-csrf': session.csrf })).status).toBe(201);
        expect(await r.query('SELECT password FROM people')).toEqual([{ password: expect.stringMatching(/^scrypt\$32768\$/) }]);
        expect(
          (await fetch(`${r.url}/auth/sign-out`, { method: 'POST', headers: { cookie, 'x-shirube-csrf': session.csrf } })).status,
        ).toBe(200);
        expect((await fetch(`${r.url}/auth/session`, { headers: { cookie } })).status).toBe(401);
      });

      test('somebody whose address is taken can use the same invitation with another one, once', async () => {
        const made = (await (await call('/v1/admin/invitations', tokens.a, { method: 'POST', body: '{"role":"viewer"}' })).json()) as {
          path: string;
        };
        const accept = async (email: string) =>
          (
            await fetch(r.url + made.path, {
              method: 'POST',
              body: new URLSearchParams({ name: 'C', email, password: 'long enough to be one' }),
              redirect: 'manual',
            })
          ).status;
        expect([await accept('a@example.com'), await accept('c@example.com'), await accept('d@example.com')]).toEqual([409, 303, 410]);
      });

      test('guessing passwords soon gets slow', async () => {
        const guess = async (i: number) =>
          (
            await fetch(`${r.url}/auth/sign-in`, {
              method: 'POST',
              body: new URLSearchParams({ email: 'a@example.com', password: `guess ${i}` }),
              redirect: 'manual',
            })
          ).status;
        const tries = await Promise.all(Array.from({ length: 12 }, (_, i) => guess(i)));
        expect(tries.sort()).toEqual([...Array<number>(10).fill(401), 429, 429]);
      }, 30_000);
    });

    describe('write keys', () => {
      const from = (origin: string) =>
        fetch(`${r.url}/v1/batch`, { method: 'POST', headers: { origin }, body: JSON.stringify({ writeKey: 'pk_strict', batch: [] }) });
      test('work from the listed origins only, and not faster than allowed', async () => {
        expect((await from('https://evil.example')).status).toBe(403);
        expect((await from('https://app.example')).status).toBe(200);
        const many = await Promise.all(Array.from({ length: 14 }, () => from('https://x.staging.example')));
        expect(many.filter((a) => a.status === 200).length).toBeLessThan(13);
        expect(many.find((a) => a.status === 429)?.headers.get('retry-after')).toBe('1');
      });
    });

    describe('webhooks', () => {
      test('are signed so that the receiver can check them, and sent again until they are taken', async () => {
        const [first] = hooked;
        const header = (name: string) => String(first?.headers[name]);
        const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
        const given = { id: header('webhook-id'), timestamp: header('webhook-timestamp'), signature: header('webhook-signature') };
        expect(verifySignature(secret, given, first?.body ?? '', r.clock.now())).toBe(true);
        expect(verifySignature(secret, given, `${first?.body} `, r.clock.now())).toBe(false);
        expect(verifySignature(secret, given, first?.body ?? '', r.clock.now() + 10 * MIN)).toBe(false);
        hooked.length = 0;
        answers = [500, 503];
        await r.as('ken', 'aoba').track('invoice_sent');
        expect(hooked.length).toBe(1);
        await r.pass(MIN);
        expect(hooked.length).toBe(2);
        await r.pass(6 * MIN);
        expect(hooked.map((h) => h.headers['webhook-id'])).toEqual(Array(3).fill(hooked[0]?.headers['webhook-id']));
        expect(await r.query(`SELECT status, attempts FROM webhooks WHERE user_id = 'ken'`)).toEqual([{ status: 'done', attempts: 3 }]);
      });
    });

    describe('pages and logs', () => {
      test('mail links cannot be invented', async () => {
        const [mail] = await r.query<{ id: string }>('SELECT id FROM mails');
        expect((await fetch(`${r.url}/t/c/${mail?.id}/0/AAAAAAAAAAAAAAAA`, { redirect: 'manual' })).status).toBe(404);
        expect((await fetch(`${r.url}/t/o/${mail?.id}/0/AAAAAAAAAAAAAAAA.gif`)).status).toBe(404);
      });
      test('health and metrics say nothing about people', async () => {
        expect([(await fetch(`${r.url}/healthz`)).status, (await fetch(`${r.url}/readyz`)).status]).toEqual([200, 200]);
        const metrics = await (await fetch(`${r.url}/metrics`)).text();
        expect(metrics).toMatch(/shirube_events_accepted_total \d+/);
        expect(metrics).toMatch(/shirube_backlog_batches 0/);
        expect(metrics).not.toMatch(/hana|aoba|example/);
      });
      test('the log knows how to keep quiet', async () => {
        const source = readFileSync('packages/collector/src/host/log.ts', 'utf8');
        const { reasonOf } = await import('../../packages/collector/src/host/log');
        expect(source).toContain("'recipient'");
        expect(reasonOf(new Error('connect to postgres://user:secret@db/x failed'))).toEqual({
          error: 'Error',
          reason: 'connect to postgres://… failed',
        });
      });
    });
  });
}
