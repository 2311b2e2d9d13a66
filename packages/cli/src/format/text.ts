import { outline, pickText, type Text } from '@shirube/engine';
import type { Lang } from '../lang';
import { clean } from '../source/clean';

/** The text in this language, else in English, else the first there is. */
export const textIn = (text: Text | null | undefined, lang: Lang): string => clean(outline(pickText(text ?? '', lang)[0]));
