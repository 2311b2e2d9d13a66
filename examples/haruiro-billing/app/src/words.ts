/** The two languages of the app. */
export type Language = 'ja' | 'en';

/** A text in both languages, side by side so that neither can be forgotten. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** One language out of a table of texts. */
export function inLanguage<K extends string>(table: Readonly<Record<K, Text>>, language: Language): Record<K, string> {
  const out: Partial<Record<K, string>> = {};
  for (const key in table) out[key] = table[key][language];
  return out as Record<K, string>;
}

/** Puts values where the text says `{name}`. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** The name of a person or company in the language of the reader. */
export const nameIn = (language: Language, named: { readonly name: string; readonly nameEn: string }): string =>
  language === 'ja' ? named.name : named.nameEn;
