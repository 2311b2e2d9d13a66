import { z } from 'zod';
import { TOLERANCE, complete, coverage, covered } from '../watched';
import type { ConditionKind } from '../types';
import { NEVER, verdict } from '../verdict';

export const videoSchema = () =>
  z
    .strictObject({
      kind: z.literal('video'),
      id: z.string().meta({ description: 'Id of a video.' }),
      coverage: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .meta({ description: "Share really watched, 0..1; default: completed by the video's threshold." }),
      from: z.number().nonnegative().optional().meta({ description: 'Second at which the interval begins; default 0.' }),
      to: z.number().positive().optional().meta({ description: 'With from: this interval, in seconds, was watched.' }),
    })
    .meta({
      id: 'video',
      title: 'Video',
      description: 'What was really watched of a video, however often and on whatever device.',
      why: 'A video that was watched is worth a phone call.',
      examples: [{ kind: 'video', id: 'v2', from: 60, to: 90 }],
    });
export type VideoCondition = z.infer<ReturnType<typeof videoSchema>>;

export const video: ConditionKind<VideoCondition> = {
  keys: (c) => [`v:${c.id}`],
  check(c, { state }) {
    const record = state.vid[c.id];
    if (c.from !== undefined || c.to !== undefined) {
      const from = c.from ?? 0;
      const to = c.to ?? record?.d ?? NEVER;
      const have = record ? covered(record.u, from, to) : 0;
      // Of an interval shorter than the tolerance something must have been seen, too.
      return verdict(have > 0 && have >= to - from - TOLERANCE, 'video.interval', NEVER, have, to - from);
    }
    if (c.coverage === undefined) return verdict(!!record?.completed, 'video.completed');
    const have = record ? coverage(record.u, record.d) : 0;
    // By the same rule as completion: what a player leaves out at the head and the tail is not missing.
    const is = have === null ? null : have >= c.coverage || complete(record?.u ?? [], record?.d, c.coverage);
    return verdict(is, 'video.coverage', NEVER, have, c.coverage);
  },
};
