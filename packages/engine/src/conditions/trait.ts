import { z } from 'zod';
import { matches, operatorsSchema, type Operators } from '../operators';
import { traitOf } from '../traits';
import type { ConditionKind } from '../types';
import { NEVER, verdict } from '../verdict';

export const traitSchema = () =>
  z
    .strictObject({
      kind: z.literal('trait'),
      name: z.string().min(1).meta({ description: 'Name of a declared trait.' }),
      is: operatorsSchema(),
    })
    .meta({
      id: 'trait',
      title: 'Trait',
      description: 'What the app said about the person. A trait that was never sent is unknown, not false.',
      why: 'Targets by plan, role, progress.',
      examples: [{ kind: 'trait', name: 'settings_bank', is: true }],
    });
export type TraitCondition = z.infer<ReturnType<typeof traitSchema>>;

export const trait: ConditionKind<TraitCondition> = {
  keys: (c) => [`trait:${c.name}`],
  check(c, { state, now, program }) {
    const have = traitOf(state.traits, c.name);
    const [is, until] = matches(c.is as Operators, have, now, program);
    return verdict(is, 'trait', until ?? NEVER, have, c.is);
  },
};
