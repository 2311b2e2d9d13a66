import { ratio, type Ratio } from './ratio';

/**
 * Users who joined on one calendar day, and how many of them were active (a core event) on each later day. `last`: how many of them
 * were active for the last time on each day (that day or none after it).
 */
export interface Joined {
  joined: number;
  users: number;
  active: ReadonlyMap<number, number>;
  last: ReadonlyMap<number, number>;
}

/** Gathers users, each with the day of joining and the days on which they were active. */
export function joinedOf(users: readonly { joined: number; days: Iterable<number> }[], asOf: number): Joined[] {
  const groups = new Map<number, { joined: number; users: number; active: Map<number, number>; last: Map<number, number> }>();
  for (const { joined, days } of users) {
    const group = groups.get(joined) ?? { joined, users: 0, active: new Map<number, number>(), last: new Map<number, number>() };
    groups.set(joined, group);
    group.users++;
    const mine = [...new Set(days)].filter((day) => day <= asOf);
    for (const day of mine) group.active.set(day, (group.active.get(day) ?? 0) + 1);
    if (mine.length) group.last.set(Math.max(...mine), (group.last.get(Math.max(...mine)) ?? 0) + 1);
  }
  return [...groups.values()];
}

/**
 * N-day retention: active on the Nth day after joining / users who have reached their Nth day.
 * `unbounded`: active on day N or any later day.
 */
export function nDayRetention(groups: readonly Joined[], n: number, asOf: number, unbounded = false): Ratio {
  let [back, reached, notReached] = [0, 0, 0];
  for (const { joined, users, active, last } of groups) {
    if (joined + n > asOf) {
      notReached += users;
      continue;
    }
    reached += users;
    if (!unbounded) back += active.get(joined + n) ?? 0;
    else for (const [day, count] of last) if (day >= joined + n) back += count;
  }
  return ratio(back, reached, { notReached });
}
