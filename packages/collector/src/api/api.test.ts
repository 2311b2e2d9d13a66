import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, explain, initialState, smallestChange, type Config } from '@shirube/engine';
import { configSchema } from '@shirube/engine/schema';
import type { ApiReply } from '../http/api';
import { match } from './route';
import type { WhyNot } from './types';
import { asking, createApi, openStore, quietDeps, readJson, tempFolder } from './testing';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const config = readJson<Config>(path('../../../../examples/haruiro-billing/shirube.json'));
const program = compile(config, { faces: false });
const now = Date.parse('2026-06-30T00:00:00+09:00');
const folder = tempFolder();
let api: ReturnType<typeof createApi>;
let close: () => Promise<void>;
const told: Record<string, unknown>[] = [];
beforeAll(async () => {
  const store = await openStore(folder.path);
  const at = now - 86_400_000;
  await store.tx(async (tx) => {
    for (const [tenant, name] of [
      [1, 'ours'],
      [2, 'secret'],
    ] as const) {
      const who = { tenant, account_id: `${name}-account`, user_id: `${name}-user` };
      await tx.insert(
        'accounts',
        [],
        [
          {
            tenant,
            account_id: `${name}-account`,
            traits: JSON.stringify({ name: `${name} Ltd`, mrr: 5000, seats: 2 }),
            first_at: at,
            last_at: at,
          },
        ],
      );
      await tx.insert(
        'users',
        [],
        [
          {
            ...who,
            anonymous: 0,
            state: JSON.stringify({ ...initialState(), now: at }),
            cfg: 'x',
            traits: '{}',
            first_at: at,
            last_at: at,
            logins: 1,
            first_login_at: at,
            last_login_at: at,
            sessions: 1,
          },
        ],
      );
      await tx.insert('milestones', [], [{ ...who, milestone: 'first-login', at, n: 1 }]);
      await tx.insert('segments', [], [{ ...who, segment: 'first-login', entered_at: at }]);
      await tx.insert(
        'events',
        [],
        [
          {
            tenant,
            message_id: `${name}-1`,
            type: 'track',
            event: 'Inquiry Sent',
            account_id: who.account_id,
            user_id: who.user_id,
            anonymous: 0,
            at,
            received_at: at,
            skew: 0,
            verified: 0,
            path: `/${name}`,
            source: 'wire',
            props: '{}',
            context: '{}',
          },
        ],
      );
      await tx.insert(
        'tasks',
        [],
        [
          {
            id: `${name}-task`,
            ...who,
            effect_id: 'e',
            flow: 'onboarding',
            step: 'call',
            title: JSON.stringify({ ja: name }),
            channel: 'phone',
            status: 'open',
            created_at: at,
          },
        ],
      );
      await tx.insert(
        'mails',
        [],
        [
          {
            id: `${name}-mail`,
            ...who,
            mail: 'onboarding',
            flow: 'onboarding',
            step: 'mail',
            lang: 'ja',
            recipient: `${name}@example.com`,
            subject: name,
            body_text: name,
            body_html: '',
            links: '[]',
            status: 'sent',
            transport: 'mailbox',
            requested_at: at,
            sent_at: at,
            machine_opens: 0,
            attempts: 1,
          },
        ],
      );
      await tx.insert('answers', [], [{ ...who, survey: 'nps', question: 'why', value: JSON.stringify(`${name} says`), at }]);
      await tx.insert(
        'videos',
        [],
        [{ ...who, video: 'v1', duration: 180, pieces: '[[0,90]]', coverage: 0.5, played: 90, position: 90, started_at: at }],
      );
      await tx.insert('flow_runs', [], [{ ...who, flow: 'onboarding', run: 1, step: 'opened', step_at: at, started_at: at }]);
      await tx.insert('dead_letters', [], [{ tenant, key: 'k', received_at: at, stage: 'parse', reason: `${name} reason`, body: name }]);
      await tx.insert(
        'saved_views',
        [],
        [{ tenant, person: 1, page: 'accounts', name: `${name} view`, query: 'level=poor', created_at: at }],
      );
      await tx.insert('notes', [], [{ tenant, account_id: who.account_id, user_id: '', at, who: 'x', body: name }]);
    }
  });
  const deps = {
    ...quietDeps(
      store,
      () => now,
      () => program,
    ),
    accountTraits: async (tenant: number, account: string, traits: Record<string, unknown>) => void told.push({ tenant, account, traits }),
  };
  api = createApi(deps, { maxAge: 0 });
  close = () => store.close();
});
afterAll(async () => {
  await close();
  folder.remove();
});

const reads = [
  '/config',
  '/today',
  '/accounts',
  '/accounts?churned=1',
  '/accounts/ours-account',
  '/accounts/ours-account/timeline?all=1',
  '/accounts/ours-account/health',
  '/users?anonymous=1',
  '/users/ours-account/ours-user',
  '/users/ours-account/ours-user/timeline?all=1',
  '/milestones',
  '/flows',
  '/flows/onboarding',
  '/flows/onboarding/people?step=opened',
  '/content',
  '/content/tutorial',
  '/videos',
  '/videos/v1',
  '/segments',
  '/nps',
  '/kpis',
  '/cohorts',
  '/gaps',
  '/mails',
  '/mails/ours-mail',
  '/tasks',
  '/tasks?status=closed',
  '/events/recent',
  '/views',
];

