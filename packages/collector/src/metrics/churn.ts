import { ratio, type Ratio } from './ratio';

/**
 * Logo churn and retention of a period. Only customers at its start count; those who came during the period enter neither side.
 */
export function logoChurn(start: Iterable<string>, end: Iterable<string>): { churn: Ratio; retention: Ratio; lost: string[] } {
  const before = new Set(start);
  const after = new Set(end);
  const lost = [...before].filter((id) => !after.has(id));
  const excluded = { newInPeriod: [...after].filter((id) => !before.has(id)).length };
  return { churn: ratio(lost.length, before.size, excluded), retention: ratio(before.size - lost.length, before.size, excluded), lost };
}

/** A churn measured over `days` days, stated per year (365 d) or per month (365/12 d). */
export const rescaleChurn = (churn: number, days: number, per: 'year' | 'month'): number =>
  1 - (1 - churn) ** ((per === 'year' ? 365 : 365 / 12) / days);
