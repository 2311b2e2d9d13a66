import type { GateCheck } from '../types';
import { NEVER, verdict } from '../verdict';
import { dateOf, zoneOf } from '../zone';

/** Between two dates; one without an offset is meant in the time zone of the schedule, else the account's. */
export const schedule: GateCheck = (c, world) => {
  const { from, to, timeZone = zoneOf(world) } = c.schedule ?? {};
  const start = from ? dateOf(from, timeZone) : -NEVER;
  const end = to ? dateOf(to, timeZone) : NEVER;
  return verdict(
    world.now >= start && world.now < end,
    'schedule',
    world.now < start ? start : world.now < end ? end : NEVER,
    undefined,
    c.schedule,
  );
};
