import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, tempFolder } from '../api/testing';
import type { SqliteStore } from './sqlite';

const folder = tempFolder();
let store: SqliteStore;
beforeAll(async () => {
  store = await openStore(folder.path);
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

describe('a question that looks at very many rows', () => {
  const COUNT = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT COUNT(*) AS n, MAX(i) AS most FROM n';

  it('holds up nobody: others are answered and write in the meantime', async () => {
    let done = false;
    const heavy = store.scan<{ n: number }>(COUNT, [3_000_000]).finally(() => (done = true));
    await store.tx((tx) => tx.upsert('meta', ['name'], [{ name: 'beside', value: 'written' }]));
    const [row] = await store.query<{ value: string }>('SELECT value FROM meta WHERE name = ?', ['beside']);
    expect([row?.value, done]).toEqual(['written', false]);
    expect((await heavy)[0]?.n).toBe(3_000_000);
  });

  it('sees what was committed before it was asked', async () => {
    await store.tx((tx) => tx.upsert('meta', ['name'], [{ name: 'seen', value: '1' }]));
    expect(await store.scan('SELECT value FROM meta WHERE name = ?', ['seen'])).toEqual([{ value: '1' }]);
  });

  it('tells what is wrong with it, and the next one is answered', async () => {
    await expect(store.scan('SELECT x FROM nowhere')).rejects.toThrow('nowhere');
    expect(await store.scan('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('cannot change anything', async () => {
    await expect(store.scan("DELETE FROM meta WHERE name = 'seen' RETURNING name")).rejects.toThrow();
  });
});
