import { z } from 'zod';
import { always, register } from '../counters';
import { ms } from '../duration';
import { memo } from '../memo';
import { matchesAll, operatorsSchema, type Operators } from '../operators';
import { PAGE } from '../pages';
import { pathsMatcher } from '../patterns';
import { duration, range, span } from '../shape';
import type { ConditionKind, Program, Properties } from '../types';
import { NEVER, inRange, verdict } from '../verdict';

const partSchema = () =>
  z
    .union([
      z.strictObject({
        event: z.string().min(1).meta({ description: 'Name of an event.' }),
        where: z.record(z.string(), operatorsSchema()).optional().meta({ description: 'Comparisons by property.' }),
      }),
      z.strictObject({
        page: z.union([z.string(), z.array(z.string()).min(1)]).meta({ description: 'Page pattern(s) that were entered.' }),
      }),
    ])
    .meta({
      title: 'Happening',
      description: 'An event, or entering a page.',
      examples: [{ event: 'invoice_created' }, { page: '/invoices/new' }],
    });

export const sequenceSchema = () =>
  z
    .strictObject({
      kind: z.literal('sequence'),
      of: z.array(partSchema()).min(2).max(10).meta({ description: 'What happened, in this order; other things may lie between.' }),
      within: span().optional().meta({ description: 'From the first to the last.' }),
      without: z.array(partSchema()).optional().meta({ description: 'None of these happened between the first and the last.' }),
      count: range().optional().meta({ description: 'How often it was completed; default at least once.' }),
    })
    .meta({
      id: 'sequence',
      title: 'Sequence',
      description: 'One thing happened after another, in time, and nothing of a third kind between.',
      why: 'Created an invoice and left without sending it: that is a story, not a count.',
      examples: [
        {
          kind: 'sequence',
          of: [{ event: 'invoice_created' }, { page: '/invoices' }],
          within: '10m',
          without: [{ event: 'invoice_sent' }],
        },
      ],
    });
export type Sequence = z.infer<ReturnType<typeof sequenceSchema>>;
type Part = Sequence['of'][number];

const key = ({ of, within, without }: Sequence) => `q:${JSON.stringify([of, within, without])}`;
const nameOf = (part: Part) => ('event' in part ? part.event : PAGE);
const matcher = (part: Part, program: Program) =>
  memo(program, part, () => {
    if (!('event' in part)) {
      const matches = pathsMatcher(part.page);
      return (properties: Properties) => matches(String(properties.path));
    }
    const where = part.where as Record<string, Operators> | undefined;
    return (properties: Properties) => !where || matchesAll(where, properties, program);
  });

/**
 * For each part the latest instant at which the first one happened so that all up to this part followed: the latest beginning is
 * the one that leaves most time, so nothing else has to be remembered. `t` holds these instants, `n` the completed sequences.
 */
export const sequence: ConditionKind<Sequence> = {
  keys: (c) => [...c.of, ...(c.without ?? [])].flatMap((part) => ('event' in part ? `e:${part.event}` : 'page')),
  prepare(c, program) {
    const window = c.within ? ms(c.within) : NEVER;
    const last = c.of.length - 1;
    for (const name of new Set([...c.of, ...(c.without ?? [])].map(nameOf))) {
      const is = (part: Part, properties: Properties) => nameOf(part) === name && matcher(part, program)(properties);
      register(program, name, {
        key: key(c),
        keep: last,
        match: always,
        hit(state, properties) {
          const record = (state.ev[key(c)] ??= { n: 0, t: [] });
          const { now } = state;
          // From the end, so that one happening moves everything on by one part only.
          for (let i = last; i >= 0; i--) {
            const part = c.of[i];
            const from = i ? (record.t[i - 1] ?? 0) : now;
            if (!part || !from || !is(part, properties) || now - from > window) continue;
            if (i < last) record.t[i] = from;
            else {
              record.n++;
              record.t = [];
            }
          }
          if (c.without?.some((part) => is(part, properties))) record.t = [];
          // Without holes, which JSON does not have.
          for (let i = 0; i < record.t.length; i++) record.t[i] ??= 0;
        },
      });
    }
  },
  check(c, { state }) {
    const { n = 0, t = [] } = state.ev[key(c)] ?? {};
    return verdict(inRange(n, c.count), 'sequence', NEVER, { completed: n, parts: t.filter(Boolean).length }, c.count ?? { atLeast: 1 });
  },
};
