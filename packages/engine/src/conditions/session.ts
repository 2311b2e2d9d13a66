import { z } from 'zod';
import { ms } from '../duration';
import { duration, range } from '../shape';
import type { ConditionKind } from '../types';
import { NEVER, every, inRange, verdict } from '../verdict';

export const sessionSchema = () =>
  z
    .strictObject({
      kind: z.literal('session'),
      nth: range().optional().meta({ description: 'How many sessions so far.' }),
      views: range().optional().meta({ description: 'Pages seen in this session.' }),
      lasts: duration().optional().meta({ description: 'This session has lasted at least so long.' }),
    })
    .meta({
      id: 'session',
      title: 'Session',
      description: 'Activity with gaps shorter than 30 minutes (configurable). Everything that is said must hold.',
      why: 'The fifth page of the first visit is another moment than the first.',
      examples: [{ kind: 'session', nth: { atMost: 3 }, views: { atLeast: 5 } }],
    });
export type SessionCondition = z.infer<ReturnType<typeof sessionSchema>>;

export const session: ConditionKind<SessionCondition> = {
  keys: (c) => ['session', ...(c.views ? ['page'] : [])],
  check({ nth, views, lasts }, { state: { session: now }, now: at }) {
    const end = now.start + (lasts ? ms(lasts) : 0);
    const is = !now.n ? false : every([inRange(now.n, nth), views ? inRange(now.views, views) : true, at >= end]);
    return verdict(is, 'session', now.n && at < end ? end : NEVER, { nth: now.n, views: now.views }, { nth, views, lasts });
  },
};
