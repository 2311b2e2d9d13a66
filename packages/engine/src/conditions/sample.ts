import { z } from 'zod';
import { share } from '../hash';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';

export const sampleSchema = () =>
  z
    .strictObject({
      kind: z.literal('sample'),
      share: z.number().min(0).max(1).meta({ description: 'Share (0..1) of people for whom it holds.' }),
      salt: z
        .string()
        .optional()
        .meta({ description: 'Two samples with the same salt (default "") hold the same people; another salt draws anew.' }),
    })
    .meta({
      id: 'sample',
      title: 'Sample',
      description: 'A stable share of people: always the same ones, on every device.',
      why: 'Tries something on a few before it is shown to all.',
      examples: [{ kind: 'sample', share: 0.1, salt: 'new-tutorial' }],
    });
export type Sample = z.infer<ReturnType<typeof sampleSchema>>;

export const sample: ConditionKind<Sample> = {
  keys: () => ['user'],
  check({ share: part, salt = '' }, { state: { user } }) {
    const who = user.id ?? user.anon;
    return verdict(who === undefined ? null : share(`${who}|${salt}`) < part, 'sample', undefined, undefined, part);
  },
};
