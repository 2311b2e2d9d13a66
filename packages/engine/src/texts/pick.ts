/** Which of the languages of a text a person reads. */

/** The words, and the tag of the language that they are in: the exact tag, then the language, then `fallback`, then English, then any. One text for all languages is in `fallback`, else in the person's. */
export function pickText(text: string | Readonly<Record<string, string>> = '', lang: string, fallback = ''): [words: string, tag: string] {
  if (typeof text === 'string') return [text, fallback || lang];
  const tags = [lang, lang.split('-')[0] ?? '', fallback, 'en', ...Object.keys(text)];
  // People send their language themselves: "constructor" is none.
  const tag = tags.find((one) => Object.hasOwn(text, one)) ?? '';
  return [text[tag] ?? '', tag];
}
