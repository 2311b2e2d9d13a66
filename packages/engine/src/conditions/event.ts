import { z } from 'zod';
import { always, register } from '../counters';
import { ms } from '../duration';
import { memo } from '../memo';
import { matchesAll, operatorsSchema, type Operators } from '../operators';
import { duration, range, span } from '../shape';
import type { ConditionKind, Counter, Program, Properties } from '../types';
import { NEVER, inRange, keepFor, verdict, windowed } from '../verdict';

export const eventSchema = () =>
  z
    .strictObject({
      kind: z.literal('event'),
      name: z
        .string()
        .min(1)
        .meta({ description: 'As in track(name).', examples: ['invoice_sent'] }),
      count: range().optional().meta({ description: 'How often; default at least once.' }),
      within: span().optional().meta({ description: 'Only the last …; default ever.' }),
      where: z
        .record(z.string(), operatorsSchema())
        .optional()
        .meta({ description: 'Comparisons by property; all must hold.', examples: [{ amount: { gte: 10000 } }] }),
      since: z.enum(['step']).optional().meta({
        description: 'In a flow: only since the current step was entered. In a milestone that repeats: since it was last reached.',
      }),
      scope: z
        .enum(['user', 'account'])
        .optional()
        .meta({ description: 'account: by anybody of the account; only a collector knows, without one it stays unknown. Default user.' }),
    })
    .meta({
      id: 'event',
      title: 'Event',
      description: 'The app tracked this event so often.',
      why: 'Reacts to what people do.',
      examples: [{ kind: 'event', name: 'invoice_sent', count: { atLeast: 3 }, within: '7d' }],
    });
export type EventCondition = z.infer<ReturnType<typeof eventSchema>>;

/** Where the count is kept; the same for every condition that asks about the same events. */
export const counterKey = ({ name, where }: Pick<EventCondition, 'name' | 'where'>): string =>
  `e:${name}${where ? `?${JSON.stringify(where)}` : ''}`;
/** The counter of a condition, or at least its key. Shared, so that those who ask about the same look at the same memory. */
const counterOf = (c: EventCondition, program: Program): Pick<Counter, 'key'> =>
  memo(program, c, () => ({ key: c.scope === 'account' ? `@${counterKey(c)}` : counterKey(c) }));

export const event: ConditionKind<EventCondition> = {
  keys: (c) => [c.scope === 'account' ? 'rollup' : `e:${c.name}`],
  prepare(c, program) {
    const where = c.where as Record<string, Operators> | undefined;
    const counter = {
      ...counterOf(c, program),
      keep: c.within || c.since ? keepFor(c.count) : 1,
      match: where ? (properties: Properties) => matchesAll(where, properties, program) : always,
    };
    if (c.scope !== 'account') return void program.memo.set(c, register(program, c.name, counter));
    program.rollups.set(counter.key, {
      ...counter,
      event: c.name,
      keep: Math.max(counter.keep, program.rollups.get(counter.key)?.keep ?? 0),
    });
  },
  check(c, { state, now, since = 0, program }) {
    const counter = state.ev[counterOf(c, program).key];
    if (!counter && c.scope === 'account') return verdict(null, 'event.account');
    const { n: all = 0, t = [] } = counter ?? {};
    const [n, until] = c.within || c.since ? windowed(t, now, c.within ? ms(c.within) : NEVER, c.since ? since : undefined) : [all, NEVER];
    return verdict(inRange(n, c.count), 'event', until, n, c.count ?? { atLeast: 1 });
  },
};
