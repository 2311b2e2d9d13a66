import { ratio, type Ratio } from './ratio';

/** One account that signed: how many calendar days it has existed, and after how many it had every required milestone (null: not yet). */
export interface Onboarding {
  id: string;
  age: number;
  completed: number | null;
}
export interface OnboardingCompletion {
  /** Completed within `days` (the last day counts) / accounts that have had `days` days. */
  within: Ratio;
  /** Completed at any time / the same accounts. */
  ever: Ratio;
  completedIds: string[];
}

/** Onboarding completion rate. Accounts too young to be judged are excluded and counted. */
export function onboardingCompletion(accounts: readonly Onboarding[], days = 30): OnboardingCompletion {
  const matured = accounts.filter((a) => a.age >= days);
  const excluded = { notMatured: accounts.length - matured.length };
  const done = matured.filter((a) => a.completed !== null && a.completed <= days);
  return {
    within: ratio(done.length, matured.length, excluded),
    ever: ratio(matured.filter((a) => a.completed !== null).length, matured.length, excluded),
    completedIds: done.map((a) => a.id),
  };
}

/** Onboarding progress: weight of what is done / weight of what is required; null without items (never "100 %"). */
export function onboardingProgress(items: readonly { weight?: number | undefined; done: boolean }[]): number | null {
  const sum = (list: typeof items) => list.reduce((total, item) => total + (item.weight ?? 1), 0);
  const all = sum(items);
  return all > 0 ? sum(items.filter((item) => item.done)) / all : null;
}
