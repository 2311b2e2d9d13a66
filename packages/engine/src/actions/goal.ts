import { z } from 'zod';
import type { ActionKind } from '../actions';
import { conditionSchema } from '../conditions';
import { stepFields } from './base';

export const goalSchema = () =>
  z
    .strictObject({
      do: z.literal('goal'),
      ...stepFields(),
      when: conditionSchema(),
      wait: z.boolean().optional().meta({ description: 'Waits for it; default: ends the flow only if it already holds.' }),
    })
    .meta({
      id: 'goal',
      title: 'Goal',
      description: 'Ends the flow as a success when the condition holds.',
      why: 'Nobody wants help for what they have done.',
      examples: [{ do: 'goal', id: 'sent', when: { kind: 'milestone', id: 'first-invoice-sent' } }],
    });
export type Goal = z.infer<ReturnType<typeof goalSchema>>;

export const goal: ActionKind<Goal> = {
  conditions: (s) => [s.when],
  plan(s, { world }) {
    const verdict = world.check(s.when);
    return verdict.is ? { to: 'exit', reason: 'goal' } : s.wait ? { to: null, until: verdict.until } : { to: '' };
  },
};
