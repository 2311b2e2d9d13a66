import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import { range } from '../shape';
import type { ConditionKind } from '../types';
import { inRange, verdict } from '../verdict';

export const contentConditionSchema = () => z.strictObject({
  kind: z.literal('content'), id: z.string(), is: z.enum(['seen', 'completed', 'dismissed', 'snoozed', 'clicked', 'never', 'open']), count: range().optional().meta({ description: 'With seen: how often.' }), ago: agoSchema().optional(),
}).meta({ id: 'content', title: 'Content', description: 'What the person saw, finished, closed or put off.', why: 'One hint after the other, not all at once.', examples: [{ kind: 'content', id: 'tutorial', is: 'completed', ago: { atLeast: '1d' } }] });
export type ContentCondition = z.infer<ReturnType<typeof contentConditionSchema>>;

export const content: ConditionKind<ContentCondition> = {
  keys: (c) => [`c:${c.id}`],
  check(c, { state, now }) {
    const record = state.ct[c.id];
    if (c.is === 'open') return verdict(!!state.open[c.id], 'content.open');
    if (c.is === 'never') return verdict(!!record?.never, 'content.never');
    if (c.is === 'snoozed') return verdict((record?.snoozed ?? 0) > now, 'content.snoozed', (record?.snoozed ?? 0) > now ? record?.snoozed : undefined);
    if (c.is === 'seen' && c.count) return verdict(inRange(record?.n ?? 0, c.count), 'content.seen', undefined, record?.n ?? 0, c.count);
    return ago(`content.${c.is}`, c.is === 'seen' ? record?.last : record?.[c.is], c.ago, now);
  },
};
