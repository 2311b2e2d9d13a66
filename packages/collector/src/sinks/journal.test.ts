import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shirube-journal-'));
  store = new SqliteStore({ dataDir: folder });
  await store.migrate();
  sink = await JournalSink.open(join(folder, 'journal'), store);
});
afterEach(async () => {
  await sink.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
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
    sink = await JournalSink.open(join(folder, 'journal'), store);
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
