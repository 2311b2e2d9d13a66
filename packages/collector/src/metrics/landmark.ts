import { uplift, type Uplift } from './uplift';

/** Somebody's first login, when they completed what is to be judged, and when they reached the milestone; null: not yet. */
export interface Life {
  first: number;
  completed: number | null;
  reached: number | null;
}
const DAY = 86_400_000;

/**
 * Do those who completed something reach a milestone more often than the others? Compared at one moment of everybody's time (a landmark
 * analysis): the day by which half of those who ever completed it had done so. Whoever had reached the milestone by then, or has not been
 * here for so long, is in neither group. Without a landmark the quick ones, who had no time to watch before they were there, would make
 * every video look harmful. People chose for themselves, so this is a hint and no proof. Null when nobody has completed it.
 */
export function landmark(people: readonly Life[], now: number): { after: number; uplift: Uplift } | null {
  const took = people.flatMap(({ first, completed }) => (completed === null ? [] : [Math.max(0, completed - first)])).sort((a, b) => a - b);
  const middle = took[Math.floor((took.length - 1) / 2)];
  if (middle === undefined) return null;
  const after = Math.ceil(middle / DAY);
  const by = (first: number, at: number | null) => at !== null && at <= first + after * DAY;
  const judged = people.filter(({ first, reached }) => first + after * DAY <= now && !by(first, reached));
  const did = judged.filter(({ first, completed }) => by(first, completed));
  const won = (list: readonly Life[]) => list.filter(({ reached }) => reached !== null).length;
  return { after, uplift: uplift(won(did), did.length, won(judged) - won(did), judged.length - did.length) };
}
