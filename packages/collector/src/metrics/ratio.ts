/**
 * A percentage that cannot be read without its denominator.
 * `value` is num/den (a ratio, not a percentage), null when the denominator is empty. `excluded` says whom it leaves out, and why.
 * `enough` is false below five: the number is shown as "not enough data".
 */
export interface Ratio {
  value: number | null;
  num: number;
  den: number;
  enough: boolean;
  excluded: Record<string, number>;
}

/** Below this many, a figure says more about chance than about customers. */
export const MINIMUM = 5;

export const ratio = (num: number, den: number, excluded: Record<string, number> = {}): Ratio => ({
  value: den > 0 ? num / den : null,
  num,
  den,
  enough: den >= MINIMUM,
  excluded,
});
