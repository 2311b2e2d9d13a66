import { z } from 'zod';
import { register } from '../counters';
import { ms } from '../duration';
import { matchesAll, operatorsSchema, type Operators } from '../operators';
import { duration, range } from '../shape';
import type { ConditionKind, World } from '../types';
import { NEVER, inRange, keepFor, verdict, windowed } from '../verdict';

export const eventSchema = () => z.strictObject({
  kind: z.literal('event'), name: z.string().meta({ description: 'As in track(name).' }), count: range().optional().meta({ description: 'Default at least 1.' }),
  within: duration().optional().meta({ description: 'Only the last …; default ever.' }), where: z.record(z.string(), operatorsSchema()).optional(),
  since: z.enum(['step']).optional().meta({ description: 'In a flow: only since the current step was entered.' }),
}).meta({ id: 'event', title: 'Event', description: 'The app tracked this event so often.', why: 'Reacts to what people do.', examples: [{ kind: 'event', name: 'invoice_sent', count: { atLeast: 3 }, within: '7d' }] });
export type EventCondition = z.infer<ReturnType<typeof eventSchema>>;

const counterKey = (c: EventCondition) => `e:${c.name}${c.where ? `?${JSON.stringify(c.where)}` : ''}`;

export const event: ConditionKind<EventCondition> = {
  keys: (c) => [`e:${c.name}`],
  prepare(c, program) {
    const where = c.where as Record<string, Operators> | undefined;
    register(program, c.name, { key: counterKey(c), keep: c.within || c.since ? keepFor(c.count) : 1, match: (properties) => !where || matchesAll(where, properties) });
  },
  check(c, world) {
    const counter = world.state.ev[counterKey(c)];
    let n = counter?.n ?? 0;
    let until = NEVER;
    if (c.within) [n, until] = windowed(counter?.t ?? [], world.now, ms(c.within));
    if (c.since) n = sinceStep(counter?.t ?? [], world);
    return verdict(inRange(n, c.count), 'event', until, n, c.count ?? { atLeast: 1 });
  },
};

const sinceStep = (times: readonly number[], world: World) => times.filter((t) => t > (world.since ?? 0)).length;
