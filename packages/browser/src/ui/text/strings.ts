/** Words of the face itself, in English and Japanese. `strings` in the configuration replaces or adds: { "ja": { "next": "次へ" } }. */
import type { FaceApi } from '../../host/ports';

const en = {
  next: 'Next', back: 'Back', done: 'Done', close: 'Close', step: 'Step {n} of {all}', ok: 'Got it', never: 'Don’t show again',
  newTab: 'opens in a new tab', play: 'Play video',
};
export type StringKey = keyof typeof en;
export const builtIn: Record<string, Record<StringKey, string>> = {
  en,
  ja: {
    next: '次へ', back: '戻る', done: '完了', close: '閉じる', step: 'ステップ {n} / {all}', ok: 'わかりました', never: '今後は表示しない',
    newTab: '新しいタブで開きます', play: '動画を再生',
  },
};

type Tables = Record<string, Record<string, string>>;

/** Exact tag, then language, then English; in each the configuration's own, then ours. With `n` the form in which that language counts it. */
function look(api: FaceApi, key: string, more: Tables, n?: number): [word: string, tag: string] {
  const lang = api.lang();
  for (const tag of [lang, lang.split('-')[0] ?? '', 'en'])
    for (const table of [api.config.strings, more]) {
      const words: unknown = table && Object.hasOwn(table, tag) ? Reflect.get(table, tag) : undefined;
      const own = (name: string): unknown => (words && Object.hasOwn(words, name) ? Reflect.get(words, name) : undefined);
      // Every language that counts in forms has one for "one"; the others are not asked.
      const word = (n !== undefined && own(`${key}.one`) && own(`${key}.${new Intl.PluralRules(tagOf(tag)).select(n)}`)) || own(key);
      if (typeof word === 'string') return [word, tag];
    }
  return [key, 'en'];
}

/** What Intl takes for a language; undefined, the browser's own, for what is none. */
export function tagOf(lang: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(lang.replace('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Looks a word up. `more` holds the words of one kind. */
export const strings = (api: FaceApi, key: string, more: Tables = builtIn): string => look(api, key, more)[0];

/** A word with its {placeholders} filled; `n` also chooses the form: "unread.one", "unread.few", else "unread". */
export function said(api: FaceApi, key: string, values: Record<string, string | number> = {}, more: Tables = builtIn): string {
  const [word, tag] = look(api, key, more, typeof values.n === 'number' ? values.n : undefined);
  return word.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' && value > 999 ? value.toLocaleString(tagOf(tag)) : String(value);
  });
}
