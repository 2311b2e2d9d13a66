/**
 * The call list. Urgency = value × risk × stuck, each between 0 and 1 with a floor, so that no single zero hides an account
 * with everything else against it. The list is cut to what the team can do in a day; what falls below the cut is counted.
 */
export interface Candidate {
  account: string;
  /** Monthly revenue. */
  mrr: number | null;
  /** Health 0–100; null unknown. */
  score: number | null;
  risk: boolean;
  trend: 'up' | 'down' | 'flat' | null;
  /** Days beyond the target of the milestone that blocks; 0 when on track. */
  lateDays: number;
  status: 'done' | 'on_track' | 'behind' | 'stuck';
  /** Open tasks of this account; a task is always a reason to call. */
  tasks: number;
  /** Longest that a task has been due, in days; negative: not due yet. */
  overdueDays: number;
}
export interface Ranked<C extends Candidate> {
  candidate: C;
  urgency: number;
  value: number;
  riskShare: number;
  stuck: number;
}

export function rankToday<C extends Candidate>(candidates: readonly C[], capacity: number): { list: Ranked<C>[]; below: number } {
  // Traits are whatever an app sends: what is no amount counts as none.
  const amount = ({ mrr }: Candidate) => Math.max(0, mrr ?? 0);
  const most = candidates.reduce((max, c) => Math.max(max, amount(c)), 1);
  const ranked = candidates
    .map((candidate): Ranked<C> => {
      // The logarithm keeps one very large account from making all the others equal.
      const value = floor(Math.log1p(amount(candidate)) / Math.log1p(most));
      const riskShare = floor(riskOf(candidate));
      const stuck = floor(stuckOf(candidate));
      return { candidate, value, riskShare, stuck, urgency: value * riskShare * stuck };
    })
    .filter(({ candidate }) => candidate.tasks > 0 || candidate.risk || candidate.status === 'stuck' || candidate.status === 'behind')
    .sort((a, b) => b.urgency - a.urgency || a.candidate.account.localeCompare(b.candidate.account));
  return { list: ranked.slice(0, capacity), below: Math.max(0, ranked.length - capacity) };
}

const floor = (x: number) => Math.min(1, Math.max(0.1, x));
const riskOf = (c: Candidate) =>
  Math.min(1, (c.score === null ? 0.5 : 1 - c.score / 100) + (c.risk ? 0.15 : 0) + (c.trend === 'down' ? 0.15 : 0));
const stuckOf = (c: Candidate) =>
  Math.min(
    1,
    { done: 0.2, on_track: 0.3, behind: 0.6, stuck: 0.8 }[c.status] +
      Math.min(0.2, c.lateDays / 150) +
      (c.tasks ? 0.15 : 0) +
      (c.overdueDays > 0 ? 0.1 : 0),
  );
