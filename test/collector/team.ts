/** Who may come in, as the vendor's admins decide it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rig, type Rig } from './helpers';
import type { Backend } from './scenario';

/** The same on every store. */
export function teamContract({ name, options }: Backend): void {
  describe(`on ${name}`, () => {
    let r: Rig;
    beforeAll(async () => {
      r = await rig({
        ...(await options()),
        tenants: [{ slug: 'a', writeKeys: [{ key: 'pk_a' }] }, { slug: 'b' }],
      });
    });
    afterAll(() => r.stop());

    /** A signed-in person, as their browser is. */
    interface Browser {
      status: number;
      ask(path: string, body?: object, method?: string): Promise<{ status: number; json: Record<string, unknown> }>;
    }
    async function browser(reply: Response): Promise<Browser> {
      const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const { csrf = '' } = (await (await fetch(`${r.url}/auth/session`, { headers: { cookie } })).json()) as { csrf?: string };
      return {
        status: reply.status,
        async ask(path, body, method = body ? 'POST' : 'GET') {
          const answer = await fetch(r.url + path, {
            method,
            headers: { cookie, 'x-shirube-csrf': csrf },
            ...(body && { body: JSON.stringify(body) }),
          });
          return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
        },
      };
    }
    const form = (path: string, values: Record<string, string>) =>
      fetch(r.url + path, { method: 'POST', body: new URLSearchParams(values), redirect: 'manual' });
    const follow = async (path: string, email: string, password = 'long enough to be one') =>
      browser(await form(path, { name: email.split('@')[0] ?? '', email, password }));
    const signIn = async (email: string, password: string) => browser(await form('/auth/sign-in', { email, password }));
    interface Colleague {
      id: number;
      email: string;
      role: string;
      disabled_at: number | null;
      you: boolean;
    }
    const team = async (as: Browser) => (await as.ask('/v1/admin/people')).json['people'] as Colleague[];
    const idOf = async (as: Browser, email: string) => (await team(as)).find((one) => one.email === email)?.id ?? 0;
    const invite = async (as: Browser, role: string) => String((await as.ask('/v1/admin/invitations', { role })).json['path']);

    test('an admin invites, gives another role, shuts out and lets in again', async () => {
      const admin = await follow(r.collector.adminPath ?? '', 'admin@a.example');
      const path = await invite(admin, 'member');
      expect(await (await fetch(r.url + path, { headers: { 'accept-language': 'ja' } })).text()).toMatch(/<h1>アカウントを作成<\/h1>/);
      const member = await follow(path, 'member@a.example');
      expect((await team(admin)).map((one) => [one.email, one.role, one.you])).toEqual([
        ['admin@a.example', 'admin', true],
        ['member@a.example', 'member', false],
      ]);
      expect((await member.ask('/v1/admin/people')).status).toBe(403);
      const at = `/v1/admin/people/${await idOf(admin, 'member@a.example')}`;
      expect((await admin.ask(at, { role: 'admin' })).status).toBe(200);
      // Who is signed in has the new role at once, and is signed out at once.
      expect((await member.ask('/v1/admin/people')).status).toBe(200);
      await admin.ask(at, { role: 'viewer' });
      expect((await admin.ask(at, { disabled: true })).status).toBe(200);
      expect((await member.ask('/api/config')).status).toBe(401);
      expect((await signIn('member@a.example', 'long enough to be one')).status).toBe(401);
      await admin.ask(at, { disabled: false });
      expect((await member.ask('/api/config')).status).toBe(401);
      expect((await signIn('member@a.example', 'long enough to be one')).status).toBe(303);
      expect(await r.query("SELECT who, action FROM audit WHERE action <> 'invitation' ORDER BY id")).toEqual(
        Array.from({ length: 4 }, () => ({ who: 'admin', action: 'person' })),
      );
    });

    test('the last admin cannot lock everybody out, also not when two take the role from each other', async () => {
      const admin = await signIn('admin@a.example', 'long enough to be one');
      const own = await idOf(admin, 'admin@a.example');
      for (const change of [{ role: 'member' }, { disabled: true }]) {
        const { status, json } = await admin.ask(`/v1/admin/people/${own}`, change);
        expect([status, json['error']]).toEqual([409, 'last_admin']);
      }
      const other = await follow(await invite(admin, 'admin'), 'other@a.example');
      const theirs = await idOf(admin, 'other@a.example');
      const both = await Promise.all([
        admin.ask(`/v1/admin/people/${theirs}`, { disabled: true }),
        other.ask(`/v1/admin/people/${own}`, { disabled: true }),
      ]);
      expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
      expect((await r.query("SELECT id FROM people WHERE role = 'admin' AND disabled_at IS NULL")).length).toBe(1);
    });

    test('who forgot their password gets a link from an admin, which ends what was open, and works once', async () => {
      const [last] = await r.query<{ email: string }>("SELECT email FROM people WHERE role = 'admin' AND disabled_at IS NULL");
      const admin = await signIn(last?.email ?? '', 'long enough to be one');
      const before = await follow(await invite(admin, 'viewer'), 'forgets@a.example');
      const made = await admin.ask('/v1/admin/passwords', { person: await idOf(admin, 'forgets@a.example') });
      const path = String(made.json['path']);
      const page = await (await fetch(r.url + path)).text();
      expect(page).toMatch(/<h1>Choose a new password<\/h1>/);
      expect(page).not.toMatch(/name="email"/);
      expect((await before.ask('/api/config')).status).toBe(200);
      expect((await form(path, { password: 'short' })).status).toBe(400);
      expect((await form(path, { password: 'another one, quite long' })).status).toBe(303);
      expect((await before.ask('/api/config')).status).toBe(401);
      expect((await signIn('forgets@a.example', 'long enough to be one')).status).toBe(401);
      expect((await signIn('forgets@a.example', 'another one, quite long')).status).toBe(303);
      const again = await form(path, { password: 'a third one, also long' });
      expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('Ask an admin for a new one')]);
      expect((await admin.ask('/v1/admin/passwords', { person: 987_654 })).status).toBe(404);
    });

    test('the team of another vendor is not seen, changed or given passwords', async () => {
      const token = await r.collector.makeToken('b', 'b', 'admin');
      const ask = (path: string, body?: object) =>
        fetch(r.url + path, {
          method: body ? 'POST' : 'GET',
          headers: { authorization: `Bearer ${token}` },
          ...(body && { body: JSON.stringify(body) }),
        });
      expect(await (await ask('/v1/admin/people')).json()).toEqual({ people: [] });
      const [one] = await r.query<{ id: number }>('SELECT MIN(id) AS id FROM people');
      expect((await ask(`/v1/admin/people/${one?.id}`, { disabled: true })).status).toBe(404);
      expect((await ask(`/v1/admin/people/${one?.id}`, { role: 'viewer' })).status).toBe(404);
      expect((await ask('/v1/admin/passwords', { person: one?.id })).status).toBe(404);
    });

    test('a key for an origin that no browser sends is refused with how to write it', async () => {
      const token = await r.collector.makeToken('a', 'a', 'admin');
      const make = async (origin: string) => {
        const reply = await fetch(`${r.url}/v1/admin/keys`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify({ label: 'x', origins: [origin] }),
        });
        return { status: reply.status, text: await reply.text() };
      };
      for (const origin of ['https://app.example.com/', 'app.example.com', 'https://App.example.com', 'https://a.example/*', '*'])
        expect(await make(origin), origin).toEqual({ status: 400, text: expect.stringContaining('https://app.example.com, or https://*') });
      for (const origin of [
        'https://app.example.com',
        'https://*.example.com',
        'https://app-*.example.com',
        'http://localhost:3000',
        'capacitor://localhost',
      ])
        expect((await make(origin)).status, origin).toBe(201);
    });
  });
}
