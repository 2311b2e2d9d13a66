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

/** Looks a word up: the configuration's own, then ours; exact tag, then language, then English. `more` holds the words of one kind. */
export function strings(api: FaceApi, key: string, more: Record<string, Record<string, string>> = builtIn): string {
  const lang = api.lang();
  const own = api.config.strings;
  for (const tag of [lang, lang.split('-')[0] ?? '', 'en'])
    for (const table of [own, more]) {
      const words: unknown = table && Object.hasOwn(table, tag) ? Reflect.get(table, tag) : undefined;
      const word: unknown = words && Object.hasOwn(words, key) ? Reflect.get(words, key) : undefined;
      if (typeof word === 'string') return word;
    }
  return key;
}

/** {n} placeholders. */
export const filled = (text: string, values: Record<string, string | number> = {}): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
