import type { AccountRule, Lifecycle } from '@shirube/engine';
import { holds, type AccountFacts } from './rules';

export const defaultStages: { id: string; when: AccountRule }[] = [
  { id: 'renewal', when: { measure: { kind: 'renewal' }, atMost: 60 } },
  {
    id: 'onboarding',
    when: {
      all: [
        { measure: { kind: 'onboarding' }, atMost: 0.999 },
        { measure: { kind: 'age' }, atMost: 90 },
      ],
    },
  },
  { id: 'adoption', when: { measure: { kind: 'age' }, atMost: 180 } },
  { id: 'retention', when: { measure: { kind: 'age' }, atLeast: 0 } },
];

/** The first stage whose rule holds; null when nothing is known. */
export const stageOf = (lifecycle: Lifecycle | undefined, facts: AccountFacts): string | null =>
  (lifecycle?.stages ?? defaultStages).find((stage) => holds(stage.when, facts) === true)?.id ?? null;

/** The account's own tier trait wins; then the first rule that holds. Works without any rule. */
export function tierOf(lifecycle: Lifecycle | undefined, facts: AccountFacts, trait = 'tier'): string | null {
  const own = facts.trait(trait);
  if (typeof own === 'string' && own) return own;
  return lifecycle?.tiers?.find((tier) => holds(tier.when, facts) === true)?.id ?? null;
}
