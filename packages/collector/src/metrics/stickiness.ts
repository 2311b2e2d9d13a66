import { ratio, type Ratio } from './ratio';

/** Mean daily active users / monthly active users, from the number of active days (of `window`) of each user who was active at all. */
export function stickiness(activeDays: readonly number[], window = 30): Ratio & { dau: number } {
  const active = activeDays.filter((n) => n > 0);
  const dau = active.reduce((sum, n) => sum + n, 0) / window;
  return { ...ratio(dau, active.length), dau };
}
