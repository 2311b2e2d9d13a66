import { ratio, type Ratio } from './ratio';

/** A user: the calendar day of joining, and the calendar days on which a core event happened. */
export interface UserDays { joined: number; days: Iterable<number> }

/**
 * N-day retention: active on the Nth day after joining / users who have reached their Nth day.
 * `unbounded`: active on day N or any later day.
 */
export function nDayRetention(users: readonly UserDays[], n: number, asOf: number, unbounded = false): Ratio {
  const reached = users.filter((u) => u.joined + n <= asOf);
  const back = reached.filter((u) => [...u.days].some((day) => (unbounded ? day >= u.joined + n && day <= asOf : day === u.joined + n)));
  return ratio(back.length, reached.length, { notReached: users.length - reached.length });
}
