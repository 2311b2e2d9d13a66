import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptApi } from '../http/api';
import { keepWarm } from './warm';

describe('somebody who opens the dashboard', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('finds the figures computed: after a start, while a new store fills, and every ten minutes', async () => {
    let applied = 0;
    const warmed: number[] = [];
    const api = Object.assign(async () => undefined, {
      warm: async () => void warmed.push(applied),
      close: () => undefined,
    }) satisfies KeptApi;
    const stop = keepWarm(
      api,
      () => [1],
      () => applied,
      (error) => expect.fail(String(error)),
    );
    await vi.advanceTimersByTimeAsync(300);
    expect(warmed).toEqual([0]);
    for (const n of [4000, 5000, 7000, 10_000, 12_000, 15_000, 20_000, 22_500]) {
      applied = n;
      await vi.advanceTimersByTimeAsync(6000);
    }
    expect(warmed).toEqual([0, 5000, 10_000, 15_000, 22_500]);
    await vi.advanceTimersByTimeAsync(605_000);
    expect(warmed).toHaveLength(6);
    stop();
    applied = 1_000_000;
    await vi.advanceTimersByTimeAsync(700_000);
    expect(warmed).toHaveLength(6);
  });
});
