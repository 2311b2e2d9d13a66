/** How far a checklist is, for its launcher and for the hub. */
import type { Checklist } from '@shirube/engine';

/** Σ weight of what is done ÷ Σ weight of what is required; counts for people, weights for the bar. */
export function progressOf(
  list: Checklist,
  done: Readonly<Record<string, number>>,
): { n: number; all: number; share: number; finished: boolean } {
  const required = list.items.filter((item) => item.required !== false);
  const weight = (items: typeof required) => items.reduce((sum, item) => sum + (item.weight ?? 1), 0);
  const have = required.filter((item) => Object.hasOwn(done, item.id));
  return {
    n: have.length,
    all: required.length,
    share: required.length ? weight(have) / weight(required) : 0,
    finished: required.length > 0 && have.length === required.length,
  };
}
