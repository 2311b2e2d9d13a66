import type { AccountRule, Measure, Scalar } from '@shirube/engine';
import { trend } from './trend';

/** What a score or a rule may ask about one account. `null` means that nothing is known, which is not zero. */
export interface AccountFacts {
  measure(measure: Measure): number | null;
  /** The same measure over the window before; null for measures without a window. */
  before(measure: Measure): number | null;
  trait(name: string): Scalar | undefined;
}

/** True, false, or null when the facts are missing. */
export function holds(rule: AccountRule, facts: AccountFacts): boolean | null {
  if ('all' in rule) return and(rule.all.map((r) => holds(r, facts)));
  if ('any' in rule) return not(and(rule.any.map((r) => not(holds(r, facts)))));
  if ('not' in rule) return not(holds(rule.not, facts));
  if ('trend' in rule) {
    const current = facts.measure(rule.trend);
    const previous = facts.before(rule.trend);
    const direction = current === null || previous === null ? null : trend(current, previous).direction;
    return direction && rule.is.includes(direction);
  }
  if ('trait' in rule) {
    const value = facts.trait(rule.trait);
    if (value === undefined || value === null) return null;
    if (rule.is !== undefined && value !== rule.is) return false;
    if (rule.in !== undefined && !rule.in.some((one) => one === value)) return false;
    return rule.atLeast === undefined && rule.atMost === undefined ? true : typeof value === 'number' ? within(value, rule) : null;
  }
  const value = facts.measure(rule.measure);
  return value === null ? null : within(value, rule);
}

const within = (value: number, { atLeast = -Infinity, atMost = Infinity }: { atLeast?: number | undefined; atMost?: number | undefined }) =>
  value >= atLeast && value <= atMost;
const not = (v: boolean | null): boolean | null => (v === null ? null : !v);
const and = (list: (boolean | null)[]): boolean | null => (list.includes(false) ? false : list.includes(null) ? null : true);
