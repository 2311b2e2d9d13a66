import { describe, expect, it } from 'vitest';
import type { Item, Source } from '../sinks/port';
import type { Store, Tx } from '../stores/port';
import type { ApplyContext } from './turns';
import { Days } from './day';
import { Programs } from './programs';
import { Worker } from './worker';

/** A store in which every statement finds nothing. */
const tx: Tx = {
  query: async () => [],
  run: async () => 0,
  insert: async (_table, _key, rows) => rows.map(() => true),
  upsert: async () => undefined,
  pick: async () => [],
  alone: async () => undefined,
};
const item = (n: number): Item => ({
  tenant: 1,
  key: 'pk',
  receivedAt: 0,
  verified: false,
  part: 0,
  body: JSON.stringify({ batch: [{ messageId: `m${n}`, type: 'track', event: 'login', userId: 'u1' }] }),
});

async function slices(lately: boolean): Promise<number[]> {
  let left = 60;
  const taken: number[] = [];
  const source: Source = {
    own: () => undefined,
    onArrival: () => undefined,
    backlog: async () => left,
    mark: async () => async () => left === 0,
    take: async (max) => {
      const n = Math.min(max, left);
      left -= n;
      if (n) taken.push(n);
      return n
        ? {
            items: Array.from({ length: n }, (_, i) => item(i)),
            parts: [0],
            settle: async () => undefined,
            done: async () => undefined,
            failed: async () => undefined,
          }
        : undefined;
    },
  };
  const context = {
    clock: { now: () => 0 },
    programs: new Programs(),
    days: new Days(),
    concurrent: false,
    compose: async () => ({}),
  } as ApplyContext;
  const errors: unknown[] = [];
  const worker = new Worker({
    store: { tx: <T>(work: (t: Tx) => Promise<T>) => work(tx) } as unknown as Store,
    sources: [source],
    context,
    slice: 50,
    busyMs: 6,
    busy: () => false,
    lately: () => lately,
    pressure: 100,
    fence: async () => undefined,
    lost: () => undefined,
    applied: () => undefined,
    failed: (error) => void errors.push(error),
  });
  await worker.drain();
  expect(errors).toEqual([]);
  return taken;
}

describe('somebody who sends a batch', () => {
  it('does not wait behind a long transaction when others sent a moment ago', async () => {
    expect((await slices(true))[0]).toBe(2);
  });
  it('is worked off quickly when nobody sends', async () => {
    expect(await slices(false)).toEqual([50, 10]);
  });
});
