/** Placeholders of templates: {{trait.name}}, {{account.name}}, {{link./path}}; `{{trait.name|friend}}` gives a word for when it is missing. */
export interface Fillings { traits: Readonly<Record<string, unknown>>; account: Readonly<Record<string, unknown>>; /** Address of the app; link.* is relative to it. */ appUrl: string }

const pattern = /\{\{\s*(trait|account|link)\.([^}|\s]+)\s*(?:\|\s*([^}]*?)\s*)?\}\}/g;
/** What comes from outside must not become markdown. */
const literal = (value: string): string => value.replace(/[*[\]()]/g, (c) => ({ '*': '＊', '[': '［', ']': '］', '(': '（', ')': '）' })[c] ?? c);

export const fill = (template: string, { traits, account, appUrl }: Fillings): string =>
  template.replace(pattern, (_, kind: string, name: string, fallback = '') => {
    if (kind === 'link') return `${appUrl.replace(/\/$/, '')}/${name.replace(/^\//, '')}`;
    const value = (kind === 'trait' ? traits : account)[name];
    return value === undefined || value === null || value === '' ? fallback : literal(String(value));
  });

/** The text in a language: exact tag, then the language, then the default, then any. */
export function pickText(text: unknown, lang: string, fallback: string): string {
  if (typeof text === 'string') return text;
  if (typeof text !== 'object' || text === null) return '';
  const texts = text as Record<string, string>;
  // People send their language themselves: "constructor" is none.
  const found = [lang, lang.split('-')[0] ?? '', fallback].find((tag) => Object.hasOwn(texts, tag));
  return (found === undefined ? Object.values(texts)[0] : texts[found]) ?? '';
}
