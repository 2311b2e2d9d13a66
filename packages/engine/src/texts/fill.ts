/** Fills the placeholders of a text (slot.ts) with what is known of the person and the account. Pure, and it never throws. */
import { OFFSET, utcOf } from '../date';
import { FORM, INSIDE, SLOT } from './slot';

type Values = Readonly<Record<string, unknown>>;
export interface Facts {
  readonly traits: Values;
  readonly account: Values;
}
export interface FillOptions {
  /** Address that `{{link./path}}` begins with; default none, so that the path stays one of this site. */
  appUrl?: string;
  /** In which instants are written as dates; default that of the machine. */
  timeZone?: string;
  /** Stands where there is neither a value nor a fallback; default nothing. */
  missing?: string;
}

/** Joins words and is not seen: it keeps marks of markdown from being ones. */
const JOINER = '\u2060';
const percent = (c: string): string => `%${c.charCodeAt(0).toString(16)}`;

/** A value in words; undefined when there is none, or none of the kind that the format is for. */
function written(
  value: unknown,
  format: string | undefined,
  style: string,
  lang: string | undefined,
  timeZone: string | undefined,
): string | undefined {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  // Neither lines nor marks that turn a line round.
  const text = String(value)
    .replace(/[\0-\x1f\x7f\u2028-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim();
  if (!format || !text) return text || undefined;
  const counts = typeof value === 'number';
  if (format === 'date')
    return new Intl.DateTimeFormat(lang, {
      dateStyle: (style.trim() || 'medium') as 'medium',
      // A day without an hour is the same day everywhere.
      timeZone: counts || OFFSET.test(text) ? timeZone : 'UTC',
    }).format(counts ? value : /^\d{4}-\d\d-\d\d/.test(text) ? utcOf(text.replace(' ', 'T')) : NaN);
  const n = typeof value === 'boolean' ? NaN : Number(text);
  if (!Number.isFinite(n)) return undefined;
  const number = new Intl.NumberFormat(lang).format(n);
  if (format === 'number') return number;
  const forms = Object.fromEntries([...style.matchAll(FORM)].map(([, key, form]) => [key, form]));
  return format === 'plural'
    ? (forms[`=${n}`] ?? forms[new Intl.PluralRules(lang).select(n)] ?? forms.other)?.replaceAll('#', () => number)
    : undefined;
}

/** The value as text that stays text: no markdown, no link, no second placeholder. Inside an address it is a part of it. */
function placed(value: string, before: string, after: string): string {
  const address = /\]\(([^()\s]*)$/.exec(before);
  // A whole address may be a value (whether it may be opened is decided where links are made); a part of one is only that part.
  if (address) return (address[1] ? encodeURIComponent(value) : encodeURI(value).replaceAll('%25', '%')).replace(/[()*]/g, percent);
  const words = value.replace(/[*[\]`{}]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  const listed = /(?:^|\n)[-#\s\d]*$/.test(before) && /^(?:[-#]+|\d*[.)])(?:\s|$)/.test(words + after);
  return (listed || (before.endsWith(']') && words.startsWith('(')) ? JOINER : '') + words;
}

/** The text with its placeholders filled; `lang` is the language of the text. What is malformed is left out, as far as it goes: lint finds it. */
export function fill(
  text: string,
  lang: string,
  { traits, account }: Facts,
  { appUrl = '', timeZone, missing = '' }: FillOptions = {},
): string {
  let out = '';
  let end = 0;
  for (const match of text.matchAll(SLOT)) {
    const [whole, escape, inside = ''] = match;
    out += text.slice(end, match.index);
    end = match.index + whole.length;
    const [, path, source, name = '', format, style = '', fallback = missing] = INSIDE.exec(inside) ?? [];
    if (escape) out += `{${JOINER}${whole.slice(2)}`;
    else if (path) out += `${appUrl.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
    else {
      let words: string | undefined;
      // What is no language, for Intl, is written as the machine writes.
      for (const tag of [lang, undefined])
        try {
          words ??= written((source === 'trait' ? traits : source === 'account' ? account : {})[name], format, style, tag, timeZone);
        } catch {
          /* nor a date or a style */
        }
      out += words === undefined ? fallback.trim() : format === 'plural' ? words : placed(words, out, text.slice(end));
    }
  }
  return out + text.slice(end);
}
