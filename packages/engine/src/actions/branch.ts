import { z } from 'zod';
import type { ActionKind } from '../actions';
import { conditionSchema } from '../conditions';
import { stepFields } from './base';

export const branchSchema = () =>
  z
    .strictObject({
      do: z.literal('branch'),
      ...stepFields(),
      paths: z
        .array(z.strictObject({ when: conditionSchema(), to: z.string().meta({ description: 'Step id, or exit.' }) }))
        .min(1)
        .meta({ description: 'The first that holds wins.' }),
      else: z.string().optional().meta({ description: 'Default: the next step.' }),
    })
    .meta({
      id: 'branch',
      title: 'Branch',
      description: 'Goes the first way whose condition holds now.',
      why: 'Different people need different help.',
      examples: [{ do: 'branch', id: 'big', paths: [{ when: { kind: 'accountTrait', name: 'tier', is: 'high' }, to: 'call' }] }],
    });
export type Branch = z.infer<ReturnType<typeof branchSchema>>;

export const branch: ActionKind<Branch> = {
  conditions: (s) => s.paths.map((p) => p.when),
  targets: (s) => [...s.paths.map((p) => p.to), ...(s.else ? [s.else] : [])],
  plan: (s, { world }) => ({ to: s.paths.find((p) => world.check(p.when).is)?.to ?? s.else ?? '' }),
};
