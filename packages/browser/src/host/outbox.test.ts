import { describe, expect, it } from 'vitest';
import { http } from '../reporters/http';
import { reporter } from '../reporters/segment';
import { createBooks } from './books';
import { createOutbox } from './outbox';
import type { WireEvent } from './ports';
import { localStore } from '../storages/local';
import type { Store } from './store';

/** localStorage as browsers have it, with a limit. */
function disk(limit: () => number = () => Infinity): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem(key, value) {
      if ([...map].reduce((sum, [k, v]) => sum + k.length + v.length, key.length + value.length) > limit())
        throw new DOMException('full', 'QuotaExceededError');
      map.set(key, value);
    },
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  };
}
const event = (id: string, more: Partial<WireEvent> = {}): WireEvent => ({
  messageId: id,
  type: 'track',
  event: id,
  timestamp: '2026-04-01T00:00:00.000Z',
  context: {},
  ...more,
});
const segment = reporter({ kind: 'segment' }, {} as Window);
const broken: Store = { tx: () => Promise.reject(new Error('no IndexedDB')) };
const setup = (storage: Storage | undefined, durable: Store = localStore(() => undefined, '')) => {
  const degraded: string[] = [];
  const down = new Set<string>();
  const lost: string[][] = [];
  const quick = localStore(() => storage, 's:');
  const kept = createOutbox({
    quick,
    durable,
    // As the script tells it: when it changes.
    degraded(what, is = true) {
      if (is !== down.has(what)) degraded.push(is ? what : `${what} again`);
      down[is ? 'add' : 'delete'](what);
    },
    lost: (reason, ids) => void lost.push([reason, ...ids]),
    warn() {},
    ready() {},
  });
  const outbox = { ...kept, ...createBooks({ outbox: kept, quick, durable }, () => {}) };
  return { outbox, quick, degraded, lost, durable };
};

