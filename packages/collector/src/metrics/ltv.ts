/** Lifetime value: average revenue per account and month / monthly churn; null when nobody leaves (it would be endless). */
export const ltv = (arpa: number, monthlyChurn: number): number | null => (monthlyChurn > 0 ? arpa / monthlyChurn : null);
