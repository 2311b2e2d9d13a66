import { z } from 'zod';
import { zone } from '../shape';
import type { ConditionKind, Instant } from '../types';
import { NEVER, every, verdict } from '../verdict';
import { dateOf, dayOf, wall, zoneOf } from '../zone';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const clock = () =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
    .meta({ description: 'hh:mm on the clock of the zone.', examples: ['09:00'] });

export const timeSchema = () =>
  z
    .strictObject({
      kind: z.literal('time'),
      from: z
        .string()
        .optional()
        .meta({ description: 'ISO date, or date and time; without an offset in the time zone. Inclusive.', examples: ['2026-04-01'] }),
      to: z.string().optional().meta({ description: 'As from; exclusive.' }),
      weekdays: z
        .array(z.enum(DAYS))
        .min(1)
        .optional()
        .meta({ description: 'Days of the week.', examples: [['mon', 'tue', 'wed', 'thu', 'fri']] }),
      hours: z
        .tuple([clock(), clock()])
        .optional()
        .meta({ description: 'From, to (exclusive); may go over midnight.', examples: [['09:00', '18:00']] }),
      holidays: z
        .boolean()
        .optional()
        .meta({
          description: 'false: not on the days of calendar.holidays; true: only on them. Default: they are days like any other.',
          examples: [false],
        }),
      timeZone: zone()
        .optional()
        .meta({ description: 'IANA name; default the account\'s trait "timezone", else the configuration\'s.', examples: ['Asia/Tokyo'] }),
    })
    .meta({
      id: 'time',
      title: 'Time',
      description: 'A calendar window, days of the week, business hours, holidays. Everything that is said must hold.',
      why: 'Offers a call when somebody is there to answer it.',
      examples: [
        { kind: 'time', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], hours: ['09:00', '18:00'], holidays: false, timeZone: 'Asia/Tokyo' },
      ],
    });
export type TimeCondition = z.infer<ReturnType<typeof timeSchema>>;

const DAY = 864e5;
const minutes = (text: string) => {
  const [h = 0, m = 0] = text.split(':').map(Number);
  return (h * 60 + m) * 6e4;
};

const next = (edges: readonly Instant[], now: Instant): Instant => Math.min(NEVER, ...edges.filter((edge) => edge > now));
/** How far the clock of the zone is behind UTC, ms. */
const behind = (at: Instant, zone: string) => at - (at % 1000) - wall(at, zone);
/** The first instant after `low` at which the zone is as far from UTC as at `high`; `high` where nothing changes between. */
function turn(low: Instant, high: Instant, zone: string): Instant {
  const then = behind(high, zone);
  if (behind(low, zone) !== then)
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (behind(middle, zone) === then) high = middle;
      else low = middle;
    }
  return high;
}

export const time: ConditionKind<TimeCondition> = {
  keys: (c) => (c.timeZone ? [] : ['atrait:timezone']),
  check(c, world) {
    const { now } = world;
    const zone = c.timeZone ?? zoneOf(world);
    const edges: number[] = [];
    const is = [true];
    if (c.from) {
      const from = dateOf(c.from, zone);
      edges.push(from);
      is.push(now >= from);
    }
    if (c.to) {
      const to = dateOf(c.to, zone);
      edges.push(to);
      is.push(now < to);
    }
    if (c.weekdays || c.hours || c.holidays !== undefined) {
      const local = wall(now, zone);
      // Whole seconds on the wall; the rest of the second still counts.
      const clock = local % DAY;
      const midnight = local - clock;
      const day = DAYS[dayOf(local)] ?? 'sun';
      const start = midnight + behind(now, zone);
      edges.push(start + DAY);
      if (c.weekdays) is.push(c.weekdays.includes(day));
      if (c.holidays !== undefined)
        is.push(c.holidays === !!world.program.config.calendar?.holidays?.includes(new Date(midnight).toISOString().slice(0, 10)));
      if (c.hours) {
        const [from, to] = [minutes(c.hours[0]), minutes(c.hours[1])];
        edges.push(start + from, start + to);
        is.push(from <= to ? clock >= from && clock < to : clock >= from || clock < to);
      }
      // So it is until the clock changes, and that is an edge, too: in spring it jumps over some, in autumn it meets some twice.
      edges.push(turn(now, next(edges, now), zone));
    }
    return verdict(every(is), 'time', next(edges, now), undefined, c);
  },
};
