/** Small words for verdicts, so that kinds read as sentences. */
import type { Range } from './shape';
import type { Instant, Verdict } from './types';

export const NEVER: Instant = Infinity;

export const verdict = (
  is: boolean | null,
  code: string,
  until: Instant = NEVER,
  have?: unknown,
  need?: unknown,
  parts?: Verdict[],
): Verdict => {
  const v: Verdict = { is, until, code };
  if (have !== undefined) v.have = have;
  if (need !== undefined) v.need = need;
  if (parts) v.parts = parts;
  return v;
};

/** True when all are, false when one is, else unknown: null. */
export const every = (answers: readonly (boolean | null)[]): boolean | null =>
  answers.includes(false) ? false : answers.includes(null) ? null : true;
export const opposite = (is: boolean | null): boolean | null => (is === null ? null : !is);

/** Bounds are inclusive; without bounds: at least one. */
export function inRange(n: number, range: Range | undefined): boolean {
  if (!range) return n >= 1;
  const { atLeast = -NEVER, atMost = NEVER, exactly = n, between: [low, high] = [n, n] } = range;
  return n >= atLeast && n <= atMost && n === exactly && n >= low && n <= high;
}

/** How many instants must be kept to decide the range. */
export const keepFor = (range: Range | undefined): number =>
  Math.min(1000, Math.max(range?.atLeast ?? 1, ...[range?.atMost, range?.exactly, range?.between?.[1]].map((n) => (n ?? -1) + 1), 1));

/** How many of `times` lie within (now − window, now], after `since`; and the earliest instant at which that changes by itself. */
export function windowed(times: readonly Instant[], now: Instant, window = NEVER, since = -NEVER): [n: number, until: Instant] {
  const inside = times.filter((t) => t > now - window && t > since);
  return [inside.length, Math.min(NEVER, ...inside) + window];
}
