/** Words that count: `n` chooses the form ("unread.one", "unread.few", else "unread") as the language of the word counts, and large numbers are written as it writes them. */
import type { FaceApi } from '../../host/ports';
import type { Words } from './own';
import { filled, strings } from './strings';

/** What Intl takes for a language; undefined, the browser's own, for what is none. */
export function tagOf(lang: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(lang.replace('_', '-'))[0];
  } catch {
    return undefined;
  }
}

export const counted =
  (api: FaceApi, words: Words, kind: string) =>
  (key: string, values: Record<string, string | number> = {}): string => {
    const { n } = values;
    let tag: string | undefined;
    const word = strings(api, key, words, (own, at) => {
      tag = tagOf(at);
      for (const name of [`${kind}.${key}`, key]) {
        // Every language that counts in forms has one for "one"; the others are not asked.
        const form = typeof n === 'number' && own(`${name}.one`) ? own(`${name}.${new Intl.PluralRules(tag).select(n)}`) : undefined;
        const found = form ?? own(name);
        if (found) return found;
      }
      return undefined;
    });
    return filled(
      word,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, typeof value === 'number' && value > 999 ? value.toLocaleString(tag) : value]),
      ),
    );
  };
