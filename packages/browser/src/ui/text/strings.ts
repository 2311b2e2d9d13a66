/** Words of the face itself, in English and Japanese. `strings` in the configuration replaces or adds: { "ja": { "next": "次へ" } }. */
import type { FaceApi } from '../../host/ports';

const en = {
  next: 'Next',
  back: 'Back',
  done: 'Done',
  close: 'Close',
  step: 'Step {n} of {all}',
  ok: 'Got it',
  never: 'Don’t show again',
  newTab: 'opens in a new tab',
};
export type StringKey = keyof typeof en;
const builtIn: Record<string, Record<StringKey, string>> = {
  en,
  ja: {
    next: '次へ',
    back: '戻る',
    done: '完了',
    close: '閉じる',
    step: 'ステップ {n} / {all}',
    ok: 'わかりました',
    never: '今後は表示しない',
    newTab: '新しいタブで開きます',
  },
};

const at = (from: unknown, name: string): unknown => (from && Object.hasOwn(from, name) ? Reflect.get(from, name) : undefined);

/** Takes a word out of the table of one language; see counted.ts. */
export type Pick = (own: (key: string) => unknown, tag: string) => unknown;

/** Looks a word up: exact tag, then language, then English; in each the configuration's own, then ours. `more` holds the words of one kind. */
export function strings(
  api: FaceApi,
  key: string,
  more: Record<string, Record<string, string>> = builtIn,
  pick: Pick = (own) => own(key),
): string {
  const lang = api.lang();
  for (const tag of [lang, lang.split('-')[0] ?? '', 'en'])
    for (const table of [api.config.strings, more]) {
      const words = at(table, tag);
      const word = pick((name) => at(words, name), tag);
      if (typeof word === 'string') return word;
    }
  return key;
}

/** {n} placeholders. */
export const filled = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
