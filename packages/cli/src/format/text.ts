import { outline, type Text } from '@shirube/engine';
import type { Lang } from '../lang';
import { clean } from '../source/clean';

/** The text in this language, else the first there is. */
export function textIn(text: Text | undefined, lang: Lang): string {
  if (text === undefined || text === null) return '';
  if (typeof text === 'string') return clean(outline(text));
  return clean(outline(String(text[lang] ?? Object.values(text)[0] ?? '')));
}
