import { expect, test } from 'vitest';
import { passes, patiently } from './patience';

const failing = (errors: unknown[]) => {
  let n = 0;
  return async () => {
    if (n < errors.length) throw errors[n++];
    return 'up';
  };
};
const heard: [Record<string, unknown>, string][] = [];
const log = {
  warn: (detail: unknown, text: unknown) => void heard.push([detail as Record<string, unknown>, String(text)]),
  info: () => undefined,
} as unknown as Parameters<typeof patiently>[1]['log'];

test('somebody who starts the collector before its database reads why it waits, and it waits longer each time', async () => {
  heard.length = 0;
  const pauses: number[] = [];
  const refused = Object.assign(new Error('connect ECONNREFUSED postgres://user:secret@db/x'), { code: 'ECONNREFUSED' });
  const done = await patiently(failing(Array.from({ length: 8 }, () => refused)), {
    log,
    random: () => 1,
    pause: async (ms) => pauses.push(ms),
  });
  expect(done).toBe('up');
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  expect(heard).toHaveLength(8);
  expect(heard[0]?.[1]).toMatch(/cannot be reached.*probably.*check that it runs, and DATABASE_URL or NATS_URL/);
  expect(JSON.stringify(heard)).not.toContain('secret');
});
test('somebody with a wrong password or setting is told at once', async () => {
  const wrong = Object.assign(new Error('password authentication failed'), { code: '28P01' });
  await expect(
    patiently(failing([wrong]), {
      log,
      pause: async () => {
        throw new Error('it waited');
      },
    }),
  ).rejects.toBe(wrong);
  for (const error of [new Error('The secret for identity tokens is too short.'), undefined, 'text', new TypeError('x is not a function')])
    expect(passes(error)).toBe(false);
  for (const error of [
    new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })]),
    Object.assign(new Error('the database system is starting up'), { code: '57P03' }),
    new Error('Connection terminated unexpectedly'),
    new Error('x', { cause: Object.assign(new Error(''), { code: 'EAI_AGAIN' }) }),
  ])
    expect(passes(error)).toBe(true);
});
