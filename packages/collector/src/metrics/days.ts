/**
 * Calendar days in an account's time zone. A day is a number (days since 1970-01-01 in that zone), so that
 * subtraction counts calendar days and a night at the end of summer time changes nothing.
 */
import { DAY } from './ratio';

const formats = (): ((timeZone: string) => Intl.DateTimeFormat) => {
  const cache = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    let format = cache.get(timeZone);
    if (!format) {
      format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
      cache.set(timeZone, format);
    }
    return format;
  };
};
const formatFor = formats();

/** Milliseconds by which the zone is ahead of UTC at this instant. */
export function offsetAt(at: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(at)) parts[type] = Number(value);
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