describe('two vendors on one collector', () => {
  it.each(reads)('%s shows nothing of the other one', async (address) => {
    const reply = await asking(api, 1).ask('GET', address);
    expect(reply).toBeDefined();
    expect(JSON.stringify(reply?.json)).not.toMatch(/secret/i);
  });
  it('what belongs to the other one cannot be named either', async () => {
    const { ask } = asking(api, 1);
    for (const address of ['/accounts/secret-account', '/users/secret-account/secret-user', '/mails/secret-mail'])
      await expect(ask('GET', address)).rejects.toMatchObject({ status: 404 });
    expect(JSON.stringify((await ask('GET', '/accounts/secret-account/timeline'))?.json)).not.toContain('secret-user');
    await expect(ask('DELETE', '/views/2')).rejects.toMatchObject({ status: 404 });
  });
});

describe('roles', () => {
  it('a viewer looks and changes nothing', async () => {
    const viewer = asking(api, 1, 'viewer');
    expect(await viewer.ask('GET', '/today')).toBeDefined();
    for (const [address, body] of [
      ['/tasks/ours-task', { status: 'done' }],
      ['/facts', 'account,x\na,1'],
      ['/accounts/ours-account/notes', { body: 'x' }],
    ] as const)
      await expect(viewer.post(address, body)).rejects.toMatchObject({ status: 403 });
  });
  it('whoever asks why somebody does not see the tutorial hears what the engine says, in both languages, with the smallest change', async () => {
    const why = await asking(api, 1).get<WhyNot>('/users/ours-account/ours-user/explain/tutorial');
    const engine = explain(program, { ...initialState(), now }, 'tutorial');
    expect(why).toMatchObject({ status: 'held', first: engine.first, next: engine.next });
    expect(why.gates.map(({ name, is, code }) => ({ name, is, code }))).toEqual(
      engine.gates.map(({ name, is, code }) => ({ name, is, code })),
    );
    expect(why.change.map(({ code, of }) => ({ code, of }))).toEqual(smallestChange(engine).map(({ code, of }) => ({ code, of })));
    expect(why.change.find(({ code }) => code === 'login')?.text).toEqual({
      en: 'logins so far: 0; there should be at least 2',
      ja: expect.stringContaining('2以上'),
    });
    expect(why.text.en).toMatch(/^Not shown, because .* Smallest change: /);
    expect(why.text.ja).toMatch(/^表示されていません.*最小の変化/);
  });
  it('nobody finds what does not exist', async () => expect(await asking(api, 1).ask('GET', '/nothing/here')).toBeUndefined());
});

describe('what only people know', () => {
  it('comes as CSV, with numbers and truths read as such, and reaches the flow worker', async () => {
    const reply = (await asking(api, 1).post(
      '/facts',
      '\uFEFFaccount,touchpoint,payment_overdue,csat\r\nours-account,good,true,4.5\r\n,lost,,\r\n',
    )) as ApiReply;
    expect(reply.json).toMatchObject({ accepted: 3, refused: [{ at: 3, message: expect.stringContaining('Line 3') }] });
    expect(told).toEqual([{ tenant: 1, account: 'ours-account', traits: { touchpoint: 'good', payment_overdue: true, csat: 4.5 } }]);
    const detail = await asking(api, 1).get<{
      account: { score: number };
      traits: Record<string, unknown>;
      health: { caps: { id: string }[] };
    }>('/accounts/ours-account');
    expect(detail.traits).toMatchObject({ touchpoint: 'good', payment_overdue: true });
    expect(detail.health.caps).toContainEqual(expect.objectContaining({ id: 'payment-overdue' }));
  });
  it('a number with leading zeros, or with more digits than a number keeps, stays as it is written', async () => {
    told.length = 0;
    await asking(api, 1).post(
      '/facts',
      'account,contract_no,phone,seats,discount\r\nours-account,12345678901234567890,0312345678,12,-0.5\r\n',
    );
    expect(told.at(-1)?.['traits']).toEqual({ contract_no: '12345678901234567890', phone: '0312345678', seats: 12, discount: -0.5 });
  });
  it('a file whose first column is something else is refused with what to write', async () =>
    await expect(asking(api, 1).post('/facts', 'name,x\na,1')).rejects.toThrow(/first line such as account,/));
});

describe('saved views', () => {
  it('are kept, listed and removed by whoever made them', async () => {
    const { post, get, ask } = asking(api, 1);
    await post('/views', { page: 'accounts', name: 'Stuck', query: 'status=stuck' });
    const views = await get<{ id: number; name: string }[]>('/views');
    const mine = views.find((view) => view.name === 'Stuck');
    expect(mine).toMatchObject({ page: 'accounts', query: 'status=stuck', mine: true });
    await ask('DELETE', `/views/${mine?.id ?? 0}`);
    expect((await get<{ name: string }[]>('/views')).map((view) => view.name)).not.toContain('Stuck');
  });
});

describe('small parts', () => {
  it('addresses match by part, decoded; whoever writes a broken one is told how the sign is written', () => {
    expect(match('/users/:account/:user', '/users/a%2Fb/u 1/')).toEqual({ account: 'a/b', user: 'u 1' });
    expect(() => match('/users/:account', '/users/%E0%A4%A')).toThrow('Write the sign itself as %25');
    expect(match('/users', '/accounts')).toBeUndefined();
  });
  it('the configuration in the guide on health scores is valid', () => {
    const guide = readFileSync(path('../../../../docs/guide/health-scores.md'), 'utf8');
    const json = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    expect(configSchema().safeParse(JSON.parse(json)).error?.issues ?? []).toEqual([]);
  });
});
