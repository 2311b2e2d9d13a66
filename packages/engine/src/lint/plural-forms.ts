import { FORM } from '../texts/slot';
import { both, type Rule } from './rule';
import { slotsOf, textsOf } from './texts';

/** Whole numbers that people meet; French, Spanish and others have a form of their own from a million on, which nobody misses. */
const MOST = 200;

/** Forms that the language takes for some number, and the text does not have. */
function missingForms(style: string, lang: string): string[] {
  const keys = new Set([...style.matchAll(FORM)].map(([, key = '']) => key));
  let rules: Intl.PluralRules;
  try {
    if (!Intl.PluralRules.supportedLocalesOf(lang).length) return [];
    rules = new Intl.PluralRules(lang);
  } catch {
    return [];
  }
  const missing = new Set<string>();
  for (let n = 0; n <= MOST; n++) if (!keys.has(`=${n}`) && !keys.has(rules.select(n))) missing.add(rules.select(n));
  return [...missing].filter((form) => form !== 'other');
}

export const pluralForms: Rule = {
  code: 'lint.plural-forms',
  severity: 'warning',
  title: { en: 'A plural without a form that its language has', ja: 'その言語の区分が足りない複数形' },
  example: { shirube: 1, content: [{ kind: 'banner', id: 'open', body: { en: '{{trait.open, plural, other {# invoices}}} waiting' } }] },
  texts: ({ lang, forms, slot }) =>
    both(
      {
        what: `The language ${lang} also has: ${forms}. They are missing in ${slot}.`,
        why: 'Numbers that take them are shown in the form "other", which reads wrong.',
        next: `Add ${forms}, each with its words in braces.`,
      },
      {
        what: `言語 ${lang} には次の区分もあります:${forms}。ないのはここです:${slot}。`,
        why: 'その区分の数が「other」の形で表示され、不自然な文になります。',
        next: `${forms} を、それぞれ波括弧の中に言葉を書いて加えてください。`,
      },
    ),
  check(look, report) {
    for (const { words, path, lang, filled } of textsOf(look)) {
      if (!filled || !lang) continue;
      for (const { whole, format, style } of slotsOf(words).slots) {
        const missing = format === 'plural' && /\bother\s*\{/.test(style) ? missingForms(style, lang) : [];
        if (missing.length) report(path, { lang, forms: missing.join(', '), slot: whole.slice(0, 80) });
      }
    }
  },
};
