/** What the dashboard asks gives the same answer whatever the store: one story is told to each, and every answer is compared. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Portfolio } from '../../packages/collector/src/demo/portfolio';
import { seedPortfolio } from '../../packages/collector/src/demo/seed';
import { createCollector, type Collector, type CollectorOptions } from '../../packages/collector/src/index';
import { KEY } from './helpers';
import { startPostgres } from './servers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const whole = JSON.parse(readFileSync(join(root, 'packages/collector/src/demo/portfolio.json'), 'utf8')) as Portfolio;
/** One that goes well, one that is stuck, one that never came, a new one, one that left. */
const portfolio: Portfolio = {
  asOf: whole.asOf,
  accounts: whole.accounts.filter(({ id }) => ['A01', 'A02', 'A06', 'A08', 'A10'].includes(id)),
};
const dir = mkdtempSync(join(tmpdir(), 'shirube-stores-'));
const postgres = await startPostgres({ settings: ['fsync=off'] });
const open: Place[] = [];

interface Place {
  collector: Collector;
  get(address: string): Promise<{ status: number; text: string }>;
  json<T>(address: string): Promise<T>;
  post(address: string, body: object): Promise<number>;
}

async function told(store: CollectorOptions): Promise<Place> {
  const clock = { at: Date.parse('2026-01-01T00:00:00Z'), now: () => clock.at };
  const collector = await createCollector({
    ...store,
    clock,
    config: join(root, 'examples/haruiro-billing/shirube.json'),
    writeKeys: [{ key: KEY, rate: 100_000 }],
    addressRate: 100_000,
    manual: true,
    log: 'silent',
  });
  const url = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  const token = await collector.makeToken('main', 'reader', 'admin');
  await seedPortfolio(portfolio, {
    address: url,
    writeKey: KEY,
    at: (instant) => void (clock.at = instant),
    settle: () => collector.settle(),
  });
  const headers = { authorization: `Bearer ${token}` };
  const get: Place['get'] = async (address) => {
    const answer = await fetch(url + address, { headers });
    return { status: answer.status, text: await answer.text() };
  };
  const place: Place = {
    collector,
    get,
    json: async <T>(address: string) => JSON.parse((await get(address)).text) as T,
    async post(address, body) {
      const { status } = await fetch(url + address, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await collector.settle();
      return status;
    },
  };
  open.push(place);
  return place;
}

afterAll(async () => {
  await Promise.all(open.map(({ collector }) => collector.close()));
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const reads = [
  '/config',
  '/today',
  '/accounts',
  '/accounts?q=A0&sort=score',
  '/accounts?churned=1',
  '/accounts?format=csv',
  '/accounts/A01',
  '/accounts/A01/timeline?all=1',
  '/accounts/A01/health',
  '/accounts/A10/health',
  '/users',
  '/users?q=a08&anonymous=1',
  '/users/A01/a01-u1',
  '/users/A01/a01-u1/timeline?all=1',
  '/milestones',
  '/milestones?format=csv',
  '/flows',
  '/flows/onboarding',
  '/flows/onboarding/people?step=opened',
  '/content',
  '/content/tutorial',
  '/videos',
  '/segments',
  '/nps',
  '/kpis',
  '/kpis?from=2026-06-01&cohortFrom=2026-04-01&cohortTo=2026-06-01',
  '/cohorts',
  '/gaps',
  '/mails',
  '/tasks',
  '/tasks?status=closed',
  '/views',
];

if (postgres)
  describe('the dashboard on PostgreSQL and on the embedded store', async () => {
    const [embedded, other] = await Promise.all([told({ dataDir: dir }), told({ databaseUrl: await postgres.database() })]);
    /** Links in mails are signed with a secret of each store. */
    const unsigned = (text: string) => text.replace(/(\/t\/[a-z]\/[\w-]+\/\d+\/)[\w-]+/g, '$1…');
    const same = async (address: string) => {
      const [one, two] = await Promise.all([embedded.get(`/api${address}`), other.get(`/api${address}`)]);
      const value = ({ status, text }: typeof one): unknown =>
        text.startsWith('{') || text.startsWith('[') ? { status, json: JSON.parse(unsigned(text)) as unknown } : { status, text };
      expect(one.status, one.text).toBe(200);
      expect(value(two)).toEqual(value(one));
    };

    test.each(reads)('%s says the same', same);
    test('each video, mail and its text says the same', async () => {
      const { rows } = await embedded.json<{ rows: { id: string }[] }>('/api/mails');
      const videos = await embedded.json<{ rows?: { id: string }[] } | { id: string }[]>('/api/videos');
      const ids = (Array.isArray(videos) ? videos : (videos.rows ?? [])).map(({ id }) => id);
      expect(rows.length).toBeGreaterThan(0);
      expect(ids.length).toBeGreaterThan(0);
      for (const address of [...rows.slice(0, 3).map(({ id }) => `/mails/${id}`), ...ids.slice(0, 3).map((id) => `/videos/${id}`)])
        await same(address);
    });
    test('a task that is done and an account that is erased change both alike', async () => {
      const {
        rows: [task],
      } = await embedded.json<{ rows: { id: string }[] }>('/api/tasks');
      for (const [address, body] of [
        [`/api/tasks/${task?.id ?? ''}`, { status: 'done' }],
        ['/v1/erase', { account: 'A08' }],
      ] as const)
        expect([await embedded.post(address, body), await other.post(address, body)]).toEqual([200, 200]);
      for (const address of ['/tasks', '/tasks?status=closed', '/accounts', '/today', '/kpis']) await same(address);
      expect((await other.json<{ rows: { id: string }[] }>('/api/accounts')).rows.map(({ id }) => id)).not.toContain('A08');
    });
  });
