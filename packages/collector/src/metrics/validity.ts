import { MINIMUM } from './ratio';

export interface Validity {
  /** Chance that a customer who left had the lower score of the two (0.5: the score says nothing); null when one side is empty. */
  auc: number | null;
  churned: number;
  stayed: number;
  enough: boolean;
  /** Churn per level, to see whether the order is right. */
  byLevel: { level: string; n: number; churned: number }[];
}

/** Did last period's health say who would leave? Area under the ROC curve by the rank-sum, ties counting half. */
export function healthValidity(rows: readonly { score: number; level: string; churned: boolean }[]): Validity {
  const gone = rows.filter((r) => r.churned);
  const here = rows.filter((r) => !r.churned);
  let wins = 0;
  for (const a of gone) for (const b of here) wins += a.score < b.score ? 1 : a.score === b.score ? 0.5 : 0;
  const levels = new Map<string, { level: string; n: number; churned: number }>();
  for (const row of rows) {
    const entry = levels.get(row.level) ?? { level: row.level, n: 0, churned: 0 };
    entry.n++;
    if (row.churned) entry.churned++;
    levels.set(row.level, entry);
  }
  return {
    auc: gone.length && here.length ? wins / (gone.length * here.length) : null,
    churned: gone.length,
    stayed: here.length,
    enough: gone.length >= MINIMUM && here.length >= MINIMUM,
    byLevel: [...levels.values()],
  };
}
