import { ratio, type Ratio } from './ratio';

const HOURS_48 = 48 * 3_600_000;

/**
 * Clicks on a nudge that no inquiry of the same user followed within 48 h / clicks. An upper bound: a person who gave up also sent no inquiry.
 * Clicks younger than the window cannot be judged yet; they are excluded and counted.
 */
export function deflection(
  clicks: readonly { user: string; at: number }[],
  inquiries: readonly { user: string; at: number }[],
  asOf: number,
  within = HOURS_48,
): Ratio {
  const judged = clicks.filter((c) => c.at + within <= asOf);
  const byUser = new Map<string, number[]>();
  for (const { user, at } of inquiries) byUser.set(user, [...(byUser.get(user) ?? []), at]);
  const followed = judged.filter((c) => byUser.get(c.user)?.some((at) => at >= c.at && at < c.at + within));
  return ratio(judged.length - followed.length, judged.length, { tooRecent: clicks.length - judged.length });
}
