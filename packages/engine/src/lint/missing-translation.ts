import { both, isRecord, type Rule } from './rule';

export const missingTranslation: Rule = {
  code: 'lint.missing-translation',
  severity: 'warning',
  title: { en: 'A text without one of the languages', ja: '訳のない言語がある文' },
  example: { shirube: 1, languages: ['en', 'ja'], content: [{ kind: 'banner', id: 'news', body: { en: 'News' } }] },
  texts: ({ languages }) =>
    both(
      {
        what: `This text is missing in: ${languages}.`,
        why: 'The configuration declares these languages; people who use them would see another one.',
        next: `Add ${languages}, or take the language out of "languages".`,
      },
      {
        what: `この文には次の言語がありません:${languages}。`,
        why: '設定で宣言した言語です。その言語の人には別の言語で表示されます。',
        next: `${languages} を足すか、languages から外してください。`,
      },
    ),
  check({ config: { languages = [] }, nodes }, report) {
    for (const { value, path } of nodes) {
      if (path[0] === 'strings' || !isRecord(value)) continue;
      const keys = Object.keys(value);
      const isText =
        keys.length > 0 &&
        keys.every((key) => typeof value[key] === 'string' && /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(key)) &&
        keys.some((key) => languages.includes(key));
      const missing = languages.filter(
        (lang) => !keys.some((key) => key === lang || key.startsWith(`${lang}-`)) || !String(value[lang] ?? ' '),
      );
      if (isText && missing.length) report(path, { languages: missing.join(', ') });
    }
  },
};
