export interface Level {
  id: string;
  atLeast: number;
}

/** Level of a score; `levels` from best to worst. Below the last one the last one stands. */
export const levelOf = (levels: readonly Level[], score: number): string =>
  (levels.find((level) => score >= level.atLeast - 1e-9) ?? levels[levels.length - 1])?.id ?? 'unknown';

/** Keeps the previous level until a boundary is passed by `margin` points, so that a score at a boundary does not flap. */
export function settle(levels: readonly Level[], score: number, previous: string | undefined, margin: number): string {
  const plain = levelOf(levels, score);
  const before = levels.findIndex((level) => level.id === previous);
  const now = levels.findIndex((level) => level.id === plain);
  if (before < 0 || before === now) return plain;
  return now < before ? stepUp(levels, score, before, margin) : stepDown(levels, score, before, margin);
}
const stepUp = (levels: readonly Level[], score: number, from: number, margin: number): string => {
  const to = levels.findIndex((level, i) => i < from && score >= level.atLeast + margin);
  return levels[to < 0 ? from : to]?.id ?? 'unknown';
};
const stepDown = (levels: readonly Level[], score: number, from: number, margin: number): string => {
  const to = levels.findIndex((level, i) => i >= from && score >= level.atLeast - (i === from ? margin : 0));
  return levels[to < 0 ? levels.length - 1 : to]?.id ?? 'unknown';
};

/** Rule mode: all good is good, any poor is poor, otherwise average. */
export const ruleLevel = (ratings: readonly ('good' | 'average' | 'poor')[]): 'good' | 'average' | 'poor' | null =>
  !ratings.length ? null : ratings.includes('poor') ? 'poor' : ratings.every((r) => r === 'good') ? 'good' : 'average';

/** Quality of a portfolio: the mean of the points of its accounts (for instance 100 good, 60 average, 40 poor). */
export function portfolioQuality(counts: readonly { n: number; points: number }[]): number | null {
  const n = counts.reduce((sum, c) => sum + c.n, 0);
  return n ? counts.reduce((sum, c) => sum + c.n * c.points, 0) / n : null;
}
