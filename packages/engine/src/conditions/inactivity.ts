import { z } from 'zod';
import { always, register } from '../counters';
import { ms } from '../duration';
import { duration } from '../shape';
import type { ConditionKind } from '../types';
import { NEVER, verdict } from '../verdict';
import { counterKey } from './event';

export const inactivitySchema = () =>
  z
    .strictObject({
      kind: z.literal('inactivity'),
      for: duration().meta({ description: 'Without it for so long.' }),
      of: z
        .union([z.enum(['activity', 'login']), z.strictObject({ event: z.string().min(1).meta({ description: 'Name of an event.' }) })])
        .optional()
        .meta({
          description:
            'What did not happen: any activity (default), a login, or an event. What never happened counts from the first login.',
        }),
    })
    .meta({
      id: 'inactivity',
      title: 'Inactivity',
      description: 'It has not happened for so long. Unknown before the first login.',
      why: 'Silence is the first sign of churn.',
      examples: [
        { kind: 'inactivity', for: '7d', of: 'login' },
        { kind: 'inactivity', for: '14d', of: { event: 'invoice_sent' } },
      ],
    });
export type Inactivity = z.infer<ReturnType<typeof inactivitySchema>>;

const nameOf = ({ of }: Inactivity) => (typeof of === 'object' ? of.event : undefined);

export const inactivity: ConditionKind<Inactivity> = {
  keys(c) {
    const name = nameOf(c);
    return ['login', name === undefined ? (c.of === 'login' ? 'login' : 'activity') : `e:${name}`];
  },
  prepare(c, program) {
    const name = nameOf(c);
    if (name !== undefined) register(program, name, { key: counterKey({ name }), keep: 1, match: always });
  },
  check(c, { state: { ev, login, session, user }, now }) {
    const name = nameOf(c);
    const latest = (times: readonly number[] = []) => times[times.length - 1];
    const last =
      (name === undefined
        ? c.of === 'login'
          ? latest(login.t)
          : session.n
            ? session.last
            : undefined
        : latest(ev[counterKey({ name })]?.t)) ?? user.first;
    if (last === undefined) return verdict(null, 'inactivity');
    const end = last + ms(c.for);
    return verdict(now >= end, 'inactivity', now < end ? end : NEVER, now - last, c.for);
  },
};
