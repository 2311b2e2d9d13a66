import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqliteStore } from '../stores/sqlite';
import { JournalSink } from './journal';
import type { Accepted } from './port';

const batch = (name: string, bytes = 0): Accepted => ({
  tenant: 1,
  key: 'pk',
  receivedAt: 1,
  verified: false,
  events: 1,
  part: 0,
  body: Buffer.from(JSON.stringify({ batch: [name, 'x'.repeat(bytes)] })),
});
const nameOf = (body: string) => (JSON.parse(body) as { batch: string[] }).batch[0];
let folder = '';
let store: SqliteStore;
let sink: JournalSink;
let told: Record<string, unknown>[] = [];
beforeEach(async () => {
  told = [];
  folder = mkdtempSync(join(tmpdir(), 'shirube-journal-'));
  store = new SqliteStore({ dataDir: folder });
  await store.migrate();
  sink = await opened();
});
afterEach(async () => {
  await sink.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
const opened = () => JournalSink.open(join(folder, 'journal'), store, (_, detail) => void told.push(detail));
/** Applies what waits, as the worker would; gives the names. */
async function applied(from = sink): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  for (let taken = await from.source.take(50); taken; taken = await from.source.take(50)) {
    const { items, settle, done } = taken;
    await store.tx((tx) => settle(tx));
    await done();
    names.push(...items.map(({ body }) => nameOf(body)));
  }
  return names;
}

describe('somebody whose event is acknowledged', () => {
  test('while the files are cleaned after an erasure still has it applied after a crash', async () => {
    await sink.append(batch('before'));
    expect(await applied()).toEqual(['before']);
    let release: () => void = () => undefined;
    const busy = store.tx(() => new Promise<void>((resolve) => (release = resolve)));
    const scrubbed = sink.scrub();
    await sink.append(batch('meanwhile'));
    release();
    await Promise.all([busy, scrubbed]);
    // The process ends here; the next one knows only what is on the disk.
    await sink.close();
    sink = await opened();
    expect(await applied()).toEqual(['meanwhile']);
  });

  test('when the next file of the journal cannot be made keeps it in the one before, and so do those who follow', async () => {
    mkdirSync(join(folder, 'journal', '00000002.log'));
    await sink.append(batch('large', 33 * 1_048_576));
    await sink.append(batch('after'));
    rmSync(join(folder, 'journal', '00000002.log'), { recursive: true });
    await sink.append(batch('last'));
    await sink.append(batch('in the next file'));
    expect(await applied()).toEqual(['large', 'after', 'last', 'in the next file']);
  });
});

describe('an operator who erases somebody while events keep coming', () => {
  test('finds nothing of them in the journal as soon as what waits is applied, and no event is lost', async () => {
    await sink.append(batch('erased'));
    expect(await applied()).toEqual(['erased']);
    await sink.append(batch('waits'));
    const scrubbed = sink.scrub();
    await sink.append(batch('comes meanwhile'));
    expect(await applied()).toEqual(['waits', 'comes meanwhile']);
    await scrubbed;
    const kept = readdirSync(join(folder, 'journal')).map((name) => readFileSync(join(folder, 'journal', name), 'utf8'));
    expect(kept.join()).not.toMatch(/erased|waits/);
    await sink.close();
    sink = await opened();
    expect(await applied()).toEqual([]);
  });
});

describe('an operator whose disk fails in the middle of the journal', () => {
  const path = (name: string) => join(folder, 'journal', name);
  /** Turns one bit in the record that holds this text. */
  const spoil = (file: string, text: string) => {
    const bytes = readFileSync(path(file));
    const at = bytes.indexOf(text);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path(file), bytes);
  };

  test('loses the events of that place only, hears of it, and keeps the file', async () => {
    for (const name of ['one', 'two', 'three', 'four']) await sink.append(batch(name, name === 'two' ? 33 * 1_048_576 : 0));
    spoil('00000001.log', '"one"');
    await sink.close();
    sink = await opened();
    expect(await applied()).toEqual(['two', 'three', 'four']);
    expect(told).toMatchObject([{ file: path('00000001.log'), offset: 0 }]);
    await expect.poll(() => readdirSync(path('')).sort()).toEqual(['00000001.log.damaged', '00000002.log']);
    await sink.scrub();
    expect(existsSync(path('00000001.log.damaged'))).toBe(false);
  });

  test('does so too where the length of a record is lost, in the file that is being written', async () => {
    for (const name of ['one', 'two', 'three']) await sink.append(batch(name));
    const bytes = readFileSync(path('00000001.log'));
    bytes.writeUInt32LE(0xffffffff, 0);
    writeFileSync(path('00000001.log'), bytes);
    expect(await applied()).toEqual(['two', 'three']);
    await sink.append(batch('four'));
    expect(await applied()).toEqual(['four']);
    expect(told).toHaveLength(1);
  });

  test('is told nothing of a record that a crash cut off: nobody was told that it is safe', async () => {
    for (const name of ['one', 'two']) await sink.append(batch(name));
    await sink.close();
    writeFileSync(path('00000001.log'), readFileSync(path('00000001.log')).subarray(0, -5));
    sink = await opened();
    expect(await applied()).toEqual(['one']);
    await sink.append(batch('three'));
    expect([await applied(), told]).toEqual([['three'], []]);
  });
});

test('an operator whose disk takes nothing any more is told so by the check, and as soon as it does again', async () => {
  await sink.check();
  mkdirSync(join(folder, 'journal.probe'));
  await expect(sink.check()).rejects.toThrow(/EISDIR/);
  rmSync(join(folder, 'journal.probe'), { recursive: true });
  await sink.check();
});
