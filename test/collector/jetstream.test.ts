/** The streams of NATS between those who take in and those who apply: in order, from where the last one stopped, and gone once applied. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../packages/collector/src/host/log';
import { JetStreamSink } from '../../packages/collector/src/sinks/jetstream';
import type { Taken } from '../../packages/collector/src/sinks/port';
import { SqliteStore } from '../../packages/collector/src/stores/sqlite';
import { startNats } from './servers.mjs';

const nats = await startNats();
afterAll(() => nats?.stop());

describe.runIf(nats)('the streams of NATS', { timeout: 60_000 }, () => {
  const log = createLog('silent');
  const servers = nats?.servers ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'shirube-jetstream-'));
  let store: SqliteStore;
  let nc: NatsConnection;
  let jsm: JetStreamManager;
  const open: JetStreamSink[] = [];
  const sink = async () => {
    const one = await JetStreamSink.open({ servers, streams: 1 }, store, log);
    open.push(one);
    return one;
  };
  const closeAll = async () => {
    for (const one of open.splice(0)) await one.close();
  };
  const worker = async () => {
    const one = await sink();
    one.source.own(new Set([0]), 1);
    return one;
  };
  let sent = 0;
  const append = async (to: JetStreamSink, ...names: string[]) => {
    for (const name of names) await to.append({ tenant: 1, key: 'pk', receivedAt: 1, verified: false, events: 1, part: 0, id: () => `${name}-${sent++}`, body: Buffer.from(name) });
  };
  /** The next batches, waited for. */
  const take = async (from: JetStreamSink, max = 100): Promise<Taken> => {
    let taken: Taken | undefined;
    await expect.poll(async () => !!(taken = await from.source.take(max)), { timeout: 20_000, interval: 20 }).toBe(true);
    return taken as Taken;
  };
  const takeAll = async (from: JetStreamSink, count: number): Promise<string[]> => {
    const bodies: string[] = [];
    while (bodies.length < count) bodies.push(...(await take(from)).items.map(({ body }) => body));
    return bodies;
  };
  const apply = async ({ settle, done }: Taken) => {
    await store.tx((tx) => settle(tx));
    await done();
  };

  beforeAll(async () => {
    store = new SqliteStore({ dataDir: folder });
    await store.migrate();
    nc = await connect({ servers });
    jsm = await jetstreamManager(nc);
  });
  beforeEach(async () => {
    await closeAll();
    await jsm.streams.delete('SHIRUBE_0').catch(() => undefined);
  });
  afterAll(async () => {
    await closeAll();
    await nc.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('give the next worker at once, and in order, what the last one was given and did not apply', async () => {
    const slept = await worker();
    await append(slept, 'a', 'b', 'c');
    await apply(await take(slept, 1));
    await take(slept, 1);
    const next = await worker();
    await append(next, 'd');
    expect(await takeAll(next, 3)).toEqual(['b', 'c', 'd']);
  });

  test('keep nothing from a worker because another one still believes that it owns the partition', async () => {
    const [slept, next] = [await worker(), await worker()];
    await append(next, 'a', 'b', 'c');
    expect(await takeAll(next, 3)).toEqual(['a', 'b', 'c']);
    expect(await takeAll(slept, 3)).toEqual(['a', 'b', 'c']);
  });

  test('give back what could not be applied, before what follows', async () => {
    const one = await worker();
    await append(one, 'a', 'b', 'c');
    const taken = await take(one, 1);
    await taken.failed();
    expect(await takeAll(one, 3)).toEqual(['a', 'b', 'c']);
  });

  test('say what waits to one who only takes in, and when all of it is applied', async () => {
    const [intake, one] = [await sink(), await worker()];
    await append(intake, 'a', 'b');
    const passed = await intake.source.mark();
    await append(intake, 'c');
    expect([await intake.source.backlog(), await passed()]).toEqual([3, false]);
    while (!(await passed())) await apply(await take(one, 2));
    expect(await passed()).toBe(true);
  });

  test('hold nothing that is applied: it is removed by itself, and at once where somebody was erased', async () => {
    const kept = async () => (await jsm.streams.info('SHIRUBE_0')).state.messages;
    const [intake, one] = [await sink(), await worker()];
    await append(intake, 'a', 'b', 'c');
    await apply(await take(one, 1));
    await expect.poll(kept, { timeout: 10_000 }).toBeLessThan(3);
    await apply(await take(one, 1));
    await intake.scrub();
    expect(await kept()).toBe(1);
    await apply(await take(one));
    await closeAll();
    expect(await kept()).toBe(0);
  });

  test('begin at their first batch when they were made anew, though earlier ones of the same name had come further', async () => {
    const one = await worker();
    await append(one, 'a', 'b', 'c');
    for (let applied = 0; applied < 3; ) {
      const taken = await take(one);
      applied += taken.items.length;
      await apply(taken);
    }
    await closeAll();
    await jsm.streams.delete('SHIRUBE_0');
    const next = await worker();
    await append(next, 'd');
    expect(await takeAll(next, 1)).toEqual(['d']);
  });

  test('are read no further ahead than a few hundred batches, however many wait', async () => {
    const one = await sink();
    await Promise.all(Array.from({ length: 1000 }, (_, n) => append(one, String(n))));
    one.source.own(new Set([0]), 1);
    await take(one, 1);
    const [reader] = await jsm.consumers.list('SHIRUBE_0').next();
    expect(reader?.num_pending).toBeGreaterThan(500);
    expect(await takeAll(one, 999)).toHaveLength(999);
  });

  test('are refused where they are there with other properties, and it says what to do', async () => {
    await jsm.streams.add({ name: 'SHIRUBE_0', subjects: ['shirube.in.0'], retention: 'workqueue' });
    await expect(sink()).rejects.toThrow(/SHIRUBE_0 is there with other properties.*nats stream rm SHIRUBE_0/);
  });
});
