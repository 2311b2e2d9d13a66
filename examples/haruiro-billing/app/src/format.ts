import type { Language } from './words';

const locale = (language: Language): string => (language === 'ja' ? 'ja-JP' : 'en-GB');

/** `¥12,345`; yen have no decimals. */
export const yen = (amount: number): string => `${amount < 0 ? '−' : ''}¥${Math.abs(Math.round(amount)).toLocaleString('en-US')}`;

/** A number as people type it: full-width digits, separators and signs of yen or per cent are fine. NaN when it is none. */
export const numberOf = (text: string): number => (text.trim() === '' ? NaN : Number(text.normalize('NFKC').replace(/[,¥%\s]/g, '')));

/** A day (`YYYY-MM-DD`) as people write it. */
export function longDay(day: string, language: Language): string {
  const month = language === 'ja' ? '2-digit' : 'short';
  return new Intl.DateTimeFormat(locale(language), { year: 'numeric', month, day: '2-digit', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** Short name of a month (`YYYY-MM`). */
export function shortMonth(month: string, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}

/** Today in the person's own time zone, moved by some days, as `YYYY-MM-DD`. */
export function dayFromToday(days = 0): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}
