/** Explanations in words. An outer layer: whoever does not import it does not carry its texts. */
import { smallestChange, type Change } from './change';
import type { Explanation } from './explain';
import { en } from './texts/en';
import { ja } from './texts/ja';

export type ExplainLanguage = 'en' | 'ja';
export const reasonTexts: Readonly<Record<ExplainLanguage, Readonly<Record<string, string>>>> = { en, ja };

const words = {
  en: {
    open: 'It is on the screen.',
    suspended: 'It is open and hidden for now.',
    ready: 'Nothing holds it back: it opens with the next signal.',
    unknown: 'There is no such content.',
    held: 'Not shown, because {0}.',
    also: 'Also: {0}.',
    next: 'By itself it can change at {0}.',
    never: 'Waiting does not change it.',
    change: 'Smallest change: {0}.',
    not: 'this must no longer hold: {0}',
    join: '; ',
    nothing: 'not known',
    atLeast: 'at least {0}',
    atMost: 'at most {0}',
    exactly: 'exactly {0}',
    between: '{0}',
  },
  ja: {
    open: '表示中です。',
    suspended: '開いていますが、いまは隠れています。',
    ready: '妨げるものはありません。次のシグナルで開きます。',
    unknown: 'そのコンテンツはありません。',
    held: '表示されていません:{0}。',
    also: 'ほかに:{0}。',
    next: '{0}に、何もしなくても変わる可能性があります。',
    never: '待つだけでは変わりません。',
    change: '表示するための最小の変化:{0}。',
    not: '成り立たなくなる必要があります:{0}',
    join: '/',
    nothing: '不明',
    atLeast: '{0}以上',
    atMost: '{0}以下',
    exactly: 'ちょうど{0}',
    between: '{0}',
  },
} as const;

function say(value: unknown, lang: ExplainLanguage): string {
  const w = words[lang];
  if (value === undefined || value === null) return w.nothing;
  if (Array.isArray(value)) return value.map((v) => say(v, lang)).join(', ') || w.nothing;
  if (typeof value !== 'object') return String(value);
  const range = Object.entries(value).filter((entry): entry is ['atLeast' | 'atMost' | 'exactly' | 'between', unknown] => entry[0] in w);
  return range.length
    ? range.map(([word, v]) => w[word].replace('{0}', say(v, lang).replace(', ', '–'))).join(', ')
    : JSON.stringify(value);
}

/** One reason in words; a code without a text speaks for itself. */
export function reasonText({ code, have, need, of, to = true }: Partial<Change> & { code: string }, lang: ExplainLanguage = 'en'): string {
  const fields = { ...of, have, need } as Record<string, unknown>;
  const text = (reasonTexts[lang][code] ?? code).replace(/\{(\w+)\}/g, (_, name: string) => say(fields[name], lang));
  return to
    ? text
    : words[lang].not.replace(
        '{0}',
        of ? ['kind', 'name', 'id'].flatMap((field) => (typeof fields[field] === 'string' ? fields[field] : [])).join(' ') || text : text,
      );
}

/** The whole explanation in sentences; instants as ISO 8601, or as `time` writes them. */
export function explainText(
  explanation: Explanation,
  lang: ExplainLanguage = 'en',
  time: (at: number) => string = (at) => new Date(at).toISOString(),
): string {
  const w = words[lang];
  const { status, gates, next } = explanation;
  if (status !== 'held') return w[explanation.suspended ? 'suspended' : status];
  const reasons = gates.filter((gate) => gate.asked && !gate.is).map((gate) => reasonText(gate, lang));
  const [first, ...others] = reasons;
  const change = smallestChange(explanation)
    .map((one) => reasonText(one, lang))
    .join(w.join);
  return [
    w.held.replace('{0}', first ?? ''),
    ...(others.length ? [w.also.replace('{0}', others.join(w.join))] : []),
    // Where the gates have no parts, the change has been said already.
    ...(change === reasons.join(w.join) ? [] : [w.change.replace('{0}', change)]),
    next === null ? w.never : w.next.replace('{0}', time(next)),
  ].join(lang === 'ja' ? '' : ' ');
}
