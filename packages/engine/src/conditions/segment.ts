import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import type { ConditionKind } from '../types';

export const segmentConditionSchema = () =>
  z
    .strictObject({
      kind: z.literal('segment'),
      id: z.string().meta({ description: 'Id of a segment.' }),
      ago: agoSchema().optional().meta({ description: 'How long the person has been in it.' }),
    })
    .meta({
      id: 'segment',
      title: 'Segment',
      description: 'The person is in the segment now.',
      why: 'Names an audience once.',
      examples: [{ kind: 'segment', id: 'settings-incomplete' }],
    });
export type SegmentCondition = z.infer<ReturnType<typeof segmentConditionSchema>>;

export const segment: ConditionKind<SegmentCondition> = {
  keys: (c) => [`s:${c.id}`],
  check(c, { state, now }) {
    const member = state.seg[c.id];
    return ago('segment', member?.in ? member.at : undefined, c.ago, now);
  },
};
