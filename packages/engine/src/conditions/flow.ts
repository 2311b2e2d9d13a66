import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';

export const flowConditionSchema = () =>
  z
    .strictObject({
      kind: z.literal('flow'),
      id: z.string().meta({ description: 'Id of a flow.' }),
      is: z.enum(['in', 'ended', 'entered']).meta({ description: 'in: in it now; ended: left it; entered: was ever in it.' }),
      step: z.string().optional().meta({ description: 'With in: standing at this step.' }),
      reason: z.string().optional().meta({ description: 'With ended: for this reason, such as "goal", "exit" or "completed".' }),
      ago: agoSchema().optional().meta({ description: 'How long ago it was entered (in, entered) or ended.' }),
    })
    .meta({
      id: 'flow',
      title: 'Flow',
      description: 'Where the person stands in a success flow.',
      why: 'Keeps other help away while a flow is under way.',
      examples: [{ kind: 'flow', id: 'onboarding', is: 'ended', reason: 'goal' }],
    });
export type FlowCondition = z.infer<ReturnType<typeof flowConditionSchema>>;

export const flow: ConditionKind<FlowCondition> = {
  keys: (c) => [`f:${c.id}`],
  check(c, { state, now }) {
    const run = state.fl[c.id];
    const code = `flow.${c.is}`;
    const fits =
      run &&
      (c.is === 'entered' ||
        (c.is === 'in' ? run.s !== '' && (c.step ?? run.s) === run.s : run.s === '' && (c.reason ?? run.end) === run.end));
    return fits
      ? ago(code, c.is === 'ended' ? run.endAt : run.start, c.ago, now)
      : verdict(false, code, undefined, run?.s || run?.end, c.step ?? c.reason);
  },
};
