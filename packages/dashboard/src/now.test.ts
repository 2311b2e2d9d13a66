import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heard, nowOf, startOfDay } from './now';

const at = (text: string) => Date.parse(text);
const shown = (instant: number) => new Date(instant).toISOString();

describe('the time on a page that is open for days', () => {
  beforeEach(() => vi.useFakeTimers({ now: at('2026-07-01T00:00:00Z') }));
  afterEach(() => vi.useRealTimers());
  it('is the collector’s, on a machine whose clock is wrong and that has slept', () => {
    const config = heard({ now: at('2026-07-03T09:00:00Z') });
    vi.setSystemTime(at('2026-07-01T08:00:00Z'));
    expect(shown(nowOf(config))).toBe('2026-07-03T17:00:00.000Z');
    expect(nowOf(null)).toBe(at('2026-07-01T08:00:00Z'));
  });
});

describe('a task that is put off until tomorrow', () => {
  it('is back in the morning, not 24 hours later', () =>
    expect(shown(startOfDay(at('2026-07-01T16:30:00+09:00'), 1, 'Asia/Tokyo'))).toBe('2026-07-01T15:00:00.000Z'));
  it('counts days of the team’s zone, on both sides of its midnight', () => {
    expect(shown(startOfDay(at('2026-07-01T23:59:59+09:00'), 1, 'Asia/Tokyo'))).toBe('2026-07-01T15:00:00.000Z');
    expect(shown(startOfDay(at('2026-07-02T00:00:00+09:00'), 1, 'Asia/Tokyo'))).toBe('2026-07-02T15:00:00.000Z');
  });
  it('is back at midnight also when the clocks change in between', () => {
    expect(shown(startOfDay(at('2026-10-24T12:00:00+02:00'), 7, 'Europe/Berlin'))).toBe('2026-10-30T23:00:00.000Z');
    expect(shown(startOfDay(at('2026-03-28T12:00:00+01:00'), 1, 'Europe/Berlin'))).toBe('2026-03-28T23:00:00.000Z');
  });
});
