/** Calendar time. Instants are UTC; people live in a time zone. A zone that does not exist is read as UTC. */
import { OFFSET, utcOf } from './date';
import type { Instant, World } from './types';

const DAY = 864e5;

/** Making a formatter costs fifty times what using it costs, and a flow that waits for business days asks at every signal. A pure cache: the same zone gives the same formatter. */
const formats = /* @__PURE__ */ new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  // Swedish writes dates as ISO does.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  if (formats.size < 64) formats.set(timeZone, format);
  return format;
}

/** The clock on the wall of the zone, as if it were UTC: `wall(at) % DAY` is the time of day. */
export function wall(at: Instant, timeZone: string): Instant {
  try {
    return Date.parse(`${formatOf(timeZone).format(at).replace(' ', 'T')}Z`);
  } catch {
    return at;
  }
}

/** The instant at which the zone's clock shows `local`; in the hour that a change to summer time skips, one hour later. */
export function instant(local: Instant, timeZone: string): Instant {
  const first = local - (wall(local, timeZone) - local);
  return first - (wall(first, timeZone) - local);
}

/** 0 = Sunday … 6 = Saturday, of a wall clock. */
export const dayOf = (local: Instant): number => (Math.floor(local / DAY) + 4) % 7;
export const weekday = (at: Instant, timeZone: string): number => dayOf(wall(at, timeZone));

/** An ISO date or date and time; without an offset it is meant in the zone. NaN when it is none. */
export function dateOf(text: string, timeZone = 'UTC'): Instant {
  const local = utcOf(text);
  return Number.isNaN(local) || timeZone === 'UTC' || OFFSET.test(text) ? local : instant(local, timeZone);
}

/** The account's time zone, else the configuration's, else Tokyo's. */
export const zoneOf = ({ state, program }: Pick<World, 'state' | 'program'>): string =>
  [state.account.timezone, program.config.timeZone].find((zone): zone is string => typeof zone === 'string' && zone !== '') ?? 'Asia/Tokyo';
