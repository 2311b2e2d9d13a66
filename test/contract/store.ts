/** What every store must do, whatever is underneath. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoreAltered, StoreTooNew, type Store } from '../../packages/collector/src/stores/port';
import { migrations } from '../../packages/collector/src/stores/migrations';

export interface StoreUnderTest {
  name: string;
  /** A new, empty one. */ open(): Promise<Store>;
  /** Another connection to the same data. */ again?(): Promise<Store>;
}

export function storeContract({ name, open, again }: StoreUnderTest): void {
  describe(`a store on ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
      await store.migrate();
    });
    afterAll(() => store.close());
    const meta = () => store.query<{ name: string; value: string }>('SELECT name, value FROM meta ORDER BY name');
    const clear = () => store.tx((tx) => tx.run('DELETE FROM meta'));

    test('brings its schema up once, and a second time changes nothing', async () => {
      await store.migrate();
      expect(await store.query('SELECT COUNT(*) AS n FROM tenants')).toEqual([{ n: 0 }]);
    });

    test('tells for each row whether it is new, also within one call', async () => {
      await clear();
      expect(
        await store.tx((tx) =>
          tx.insert(
            'meta',
            ['name'],
            [
              { name: 'a', value: '1' },
              { name: 'b', value: '2' },
              { name: 'a', value: '3' },
            ],
          ),
        ),
      ).toEqual([true, true, false]);
      expect(
        await store.tx((tx) =>
          tx.insert(
            'meta',
            ['name'],
            [
              { name: 'b', value: '9' },
              { name: 'c', value: '4' },
            ],
          ),
        ),
      ).toEqual([false, true]);
      expect(await meta()).toEqual([
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
        { name: 'c', value: '4' },
      ]);
    });

    test('combines existing rows by rule', async () => {
      const row = (n: number, first: number, last: number) => ({
        tenant: 1,
        account_id: 'a',
        user_id: 'u',
        event: 'e',
        n,
        first_at: first,
        last_at: last,
      });
      const key = ['tenant', 'account_id', 'user_id', 'event'];
      const rules = { n: 'add', first_at: 'min', last_at: 'max' } as const;
      await store.tx(async (tx) => {
        await tx.upsert('event_users', key, [row(2, 50, 60)], rules);
        await tx.upsert('event_users', key, [row(3, 40, 55)], rules);
      });
      expect(await store.query('SELECT n, first_at, last_at FROM event_users')).toEqual([{ n: 5, first_at: 40, last_at: 60 }]);
    });

    test('keeps and fills where a rule says so', async () => {
      const row = (created: number, revoked: number | null) => ({
        key: 'k',
        tenant: 1,
        label: 'x',
        origins: '[]',
        rate: 1,
        created_at: created,
        revoked_at: revoked,
      });
      await store.tx((tx) => tx.upsert('keys', ['key'], [row(1, null)], { created_at: 'keep', revoked_at: 'fill' }));
      await store.tx((tx) => tx.upsert('keys', ['key'], [row(2, 7)], { created_at: 'keep', revoked_at: 'fill' }));
      await store.tx((tx) => tx.upsert('keys', ['key'], [row(3, 9)], { created_at: 'keep', revoked_at: 'fill' }));
      expect(await store.query('SELECT created_at, revoked_at FROM keys')).toEqual([{ created_at: 1, revoked_at: 7 }]);
    });

    test('forgets everything of a transaction that fails', async () => {
      await clear();
      await expect(
        store.tx(async (tx) => {
          await tx.insert('meta', ['name'], [{ name: 'x', value: '1' }]);
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await meta()).toEqual([]);
    });

    test('keeps every character that a person may send, instants to the millisecond, and nothing for nothing', async () => {
      await clear();
      const value = JSON.stringify({ name: '設定 \u0000 "quoted" \\ 🎌 \ud800', at: 1_775_001_600_123 });
      await store.tx((tx) => tx.insert('meta', ['name'], [{ name: 'text', value }]));
      expect((await meta())[0]?.value).toBe(value);
      await store.tx((tx) =>
        tx.insert(
          'links',
          ['tenant', 'anonymous_id'],
          [{ tenant: 1, anonymous_id: 'a', user_id: 'u', account_id: '', at: 1_775_001_600_123 }],
        ),
      );
      expect(await store.query('SELECT account_id, at FROM links')).toEqual([{ account_id: '', at: 1_775_001_600_123 }]);
      await store.tx((tx) => tx.insert('mail_events', [], [{ tenant: 1, mail_id: 'm', kind: 'open', at: 5, detail: undefined }]));
      expect(await store.query('SELECT detail FROM mail_events')).toEqual([{ detail: null }]);
    });

    test('finds many rows by their keys', async () => {
      await clear();
      await store.tx((tx) =>
        tx.insert(
          'meta',
          ['name'],
          Array.from({ length: 50 }, (_, i) => ({ name: `n${i}`, value: String(i) })),
        ),
      );
      const found = await store.tx((tx) => tx.pick<{ value: string }>('meta', ['value'], ['name'], [['n3'], ['n49'], ['none']], true));
      expect(found.map((r) => r.value).sort()).toEqual(['3', '49']);
    });

    test('reads fields of JSON columns the same way everywhere', async () => {
      await clear();
      await store.tx((tx) => tx.insert('meta', ['name'], [{ name: 'j', value: '{"plan":"pro","mrr":4980.5,"none":null,"t":"7"}' }]));
      expect(
        await store.query(
          `SELECT ${store.json('value', 'plan')} AS plan, ${store.jsonNumber('value', 'mrr')} AS mrr, ${store.json('value', 'none')} AS missing, ${store.jsonNumber('value', 't')} AS word FROM meta`,
        ),
      ).toEqual([{ plan: 'pro', mrr: 4980.5, missing: null, word: null }]);
      expect(() => store.json('value', "x') OR 1=1 --")).toThrow(/cannot be used as a field name/);
    });

    test('counts as numbers, also sums and averages', async () => {
      await clear();
      await store.tx((tx) =>
        tx.insert(
          'event_days',
          ['tenant', 'event', 'day'],
          [
            { tenant: 9, event: 'a', day: '2026-01-01', n: 3 },
            { tenant: 9, event: 'a', day: '2026-01-02', n: 4 },
          ],
        ),
      );
      expect(await store.query('SELECT COUNT(*) AS c, SUM(n) AS s, AVG(n) AS a FROM event_days WHERE tenant = ?', [9])).toEqual([
        { c: 2, s: 7, a: 3.5 },
      ]);
    });

    test('gives the right to lead to one at a time', async () => {
      const mine = await store.lease('test');
      expect(mine).toBeTypeOf('function');
      expect(await store.lease('test')).toBeUndefined();
      await mine?.();
      const next = await store.lease('test');
      expect(next).toBeTypeOf('function');
      await next?.();
    });

    test('refuses to be opened by a program that is older than its data', async () => {
      await store.tx((tx) => tx.run('INSERT INTO schema_version (version) VALUES (999)'));
      const older = again ? await again() : store;
      await expect(older.migrate()).rejects.toThrow(StoreTooNew);
      await expect(older.migrate()).rejects.toThrow(/Install the newer collector/);
      if (again) await older.close();
      await store.tx((tx) => tx.run('DELETE FROM schema_version WHERE version = 999'));
    });

    test('refuses data whose schema steps were other ones than those of this program, and names them; data without a record of its steps is taken', async () => {
      const kept = await store.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_steps ORDER BY version');
      expect(kept.map((step) => step.name)).toEqual(migrations.map((step) => step.name));
      await store.tx((tx) => tx.run(`UPDATE schema_steps SET checksum = 'other' WHERE name IN ('core', 'office')`));
      await expect(store.migrate()).rejects.toThrow(StoreAltered);
      await expect(store.migrate()).rejects.toThrow(/steps "core", "office".*new data folder.*v1\/import/);
      await store.tx((tx) => tx.run('DELETE FROM schema_steps'));
      await store.migrate();
      expect(await store.query('SELECT checksum FROM schema_steps')).toEqual([]);
    });
  });
}
