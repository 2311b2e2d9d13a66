/** Durations of the configuration in milliseconds, and business days in a time zone. */
import type { Duration, Instant } from './types';
import { dayOf, instant, wall } from './zone';

const UNITS: Record<string, number> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
const MOST_DAYS = 3660;

/** Milliseconds of "30s", "5m" …; NaN when it is not a duration (the schema refuses that before). */
export function ms(duration: Duration): number {
  const match = typeof duration === 'string' && /^([\d.]+)(ms|[smhdw])$/.exec(duration);
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? NaN) : NaN;
}

/** `at` plus a duration; "3bd" skips Saturdays, Sundays and `holidays` ("2026-05-04") of the zone and keeps the time of day. */
export function after(at: Instant, duration: Duration, timeZone: string, holidays?: readonly string[]): Instant {
  if (!duration.endsWith('bd')) return at + ms(duration);
  const start = wall(at, timeZone);
  let local = start;
  for (let left = Math.min(parseInt(duration, 10), MOST_DAYS); left > 0;) {
    local += 864e5;
    if (dayOf(local) % 6 && !holidays?.includes(new Date(local).toISOString().slice(0, 10))) left--;
  }
  // From the wall and not from the instant, so that a change to summer time keeps the hour.
  return local === start ? at : instant(local, timeZone) + (at % 1000);
}

export { weekday } from './zone';
