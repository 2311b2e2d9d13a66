/** Numbers, money and time as people of each language write them. */
import { config } from './api';
import { lang, t } from './lang';
import { nowOf } from './now';

const locale = () => (lang.get() === 'ja' ? 'ja-JP' : 'en-GB');
export const now = () => nowOf(config.get());
export const zone = () => config.get()?.timeZone ?? 'Asia/Tokyo';
export const number = (n: number, digits = 0): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: digits, minimumFractionDigits: 0 }).format(n);
export const percent = (share: number | null | undefined, digits = 0): string =>
  share === null || share === undefined
    ? '–'
    : new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(share);
/** "+5.0" percentage points. */
export const points = (share: number): string => `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(1)} ${t('pp')}`;
export const money = (n: number | null): string =>
  n === null
    ? '–'
    : new Intl.NumberFormat(locale(), {
        style: 'currency',
        currency: config.get()?.currency ?? 'JPY',
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      }).format(n);
export const score = (n: number | null): string => (n === null ? '–' : n.toFixed(n % 1 === 0 ? 0 : 1).replace('-', '−'));

const dayIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat(locale(), { timeZone, year: 'numeric', month: lang.get() === 'ja' ? 'numeric' : 'short', day: 'numeric' }).format(
    at,
  );
export const day = (at: number | null): string => (at === null ? '–' : dayIn(at, zone()));
/** What somebody entered or an app sent, as a person reads it: an instant as its day, everything else as it is. */
export const fact = (value: string | number | boolean | null): string =>
  value === null
    ? '–'
    : typeof value !== 'string'
      ? String(value)
      : /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
        ? day(Date.parse(value))
        : /^\d{4}-\d\d-\d\d$/.test(value)
          ? dayIn(Date.parse(value), 'UTC')
          : value;
export const shortDay = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone(), month: lang.get() === 'ja' ? 'numeric' : 'short', day: 'numeric' }).format(at);
export const moment = (at: number): string =>
  new Intl.DateTimeFormat(locale(), {
    timeZone: zone(),
    month: lang.get() === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
export const time = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone(), hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
/** With its day, when that is not today. */
export const timeOf = (at: number): string => (day(at) === day(now()) ? time(at) : `${shortDay(at)} ${time(at)}`);
export const iso = (at: number): string => new Date(at).toISOString();

/** "3 days ago", "in 2 hours" against the collector's clock. */
export function ago(at: number | null, since = now()): string {
  if (at === null) return t('never');
  const seconds = (at - since) / 1000;
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'short' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(Math.round(seconds), 'second');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  if (size < 86_400 * 45) return format.format(Math.round(seconds / 86_400), 'day');
  return format.format(Math.round(seconds / 86_400 / 30.4), 'month');
}
/** 1:05 */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
export const people = (n: number): string => (n === 1 ? t('person') : t('people', { n: number(n) }));

const UNITS: Record<string, string> = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' };
/** A duration of the configuration ("30s", "3bd") in words; anything else as it is. */
export function span(text: string): string {
  const [, n, unit = ''] = /^([\d.]+)(ms|bd|[smhdw])$/.exec(text) ?? [];
  if (n === undefined) return text;
  return unit === 'bd'
    ? t('business-days', { n })
    : new Intl.NumberFormat(locale(), { style: 'unit', unit: UNITS[unit] ?? 'day', unitDisplay: 'long' }).format(Number(n));
}
