/** Durations of the configuration in milliseconds, and business days in a time zone. */
import type { Duration, Instant } from './types';

const UNITS: Record<string, number> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

/** Milliseconds of "30s", "5m" …; NaN when it is not a duration (the schema refuses that before). */
export function ms(duration: Duration): number {
  const match = /^([\d.]+)(ms|[smhdw])$/.exec(duration);
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? NaN) : NaN;
}

/** 0 = Sunday … 6 = Saturday, in the IANA zone. */
export function weekday(at: Instant, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' }).format(at);
  return ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(name);
}

/** `at` plus a duration; "3bd" skips Saturdays and Sundays of the zone and keeps the time of day. */
export function after(at: Instant, duration: Duration, timeZone: string): Instant {
  if (!duration.endsWith('bd')) return at + ms(duration);
  let left = parseInt(duration, 10);
  while (left > 0) {
    at += 864e5;
    if (weekday(at, timeZone) % 6) left--;
  }
  return at;
}
