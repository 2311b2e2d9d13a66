import { compile } from '@shirube/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromCsv, toCsv } from './csv';
import { asking, createApi, openStore, quietDeps, tempFolder } from './testing';

const now = Date.parse('2026-06-30T00:00:00+09:00');
const folder = tempFolder();
const store = await openStore(folder.path);
const { csv } = asking(
  createApi(
    quietDeps(
      store,
      () => now,
      () => compile({ shirube: 1 }),
    ),
    { maxAge: 0 },
  ),
  1,
  'viewer',
);
const range = (n: number) => Array.from({ length: n }, (_, i) => String(i).padStart(5, '0'));

beforeAll(() =>
  store.tx(async (tx) => {
    const who = (i: string) => ({ tenant: 1, account_id: `a${Number(i) % 900}`, user_id: `u${i}` });
    await tx.insert(
      'users',
      [],
      range(10_400).map((i) => ({
        ...who(i),
        anonymous: 0,
        state: '',
        cfg: '',
        traits: '{}',
        first_at: now,
        last_at: now - Number(i),
        logins: 1,
        sessions: 1,
      })),
    );
    await tx.insert(
      'tasks',
      [],
      range(620).map((i) => ({
        ...who(i),
        id: i,
        effect_id: i,
        flow: 'f',
        step: 's',
        title: '{"en":"Call","ja":"電話"}',
        reason: '"Not opened"',
        channel: 'phone',
        status: 'open',
        created_at: now,
      })),
    );
    await tx.insert(
      'mails',
      [],
      range(130).map((i) => ({
        ...who(i),
        id: i,
        mail: 'm',
        flow: 'f',
        step: 's',
        lang: 'ja',
        recipient: 'x',
        subject: 's',
        body_text: '',
        body_html: '',
        links: '[]',
        status: 'sent',
        transport: 'mailbox',
        requested_at: now,
        machine_opens: 0,
        attempts: 1,
      })),
    );
  }),
);
afterAll(async () => {
  await store.close();
  folder.remove();
});

test.each([
  ['/tasks', 620],
  ['/mails?offset=50', 130],
  ['/users?offset=100&sort=user', 10_400],
])('whoever takes %s away as a table takes all of it, also from its second page', async (address, n) => {
  const lines = (await csv(address)).trim().split('\r\n');
  expect(lines.length - 1).toBe(n);
  expect(new Set(lines).size).toBe(n + 1);
});

test('a list of tasks that is taken away is one to call from: in words, with the reason', async () => {
  const [head, first] = (await csv('/tasks')).slice(1).split('\r\n');
  expect(head).toBe('account,account_name,user,title,reason,owner,status,created,due,closed,closed_by,close_reason');
  expect(first).toMatch(/^[^,]*,[^,]*,[^,]*,電話,Not opened,,open,/);
});

test('CSV quotes what must be quoted, and disarms formulas', () => {
  expect(
    toCsv({
      name: 'x',
      columns: ['a', 'b'],
      rows: [
        ['He said "hi", twice', null],
        ['=1+1', 2],
        ['＝1+1', -1],
      ],
    }),
  ).toBe('\uFEFFa,b\r\n"He said ""hi"", twice",\r\n\'=1+1,2\r\n\'＝1+1,-1\r\n');
  expect(fromCsv('a,b\r\n"x ""y""\nz",2\r\n\r\n')).toEqual([
    ['a', 'b'],
    ['x "y"\nz', '2'],
  ]);
});
