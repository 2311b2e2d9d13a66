import { ratio, type Ratio } from './ratio';

export interface Revenue {
  id: string;
  start: number;
  end: number;
}

/**
 * Gross and net revenue retention over the customers who paid at the start. New customers are excluded and counted.
 * GRR caps each customer at what it paid before; NRR does not, so it may pass 1.
 */
export function revenueRetention(accounts: readonly Revenue[]): { grr: Ratio; nrr: Ratio; start: number; end: number } {
  const paying = accounts.filter((a) => a.start > 0);
  const sum = (f: (a: Revenue) => number) => paying.reduce((total, a) => total + f(a), 0);
  const start = sum((a) => a.start);
  const excluded = { newInPeriod: accounts.filter((a) => !(a.start > 0) && a.end > 0).length };
  const of = (num: number): Ratio => ({ ...ratio(num, start, excluded), enough: paying.length >= 5 });
  return { grr: of(sum((a) => Math.min(a.end, a.start))), nrr: of(sum((a) => a.end)), start, end: sum((a) => a.end) };
}
