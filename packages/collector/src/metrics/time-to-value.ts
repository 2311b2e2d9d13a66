/**
 * Time to value by the Kaplan–Meier estimator, so that customers who have not got there yet count as "at least so long".
 * The median of achievers only is biased: it leaves out exactly the slow ones.
 */
export interface Observation {
  days: number;
  reached: boolean;
}
export interface SurvivalStep {
  day: number;
  atRisk: number;
  reached: number;
  survival: number;
}
export interface TimeToValue {
  /** Days until half have reached it; null when fewer than half have ("> longest observation"). */
  median: number | null;
  longest: number | null;
  /** Median of those who have reached it, shown for comparison only. */
  naive: number | null;
  steps: SurvivalStep[];
  n: number;
  reached: number;
  censored: number;
}

export function timeToValue(observations: readonly Observation[]): TimeToValue {
  const days = [...new Set(observations.filter((o) => o.reached).map((o) => o.days))].sort((a, b) => a - b);
  let survival = 1;
  const steps = days.map((day) => {
    const atRisk = observations.filter((o) => o.days >= day).length;
    const reached = observations.filter((o) => o.reached && o.days === day).length;
    survival *= 1 - reached / atRisk;
    return { day, atRisk, reached, survival };
  });
  const reached = observations
    .filter((o) => o.reached)
    .map((o) => o.days)
    .sort((a, b) => a - b);
  return {
    median: steps.find((s) => s.survival <= 0.5 + 1e-12)?.day ?? null,
    longest: observations.length ? Math.max(...observations.map((o) => o.days)) : null,
    naive: median(reached),
    steps,
    n: observations.length,
    reached: reached.length,
    censored: observations.length - reached.length,
  };
}

function median(sorted: readonly number[]): number | null {
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
