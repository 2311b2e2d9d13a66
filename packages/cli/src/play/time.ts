/** Instants for people: in the configuration's time zone, and how long since the beginning. */
import { ms, type Instant } from '@shirube/engine';
import { Failure } from '../io';

export function clock(timeZone: string | undefined): (at: Instant) => string {
  const make = (zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  let format: Intl.DateTimeFormat;
  try {
    format = make(timeZone ?? 'UTC');
  } catch {
    format = make('UTC');
  }
  return (at) => {
    const rest = ((at % 1000) + 1000) % 1000;
    return `${format.format(at)}${rest ? `.${String(rest).padStart(3, '0')}` : ''}`;
  };
}

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 864e5],
  ['h', 36e5],
  ['m', 6e4],
  ['s', 1e3],
];
/** "3d 2h", "31m", "9.999s": the two largest units. */
export function span(millis: number): string {
  if (millis < 1000) return `${Math.round(millis)}ms`;
  if (millis < 6e4) return `${millis % 1000 ? (millis / 1000).toFixed(3).replace(/0+$/, '') : millis / 1000}s`;
  let rest = millis;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n) parts.push(`${n}${unit}`);
    else if (parts.length) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** "30d" (from `base`) or an ISO 8601 date. */
export function instantOf(text: string, base: Instant, option: string): Instant {
  const length = ms(text);
  const at = Number.isNaN(length) ? Date.parse(text) : base + length;
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15)
    throw new Failure('usage.value', { option, have: text, example: '30d, 12h, 2026-05-01T09:00Z' });
  return at;
}
