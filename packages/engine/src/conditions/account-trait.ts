import { z } from 'zod';
import { matches, operatorsSchema, type Operators } from '../operators';
import { traitOf } from '../traits';
import type { ConditionKind } from '../types';
import { NEVER, verdict } from '../verdict';

export const accountTraitSchema = () =>
  z
    .strictObject({
      kind: z.literal('accountTrait'),
      name: z.string().min(1).meta({ description: 'Name of a declared account trait.' }),
      is: operatorsSchema(),
    })
    .meta({
      id: 'accountTrait',
      title: 'Account trait',
      description: 'What the app said about the account. Never sent is unknown, not false.',
      why: 'Targets by plan, tier, contract.',
      examples: [{ kind: 'accountTrait', name: 'tier', is: { in: ['tech', 'low'] } }],
    });
export type AccountTraitCondition = z.infer<ReturnType<typeof accountTraitSchema>>;

export const accountTrait: ConditionKind<AccountTraitCondition> = {
  keys: (c) => [`atrait:${c.name}`],
  check(c, { state, now, program }) {
    const have = traitOf(state.account, c.name);
    const [is, until] = matches(c.is as Operators, have, now, program);
    return verdict(is, 'accountTrait', until ?? NEVER, have, c.is);
  },
};
