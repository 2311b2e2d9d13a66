import { z } from 'zod';
import type { ActionKind } from '../actions';
import { share } from '../hash';
import { stepFields } from './base';

export const holdoutSchema = () =>
  z
    .strictObject({
      do: z.literal('holdout'),
      ...stepFields(),
      share: z.number().min(0).max(1).meta({ description: 'Share of people who leave the flow here, to compare with.' }),
      salt: z.string().optional().meta({ description: 'Draws anew; default the step id.' }),
    })
    .meta({
      id: 'holdout',
      title: 'Holdout',
      description: 'Keeps a share of the people out of the rest, the same ones always.',
      why: 'Without a comparison nobody knows what helped.',
      examples: [{ do: 'holdout', id: 'compare', share: 0.1 }],
    });
export type Holdout = z.infer<ReturnType<typeof holdoutSchema>>;

export const holdout: ActionKind<Holdout> = {
  plan(s, { run, flow }) {
    const { user } = run.state;
    return share(`${user.id ?? user.anon ?? ''}|${flow.id}|${s.salt ?? s.id}`) < s.share ? { to: 'exit', reason: 'holdout' } : { to: '' };
  },
};
