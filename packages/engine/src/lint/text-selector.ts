import { both, isRecord, type Rule } from './rule';

export const textSelector: Rule = {
  code: 'lint.text-selector',
  severity: 'warning',
  title: { en: 'An element found by its text, in several languages', ja: '文言で探す要素と複数の言語' },
  example: {
    shirube: 1,
    languages: ['en', 'ja'],
    content: [{ kind: 'popover', id: 'p', target: { text: 'Save' }, title: { en: 'Here', ja: 'ここ' } }],
  },
  texts: ({ text }) =>
    both(
      {
        what: `The target is found by the text "${text}" in one language only, but the app speaks several.`,
        why: 'In another language the element has another text, and is not found.',
        next: 'Use "data" (a data-shirube attribute) or "css", or give the text per language.',
      },
      {
        what: `要素を1つの言語の文言「${text}」だけで探していますが、言語は複数あります。`,
        why: 'ほかの言語では文言が変わり、見つかりません。',
        next: 'data(data-shirube 属性)か css にするか、文言を言語ごとに書いてください。',
      },
    ),
  check({ config: { languages = [] }, nodes }, report) {
    if (languages.length < 2) return;
    for (const { value: target, path, key } of nodes) {
      if (key !== 'target' || !isRecord(target)) continue;
      const sure = (t: Record<string, unknown>) =>
        t.css !== undefined || t.data !== undefined || (t.role !== undefined && t.name === undefined);
      const all = [target, ...(Array.isArray(target.fallbacks) ? target.fallbacks.filter(isRecord) : [])];
      const text = target.text ?? target.name;
      if (typeof text === 'string' && !all.some(sure)) report([...path, target.text === undefined ? 'name' : 'text'], { text });
    }
  },
};