describe('an event that was accepted', () => {
  it('is on the disk before track() returns, and the journal is empty again once it is stored', async () => {
    const storage = disk();
    const { outbox } = setup(storage);
    await outbox.route([http]);
    const done = outbox.accept(event('a'), '1');
    expect(storage.length).toBe(1);
    expect(await done).toBe(true);
    expect(storage.length).toBe(0);
  });
  it('is taken over by the next page when this one died in between', async () => {
    const storage = disk();
    const durable = localStore(() => undefined, '');
    const dead = setup(storage, durable).outbox;
    await dead.route([http]);
    void dead.accept(event('a'), '1');
    const { outbox } = setup(storage, durable);
    await outbox.route([http]);
    expect((await outbox.ledger()).http).toEqual({ accepted: 1, delivered: 0, lost: {}, queued: 1 });
  });
  it('is not taken away by a page that opens meanwhile: whoever dies leaves it where the next page finds it', async () => {
    let limit = Infinity;
    const storage = disk(() => limit);
    const shared = localStore(() => undefined, '');
    const dead = setup(storage, { tx: () => new Promise<never>(() => {}) }).outbox;
    // The other page has looked at the journal already, and then there is not a character of room left.
    const store: Store = {
      tx: (write, work) => {
        void dead.accept(event('a'), '1');
        limit = 0;
        return shared.tx(write, work);
      },
    };
    const opening = setup(storage, store).outbox;
    await opening.route([http]);
    await store.tx(true, opening.adopt);
    limit = Infinity;
    const { outbox } = setup(storage, shared);
    await outbox.route([http]);
    expect((await outbox.ledger()).http?.queued).toBe(1);
  });
  it('waits without an address until the configuration says where it goes, and goes to each of those', async () => {
    const { outbox, durable } = setup(disk());
    await outbox.accept(event('a'), '1');
    await outbox.route([http, segment]);
    const queued = async () => Object.values(await outbox.ledger()).map((sum) => [sum.accepted, sum.queued]);
    expect(await queued()).toEqual([
      [1, 1],
      [1, 1],
    ]);
    await durable.tx(true, outbox.adopt);
    expect(await queued()).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect((await durable.tx(false, (table) => table.rows('q|', 9))).map(([key]) => key)).toEqual(['q|http|1|a', 'q|segment|1|a']);
  });
  it('is written once although its page learns meanwhile where it goes', async () => {
    const inner = localStore(() => undefined, '');
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const writes: string[] = [];
    const slow: Store = {
      tx: async (write, work) => (
        await gate,
        inner.tx(write, (table) => work({ ...table, put: (key, value) => (writes.push(key.slice(0, 2)), table.put(key, value)) }))
      ),
    };
    const { outbox } = setup(disk(), slow);
    const done = outbox.accept(event('a'), '1');
    for (let i = 0; i < 20; i++) await Promise.resolve();
    const routed = outbox.route([http]);
    open();
    await Promise.all([done, routed]);
    expect(writes).toEqual(['q|', 'l|']);
  });
  it('is kept in localStorage when there is no IndexedDB, and says that this is less', async () => {
    const storage = disk();
    const { outbox, degraded } = setup(storage, broken);
    await outbox.route([http]);
    expect(await outbox.accept(event('a'), '1')).toBe(true);
    expect(degraded).toEqual(['indexeddb']);
    const again = setup(storage, broken);
    await again.outbox.route([http]);
    expect((await again.outbox.ledger()).http).toEqual({ accepted: 1, delivered: 0, lost: {}, queued: 1 });
    const recovered = setup(storage);
    await recovered.outbox.route([http]);
    expect((await recovered.outbox.ledger()).http).toEqual({ accepted: 1, delivered: 0, lost: {}, queued: 1 });
    expect(recovered.quick.count('q|')).toBe(0);
  });
  it('is kept in memory when nothing can be stored, and track() says so', async () => {
    const { outbox, degraded } = setup(undefined, broken);
    await outbox.route([http]);
    expect(await outbox.accept(event('a'), '1')).toBe(false);
    expect(degraded).toEqual(['journal', 'indexeddb', 'memory']);
    expect((await outbox.ledger()).http?.queued).toBe(1);
  });
  it('never takes the space that the app needs: a quarter of a megabyte at most, the rest stays in memory', async () => {
    const storage = disk();
    const { outbox } = setup(storage, broken);
    await outbox.route([http]);
    for (let i = 0; i < 400; i++)
      void outbox.accept(event(`e${i}`, { properties: { text: 'x'.repeat(1000) } }), String(i).padStart(5, '0'));
    await outbox.commit();
    let used = 0;
    for (let i = 0; i < storage.length; i++) used += storage.getItem(storage.key(i) ?? '')?.length ?? 0;
    expect(used).toBeLessThanOrEqual(2 ** 18);
    expect((await outbox.ledger()).http?.queued).toBe(400);
  });
  it('is only in memory until IndexedDB has it when a burst is longer than the journal: that is said, and track() is true only afterwards', async () => {
    const storage = disk();
    const inner = localStore(() => undefined, '');
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const { outbox, degraded } = setup(storage, { tx: async (write, work) => (await gate, inner.tx(write, work)) });
    outbox.address(['http']);
    const burst = Array.from({ length: 400 }, (_, i) =>
      outbox.accept(event(`e${i}`, { properties: { text: 'x'.repeat(1000) } }), String(i).padStart(5, '0')),
    );
    expect(degraded).toEqual(['journal']);
    expect(storage.length).toBeLessThan(300);
    let safe = 0;
    for (const one of burst) void Promise.resolve(one).then((is) => (safe += Number(is)));
    for (let i = 0; i < 20; i++) await Promise.resolve();
    expect(safe).toBe(0);
    go();
    await Promise.all(burst);
    expect(safe).toBe(400);
    expect(await inner.count('q|http|')).toBe(400);
    await outbox.accept(event('later'), '99999');
    expect(degraded).toEqual(['journal', 'journal again']);
  });
  it('makes room by giving up the oldest after twenty thousand, and counts them', async () => {
    const { outbox } = setup(undefined);
    await outbox.route([http]);
    for (let i = 0; i < 20_003; i++) void outbox.accept(event(`e${i}`), String(i).padStart(6, '0'));
    await outbox.commit();
    expect((await outbox.ledger()).http).toEqual({ accepted: 20_003, delivered: 0, lost: { overflow: 3 }, queued: 20_000 });
  });
  it('shares one transaction with those that come while the disk is busy, and its promise waits for that one', async () => {
    const inner = localStore(() => undefined, '');
    const gates: (() => void)[] = [];
    const slow: Store = { tx: async (write, work) => (await new Promise<void>((resolve) => gates.push(resolve)), inner.tx(write, work)) };
    const { outbox } = setup(disk(), slow);
    const turns = async () => {
      for (let i = 0; i < 20; i++) await Promise.resolve();
    };
    const safe: string[] = [];
    const keep = (id: string) => void Promise.resolve(outbox.accept(event(id), id)).then(() => safe.push(id));
    keep('a');
    await turns();
    for (let i = 0; i < 30; i++) keep(`b${i}`);
    await turns();
    expect(gates).toHaveLength(1);
    gates[0]?.();
    await turns();
    expect(safe).toEqual(['a']);
    expect(gates).toHaveLength(2);
    gates[1]?.();
    await turns();
    expect(safe).toHaveLength(31);
    expect(gates).toHaveLength(2);
  });
  it('does not wait for others when the page is going, or when only memory has it', async () => {
    const gates: (() => void)[] = [];
    const slow: Store = { tx: () => new Promise((resolve) => gates.push(resolve as () => void)) };
    const turns = async () => {
      for (let i = 0; i < 20; i++) await Promise.resolve();
    };
    const { outbox } = setup(undefined, slow);
    void outbox.accept(event('a'), '1');
    await turns();
    void outbox.accept(event('b'), '2');
    await turns();
    expect(gates).toHaveLength(2);
    const journalled = setup(disk(), slow).outbox;
    void journalled.accept(event('c'), '3');
    await turns();
    void journalled.accept(event('d'), '4');
    await turns();
    expect(gates).toHaveLength(3);
    void journalled.commit(true);
    await turns();
    expect(gates).toHaveLength(4);
  });
  it('is dropped and counted too while it is still on its way into the queue', async () => {
    const storage = disk();
    const inner = localStore(() => undefined, '');
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const { outbox } = setup(storage, { tx: async (write, work) => (await gate, inner.tx(write, work)) });
    outbox.address(['http']);
    void outbox.accept(event('a'), '1');
    for (let i = 0; i < 20; i++) await Promise.resolve();
    void outbox.accept(event('b'), '2');
    const cleared = outbox.clear('forgotten');
    go();
    await cleared;
    await outbox.commit();
    expect([storage.length, await inner.count('q|')]).toEqual([0, 0]);
    expect(await inner.get('l|http')).toMatchObject({ a: 2, d: 0, l: { forgotten: 2 } });
  });
  it('is dropped and counted when the person takes their consent back', async () => {
    const { outbox } = setup(disk());
    await outbox.route([http]);
    await outbox.accept(event('a'), '1');
    await outbox.clear('consent');
    expect((await outbox.ledger()).http).toEqual({ accepted: 1, delivered: 0, lost: { consent: 1 }, queued: 0 });
  });
  it('is named whole in what is told as lost, whatever is in its id', async () => {
    const { outbox, lost } = setup(disk());
    await outbox.route([http]);
    await outbox.accept(event('m:a|b:1'), '1');
    await outbox.clear('consent');
    expect(lost).toEqual([['consent', 'm:a|b:1']]);
  });
});
