/** The streams of NATS between those who take in and those who apply: in order, whoever takes over, and gone once applied. */
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../packages/collector/src/host/log';
import { JetStreamSink } from '../../packages/collector/src/sinks/jetstream';
import type { Taken } from '../../packages/collector/src/sinks/port';
import { startNats } from './servers.mjs';

const nats = await startNats();
afterAll(() => nats?.stop());

describe.runIf(nats)('the streams of NATS', { timeout: 60_000 }, () => {
  const log = createLog('silent');
  const servers = nats?.servers ?? [];
  let nc: NatsConnection;
  let jsm: JetStreamManager;
  const open: JetStreamSink[] = [];
  const sink = async () => {
    const one = await JetStreamSink.open({ servers, streams: 1 }, log);
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
  const append = async (to: JetStreamSink, ...names: string[]) => {
    for (const name of names)
      await to.append({ tenant: 1, key: 'pk', receivedAt: 1, verified: false, events: 1, part: 0, body: Buffer.from(name) });
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
  const kept = async () => (await jsm.streams.info('SHIRUBE_0')).state.messages;
  /** What is acknowledged is removed a moment later. */
  const apply = async ({ items, done }: Taken) => {
    const left = (await kept()) - items.length;
    await done();
    await expect.poll(kept, { timeout: 10_000, interval: 20 }).toBe(left);
  };

  beforeAll(async () => {
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

  test('give nothing more to a worker that only believes that it owns the partition', async () => {
    const [slept, next] = [await worker(), await worker()];
    await expect.poll(async () => (await jsm.consumers.list('SHIRUBE_0').next()).length, { timeout: 10_000 }).toBe(1);
    await append(next, 'a', 'b', 'c');
    const [first] = await Promise.race([takeAll(next, 3), takeAll(slept, 3)]);
    expect(first).toBe('a');
    expect((await Promise.all([next, slept].map((one) => one.source.take(100)))).every((taken) => !taken)).toBe(true);
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

  test('hold nothing that is applied', async () => {
    const one = await worker();
    await append(one, 'a', 'b', 'c');
    await apply(await take(one, 1));
    await apply(await take(one, 2));
    expect(await kept()).toBe(0);
  });

  test('are read again where somebody removed the consumer', async () => {
    const one = await worker();
    await append(one, 'a');
    await apply(await take(one));
    for (const { name } of await jsm.consumers.list('SHIRUBE_0').next()) await jsm.consumers.delete('SHIRUBE_0', name);
    await append(one, 'b');
    expect(await takeAll(one, 1)).toEqual(['b']);
  });

  test('are read no further ahead than a few hundred batches, however many wait', async () => {
    const one = await sink();
    await Promise.all(Array.from({ length: 1000 }, (_, n) => append(one, String(n))));
    one.source.own(new Set([0]), 1);
    await (await take(one, 1)).done();
    const [reader] = await jsm.consumers.list('SHIRUBE_0').next();
    expect(reader?.num_pending).toBeGreaterThan(500);
    for (let left = 999; left > 0;) {
      const { items, done } = await take(one);
      await done();
      left -= items.length;
    }
    await expect.poll(kept, { timeout: 10_000 }).toBe(0);
  });

  test('are refused where they are there with other properties, and it says what to do', async () => {
    await jsm.streams.add({ name: 'SHIRUBE_0', subjects: ['shirube.in.0'], retention: 'limits' });
    await expect(sink()).rejects.toThrow(/SHIRUBE_0 is there with other properties.*nats stream rm SHIRUBE_0/);
  });
});
