import { describe, expect, it } from 'vitest';
import { Recent } from './recent';

/** Asks for one heavy answer that takes `cost` ms, with the store at event number `events`. */
function asker(cost = 10) {
  const time = { now: 0 };
  let made = 0;
  const recent = new Recent(300_000, () => time.now);
  const ask = (events: number, erased = 0) =>
    recent.get({ tenant: 1, name: 'k', cfg: 'c', now: time.now, zone: 'Asia/Tokyo', head: { events, erased } }, async () => {
      time.now += cost;
      return { answer: { json: ++made }, stale: false };
    });
  return {
    ask: async (events: number, erased?: number) => {
      const given = await ask(events, erased);
      time.now += cost * 3;
      return given;
    },
    time,
  };
}

describe('answers over very many rows', () => {
  it('a heavy answer is made once for all who ask at the same time, and stays as long as nothing new was applied', async () => {
    const { ask, time } = asker();
    expect(await Promise.all([ask(1), ask(1)])).toEqual([
      { answer: { json: 1 }, stale: false },
      { answer: { json: 1 }, stale: false },
    ]);
    time.now = 60_000;
    expect(await ask(1)).toEqual({ answer: { json: 1 }, stale: false });
    time.now = 400_000;
    expect((await ask(1)).answer).toEqual({ json: 2 });
  });
  it('a cheap answer is made anew as soon as something was applied', async () => {
    const { ask } = asker();
    await ask(1);
    expect(await ask(2)).toEqual({ answer: { json: 2 }, stale: false });
  });
  it('a dear answer is given as it is, says so, and is made anew behind the reader’s back', async () => {
    const { ask, time } = asker(500);
    await ask(1);
    expect(await ask(2)).toEqual({ answer: { json: 1 }, stale: true });
    time.now += 5000;
    expect(await ask(2)).toEqual({ answer: { json: 1 }, stale: true });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await ask(2)).toEqual({ answer: { json: 2 }, stale: false });
  });
  it('nothing that was computed before an erasure is given after it', async () => {
    const { ask } = asker(500);
    await ask(1);
    expect(await ask(1, 1)).toEqual({ answer: { json: 2 }, stale: false });
  });
});
