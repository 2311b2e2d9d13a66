import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqliteStore } from './sqlite';
import { openSqlite } from './sqlite-driver';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'shirube-sqlite-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('an operator', () => {
  test('whose disk is full reads in the log that it is full, and all goes on when there is room again', async () => {
    const store = new SqliteStore({ dataDir: folder });
    await store.migrate();
    const write = (name: string, value: string) => store.tx((tx) => tx.insert('meta', [], [{ name, value }]));
    const [pages] = await store.tx((tx) => tx.query<{ page_count: number }>('PRAGMA page_count'));
    await store.tx((tx) => tx.query(`PRAGMA max_page_count = ${pages?.page_count ?? 0}`));
    await expect(write('large', 'x'.repeat(1_000_000))).rejects.toThrow(/full/);
    await store.tx((tx) => tx.query('PRAGMA max_page_count = 1000000'));
    await write('large', 'x'.repeat(1_000_000));
    expect(await store.query('SELECT name FROM meta')).toEqual([{ name: 'large' }]);
    await store.close();
  });
  test('who erases somebody while a page is being computed finds nothing of them in any file afterwards', async () => {
    const store = new SqliteStore({ dataDir: folder });
    await store.migrate();
    const page = openSqlite(join(folder, 'shirube.db'));
    page.exec('BEGIN');
    page.prepare('SELECT * FROM meta').all([]);
    await store.tx((tx) => tx.insert('meta', [], [{ name: 'erika', value: 'erika-mustermann' }]));
    await store.tx((tx) => tx.run("DELETE FROM meta WHERE name = 'erika'"));
    setTimeout(() => page.exec('COMMIT'), 100);
    await store.scrub();
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('erika'), name).toBe(false);
    page.close();
    await store.close();
  });
  test('who names a file as the folder is told what to look at', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => new SqliteStore({ dataDir: join(folder, 'file') })).toThrow(/cannot be written \(EEXIST\).*--data \(SHIRUBE_DATA\)/);
  });
  test('who starts a second collector on the same folder is told that the first is running', async () => {
    const store = new SqliteStore({ dataDir: folder });
    expect(() => new SqliteStore({ dataDir: folder })).toThrow(/is in use/);
    await store.close();
  });
});
