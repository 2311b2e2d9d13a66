import { describe, expect, it } from 'vitest';
import { event, ok, world } from '../../../../test/helpers/clients';
import { backoff, retryAfter } from './backoff';
import { bytes } from './drain';
import { orderOf } from './ids';
import type { Store } from './store';
import { http } from '../reporters/http';
import { localStore } from '../storages/local';

describe('a thousand browsers after an outage', () => {
  it.each([
    ['503', () => new Response('', { status: 503 })],
    ['429 with Retry-After', () => new Response('', { status: 429, headers: { 'retry-after': '30' } })],
  ])('come back spread out, at most at twice the steady rate: %s', { timeout: 120_000 }, async (_how, refuse) => {
    let down = false;
    const { client, pass, arrivals, later, random, now } = world(() => (down ? refuse() : ok()));
    const clients = 1000;
    const every = 20_000;
    for (let i = 0; i < clients; i++) {
      const { outbox, drain } = client();
      await outbox.route([http]);
      let n = 0;
      const act = () => {
        void Promise.resolve(outbox.accept(event(`${i}-${n}`, now()), orderOf(now(), n++))).then(() => drain.poke(1000));
        later(act, every);
      };
      later(act, random() * every);
    }
    await pass(20_000);
    const steady = arrivals.length / 20;
    down = true;
    await pass(90_000);
    down = false;
    const from = now();
    await pass(45_000);
    const perSecond = new Map<number, number>();
    for (const at of arrivals)
      if (at >= from) perSecond.set(Math.floor((at - from) / 1000), (perSecond.get(Math.floor((at - from) / 1000)) ?? 0) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(2 * steady);
  });
});

describe('two tabs that share a queue', () => {
  it('send each event once between them, and one takes over when the other dies while sending', async () => {
    const { client, pass, arrivals } = world(() => ok());
    const shared = localStore(() => undefined, '');
    const [one, two] = [client(shared), client(shared)];
    await one.outbox.route([http]);
    await two.outbox.route([http]);
    await one.outbox.accept(event('a', Date.parse('2026-04-01T00:00:00Z')), orderOf(1, 1));
    await Promise.all([one.drain.run(), two.drain.run()]);
    expect(arrivals).toHaveLength(1);
    // A tab that died while it was sending: its claim stands for a while, then the other sends.
    shared.put('m|http', { until: Date.parse('2026-04-01T00:00:03Z') });
    await two.outbox.accept(event('b', Date.parse('2026-04-01T00:00:00Z')), orderOf(2, 1));
    await two.drain.run();
    await pass(2500);
    expect(arrivals).toHaveLength(1);
    await pass(2000);
    expect(arrivals).toHaveLength(2);
    expect((await two.outbox.ledger()).http).toMatchObject({ accepted: 2, delivered: 2, queued: 0 });
  });
  it('take turns also when a busy database lets one in long after it asked', async () => {
    const { client, pass, arrivals, now } = world(() => ok());
    const shared = localStore(() => undefined, '');
    let open = () => {};
    const queued = new Promise<void>((resolve) => (open = resolve));
    // Asked for at once, answered when the others are through, as IndexedDB does.
    const late: Store = {
      tx: (write, work) => shared.tx(write, (table) => work({ ...table, get: async (key) => (await queued, table.get(key)) })),
    };
    const [one, two] = [client(shared), client(late)];
    await one.outbox.route([http]);
    await one.outbox.accept(event('a', now()), orderOf(1, 1));
    const asked = two.drain.run();
    for (let turn = 0; turn < 40; turn++) await Promise.resolve();
    await pass(2000);
    // Another tab was let in first, and sends.
    shared.put('m|http', { until: now() + 3000 });
    open();
    await asked;
    expect(arrivals).toHaveLength(0);
  });
  it('are not held for a day by a clock that was put back', async () => {
    const { client, arrivals } = world(() => ok());
    const shared = localStore(() => undefined, '');
    const { outbox, drain } = client(shared);
    shared.put('m|http', { until: Date.parse('2026-04-02T00:00:00Z'), not: Date.parse('2026-04-02T00:00:00Z') });
    await outbox.route([http]);
    await outbox.accept(event('a', Date.parse('2026-04-01T00:00:00Z')), orderOf(1, 1));
    await drain.run();
    expect(arrivals).toHaveLength(1);
  });
});

describe('a tab that is left while its request is out', () => {
  it('gives its turn back, so that the next page need not wait until the claim runs out', async () => {
    let hang = true;
    const { client, arrivals } = world(() => ok());
    const shared = localStore(() => undefined, '');
    const [one, two] = [client(shared, () => (hang ? new Promise<never>(() => {}) : undefined)), client(shared)];
    await one.outbox.route([http]);
    await two.outbox.route([http]);
    await one.outbox.accept(event('a', Date.parse('2026-04-01T00:00:00Z')), orderOf(1, 1));
    void one.drain.run();
    while (!arrivals.length) await Promise.resolve();
    hang = false;
    await two.drain.run();
    expect(arrivals).toHaveLength(1);
    one.drain.leave();
    await two.drain.run();
    expect(arrivals).toHaveLength(2);
    expect((await two.outbox.ledger()).http).toMatchObject({ accepted: 1, delivered: 1, queued: 0 });
  });
});

describe('a page that has been shut down', () => {
  it('hands nothing more over, although many batches wait', async () => {
    const { client, arrivals } = world(() => ok());
    let open = true;
    const { outbox, drain } = client(
      undefined,
      () => void (open = arrivals.length < 2),
      undefined,
      undefined,
      () => open,
    );
    await outbox.route([http]);
    await Promise.all(
      Array.from({ length: 500 }, (_, i) => outbox.accept(event(`a${i}`, Date.parse('2026-04-01T00:00:00Z')), orderOf(1, i))),
    );
    await drain.run();
    expect(arrivals).toHaveLength(2);
    expect((await outbox.ledger()).http?.queued).toBeGreaterThan(0);
  });
});

describe('a backlog', () => {
  it('goes out in longer requests while the page stays, and in short ones that outlive it otherwise', async () => {
    const { client, sent } = world(() => ok());
    let stays = true;
    const { outbox, drain } = client(undefined, undefined, () => stays);
    await outbox.route([http]);
    const fill = (name: string) =>
      Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          outbox.accept(event(`${name}${i}${'x'.repeat(300)}`, Date.parse('2026-04-01T00:00:00Z')), orderOf(1, i)),
        ),
      );
    await fill('a');
    await drain.run();
    const long = sent.splice(0);
    expect(Math.max(...long.map(({ bytes: n }) => n))).toBeGreaterThan(16_384);
    expect(Math.max(...long.map(({ bytes: n }) => n))).toBeLessThanOrEqual(32_768);
    expect(long.every(({ bytes: n, outlives }) => outlives === n <= 16_384)).toBe(true);
    stays = false;
    await fill('b');
    await drain.run();
    expect(sent.length).toBeGreaterThan(long.length);
    expect(sent.every(({ bytes: n, outlives }) => outlives && n <= 16_384)).toBe(true);
    expect((await outbox.ledger()).http).toMatchObject({ accepted: 400, delivered: 400, queued: 0 });
  });
});

describe('what is sent', () => {
  it('is measured in bytes, never too low', () => {
    for (const text of ['abc', '請求書', '👍🏽 ok', 'é']) expect(bytes(text)).toBeGreaterThanOrEqual(new TextEncoder().encode(text).length);
  });
  it('waits longer after each failure, up to a minute, and as long as it is told', () => {
    expect([0, 3, 6, 16].map((attempt) => backoff(attempt, 1))).toEqual([1200, 8200, 60_200, 60_200]);
    expect(backoff(16, 0)).toBe(200);
    expect(retryAfter('2', 0)).toBe(2000);
    expect(retryAfter('Wed, 01 Apr 2026 00:00:05 GMT', Date.parse('2026-04-01T00:00:00Z'))).toBe(5000);
    expect([retryAfter(null, 0), retryAfter('soon', 0), retryAfter('-1', 0), retryAfter('0', 0)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
