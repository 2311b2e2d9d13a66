import { z } from 'zod';
import type { ActionKind } from '../actions';
import { stepFields } from './base';

export const segmentStepSchema = () =>
  z
    .strictObject({
      do: z.literal('segment'),
      ...stepFields(),
      segment: z.string().meta({ description: 'Id of a segment.' }),
      is: z.enum(['in', 'out']).optional().meta({ description: 'Default in.' }),
    })
    .meta({
      id: 'segmentStep',
      title: 'Segment',
      description: 'Waits until the person is in the segment (or has left it).',
      why: 'Segments are the joints of a success flow.',
      examples: [{ do: 'segment', id: 'incomplete', segment: 'settings-incomplete' }],
    });
export type SegmentStep = z.infer<ReturnType<typeof segmentStepSchema>>;

export const segmentStep: ActionKind<SegmentStep> = {
  keys: (s) => [`s:${s.segment}`],
  plan: (s, { run }) => ({ to: !!run.state.seg[s.segment]?.in === (s.is !== 'out') ? '' : null }),
};
