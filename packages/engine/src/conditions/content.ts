import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import { range } from '../shape';
import type { ConditionKind } from '../types';
import { NEVER, every, inRange, verdict } from '../verdict';

export const contentConditionSchema = () =>
  z
    .strictObject({
      kind: z.literal('content'),
      id: z.string().meta({ description: 'Id of a piece of content.' }),
      is: z.enum(['seen', 'completed', 'dismissed', 'snoozed', 'clicked', 'never', 'open']).meta({
        description:
          'seen: was on the screen for 1 s; snoozed: put off and not yet due; never: "don\'t show again"; open: on the screen now.',
      }),
      count: range().optional().meta({ description: 'With seen: how often.' }),
      ago: agoSchema().optional().meta({ description: 'How long ago it was last so.' }),
    })
    .meta({
      id: 'content',
      title: 'Content',
      description: 'What the person saw, finished, closed or put off.',
      why: 'One hint after the other, not all at once.',
      examples: [{ kind: 'content', id: 'tutorial', is: 'completed', ago: { atLeast: '1d' } }],
    });
export type ContentCondition = z.infer<ReturnType<typeof contentConditionSchema>>;

export const content: ConditionKind<ContentCondition> = {
  keys: (c) => [`c:${c.id}`],
  check({ id, is, count, ago: when }, { state, now }) {
    const record = state.ct[id];
    const code = `content.${is}`;
    if (is === 'open') return verdict(!!state.open[id] && !state.open[id]?.hidden, code);
    if (is === 'never') return verdict(!!record?.never, code);
    const { snoozed = 0, n = 0, last } = record ?? {};
    if (is === 'snoozed') return verdict(snoozed > now, code, snoozed > now ? snoozed : NEVER, snoozed);
    if (is !== 'seen') return ago(code, record?.[is], when, now);
    const seen = ago(code, last, when, now);
    return count ? verdict(every([inRange(n, count), when ? seen.is : true]), code, when ? seen.until : NEVER, n, count) : seen;
  },
};
