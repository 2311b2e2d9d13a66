import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import { range } from '../shape';
import type { ConditionKind } from '../types';
import { NEVER, every, inRange, verdict } from '../verdict';

export const milestoneConditionSchema = () =>
  z
    .strictObject({
      kind: z.literal('milestone'),
      id: z.string().meta({ description: 'Id of a milestone.' }),
      ago: agoSchema().optional().meta({ description: 'How long ago it was first reached.' }),
      count: range().optional().meta({ description: 'How often, for milestones that repeat.' }),
    })
    .meta({
      id: 'milestone',
      title: 'Milestone',
      description: 'The milestone was reached.',
      why: 'Builds on what is already declared.',
      examples: [{ kind: 'milestone', id: 'first-login', ago: { atLeast: '3d' } }],
    });
export type MilestoneCondition = z.infer<ReturnType<typeof milestoneConditionSchema>>;

export const milestone: ConditionKind<MilestoneCondition> = {
  keys: (c) => [`m:${c.id}`],
  check(c, { state, now }) {
    const reached = state.ms[c.id];
    const when = ago('milestone', reached?.at, c.ago, now);
    if (!c.count) return when;
    return verdict(
      every([inRange(reached?.n ?? 0, c.count), c.ago ? when.is : true]),
      'milestone.count',
      c.ago ? when.until : NEVER,
      reached?.n ?? 0,
      c.count,
    );
  },
};
