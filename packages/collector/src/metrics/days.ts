/**
 * Calendar days in an account's time zone. A day is a number (days since 1970-01-01 in that zone), so that
 * subtraction counts calendar days and a night at the end of summer time changes nothing.
 */
export const DAY = 86_400_000;

/** Names come from accounts, and each zone has many spellings. */
const MOST_ZONES = 500;
/** null: there is no such zone. */
const formats = (): ((timeZone: string) => Intl.DateTimeFormat | null) => {
  const cache = new Map<string, Intl.DateTimeFormat | null>();
  return (timeZone) => {
    let format = cache.get(timeZone);
    if (format === undefined) {
      try {
        format = new Intl.DateTimeFormat('en-CA', {
          timeZone,
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
          hour: '2-digit',
          minute: '2-digit',
          second: '2-digit',
          hourCycle: 'h23',
        });
      } catch {
        format = null;
      }
      if (cache.size >= MOST_ZONES) cache.clear();
      cache.set(timeZone, format);
    }
    return format;
  };
};
const formatFor = formats();

/** The first of these that is the name of a time zone; what accounts send, or a configuration says, may be none. */
export const firstZone = (...names: readonly unknown[]): string =>
  names.find((name): name is string => typeof name === 'string' && name !== '' && formatFor(name) !== null) ?? 'Asia/Tokyo';

/** Milliseconds by which the zone is ahead of UTC at this instant; a zone that does not exist is read as Tokyo's. */
export function offsetAt(at: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of (formatFor(timeZone) ?? formatFor('Asia/Tokyo'))?.formatToParts(at) ?? []) parts[type] = Number(value);
  const local = Date.UTC(parts.year ?? 1970, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0);
  return local - Math.floor(at / 1000) * 1000;
}

/** Calendar day of an instant; default zone Asia/Tokyo. */
export const dayOf = (at: number, timeZone = 'Asia/Tokyo'): number => Math.floor((at + offsetAt(at, timeZone)) / DAY);

/** Instant at which that calendar day begins. */
export function startOfDay(day: number, timeZone = 'Asia/Tokyo'): number {
  const guess = day * DAY - offsetAt(day * DAY, timeZone);
  return day * DAY - offsetAt(guess, timeZone);
}

/** "2026-06-30" */
export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** First day of the month that contains this day, moved by whole months. */
export function monthStart(day: number, plus = 0): number {
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + plus, 1) / DAY;
}
