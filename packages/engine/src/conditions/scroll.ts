import { z } from 'zod';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';
import { factsOf, watch } from '../watches';

export const scrollSchema = () =>
  z
    .strictObject({
      kind: z.literal('scroll'),
      depth: z.number().min(0).max(1).meta({ description: 'Share (0..1) of the page that was scrolled past, at least.' }),
    })
    .meta({
      id: 'scroll',
      title: 'Scroll depth',
      description: 'The person scrolled so far down this page.',
      why: 'Who reads to the end wants to know more.',
      examples: [{ kind: 'scroll', depth: 0.5 }],
    });
export type ScrollCondition = z.infer<ReturnType<typeof scrollSchema>>;

export const scroll: ConditionKind<ScrollCondition> = {
  keys: () => ['d:scroll', 'page'],
  prepare({ depth }, program) {
    watch(program, 'scroll', { depths: [] }, 'scroll');
    const { depths } = program.watches.get('scroll')?.spec as { depths: number[] };
    if (!depths.includes(depth)) depths.push(depth);
  },
  check({ depth }, world) {
    const have = Math.max(0, ...factsOf(world, 'scroll').map((fact) => (typeof fact === 'number' ? fact : 0)));
    return verdict(have >= depth, 'scroll', undefined, have, depth);
  },
};
