export type Direction = 'up' | 'down' | 'flat';
export interface Trend {
  current: number;
  previous: number;
  /** Relative change; null when the previous window is too small to compare with. */
  change: number | null;
  direction: Direction | null;
}

/** Compares two equal windows: a change of at least `share` is a direction; fewer than `least` before is no basis. */
export function trend(current: number, previous: number, share = 0.25, least = 3): Trend {
  if (previous < least) return { current, previous, change: null, direction: null };
  const change = (current - previous) / previous;
  return { current, previous, change, direction: change >= share ? 'up' : change <= -share ? 'down' : 'flat' };
}
