/** Small words for verdicts, so that kinds read as sentences. */
import type { Range } from './shape';
import type { Instant, Verdict } from './types';

export const NEVER: Instant = Infinity;

export const verdict = (is: boolean | null, code: string, until: Instant = NEVER, have?: unknown, need?: unknown, parts?: Verdict[]): Verdict => {
  const v: Verdict = { is, until, code };
  if (have !== undefined) v.have = have;
  if (need !== undefined) v.need = need;
  if (parts) v.parts = parts;
  return v;
};

/** Bounds are inclusive; without bounds: at least one. */
export function inRange(n: number, range: Range | undefined): boolean {
  if (!range) return n >= 1;
  const [low, high] = range.between ?? [-NEVER, NEVER];
  return n >= (range.atLeast ?? -NEVER) && n <= (range.atMost ?? NEVER) && n >= low && n <= high && (range.exactly === undefined || n === range.exactly);
}

/** How many instants must be kept to decide the range. */
export const keepFor = (range: Range | undefined): number =>
  range ? Math.max(range.atLeast ?? 0, ...[range.atMost, range.exactly, range.between?.[1]].map((n) => (n ?? -1) + 1), 1) : 1;

/** The earliest instant at which the number of `times` within (now − window, now] changes by itself, and that number. */
export function windowed(times: readonly Instant[], now: Instant, window: number): [n: number, until: Instant] {
  const inside = times.filter((t) => t > now - window);
  return [inside.length, inside.length ? Math.min(...inside) + window : NEVER];
}
