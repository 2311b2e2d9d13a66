import type { PortfolioAccount } from './portfolio';
import { DAY } from '../metrics/days';

const iso = (n: number) => new Date(n * DAY).toISOString().slice(0, 10);
const num = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;

/** `n` of these, evenly spread, always with those in `must`. */
export function spread(list: readonly string[], n: number, must: readonly string[]): string[] {
  const kept = new Set(must.filter((day) => list.includes(day)));
  const rest = list.filter((day) => !kept.has(day));
  const want = Math.max(0, Math.min(rest.length, n - kept.size));
  for (let i = 0; i < want; i++) kept.add(rest[Math.floor(((i + 0.5) * rest.length) / want)] ?? '');
  return [...kept].filter(Boolean).sort();
}

/**
 * The days on which the account is active: `a14` of the last 14, `p14` of the 14 before, and a rhythm like theirs before that. There is
 * nothing between the first and the second login, and nothing before the first (one account's earlier day cannot have happened).
 */
export function days(a: PortfolioAccount): string[] {
  if (!a.first) return [];
  const must = [a.first, a.second, a.settingsDone, a.sent].filter((day) => day !== null);
  const open = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => iso(from + i)).filter(
      (day) => day === a.first || (a.second !== null && day >= a.second && (!a.churn || day < a.churn)),
    );
  const end = num('2026-06-30');
  const recent = spread(open(end - 14, end), a.a14, must);
  const earlier = spread(open(end - 28, end - 14), a.p14, must);
  const old = open(num(a.first), end - 28);
  const rhythm = Math.round((old.length * (a.churn ? 1 : a.p14)) / 18);
  return [...new Set([...spread(old, Math.max(rhythm, must.length), must), ...earlier, ...recent])].sort();
}
