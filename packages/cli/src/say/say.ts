/** From a code and its arguments to sentences. */
import type { Lang } from '../lang';
import type { Args } from '../problem';
import { en } from './en';
import { ja } from './ja';
import { words, type Said, type Saying } from './said';

const tables: Record<Lang, Readonly<Record<string, Saying>>> = { en, ja };
export const codes = Object.keys(en);

/** A problem may bring its own sentences (`args.texts`, by language), as the engine's lint rules do. */
export function say(lang: Lang, code: string, args: Args): Said {
  const table = tables[lang];
  const own = Object.hasOwn(table, code) ? table[code] : undefined;
  if (own) return own(words(args));
  const texts = args['texts'] as Partial<Record<Lang, Said>> | undefined;
  return texts?.[lang] ?? texts?.en ?? { what: code, why: '', next: '' };
}
