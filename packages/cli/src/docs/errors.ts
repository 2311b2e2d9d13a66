/** docs/reference/errors.md and errors.ja.md: every code of the command line and of the browser script, and every reason. */
import { reasonTexts } from '@shirube/engine';
import { lint, lintRules } from '@shirube/engine/schema';
import type { Lang } from '../lang';
import { codes, say } from '../say/say';
import { scriptCodes } from './script-codes';

const NOTE = '<!-- Written by `npm run docs:reference`. Do not edit. -->\n';
/** One typical case of each code, so that the sentences are whole. */
const typical: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'file.missing': { file: 'shirube.json' },
  'file.unreadable': { file: 'shirube.json', reason: 'EACCES' },
  'file.unwritable': { file: 'shirube.d.ts', reason: 'EACCES' },
  'file.exists': { file: 'shirube.json' },
  'file.empty': { file: 'shirube.json' },
  'file.too-large': { file: 'video.mp4', bytes: 52_428_800, most: 4_194_304 },
  'file.encoding': { file: 'shirube.json', have: 'UTF-16' },
  'file.too-deep': { file: 'shirube.json', most: 100 },
  'time.limit': { seconds: 10 },
  internal: { message: 'RangeError' },
  'json.character': { have: '：', need: ':' },
  'json.blank': { code: 'U+3000' },
  'json.bare': { have: 'shirube' },
  'json.word': { have: 'None', need: 'null' },
  'json.unclosed': { have: '{', need: '}' },
  'json.duplicate-key': { key: 'when', line: 12 },
  'config.unknown-key': { key: 'atleast', of: 'dwell', near: 'atLeast' },
  'config.missing-key': { key: 'path', of: 'dwell', description: 'Page pattern(s).', sample: '/settings/*', title: 'Text' },
  'config.type': { have: '2', type: 'string', need: ['number'], sample: 2 },
  'config.kind': { have: 'dwel', near: 'dwell', family: 'kind', discriminator: 'kind' },
  'config.kind-missing': { near: 'event', discriminator: 'kind', family: 'kind' },
  'config.value': { have: 'compleet', near: 'complete' },
  'config.format': { have: '3 days', title: 'Duration', description: 'A number and a unit: ms, s, m, h, d or w.', example: '3d' },
  'config.range': { have: 3, most: 1, of: 'number', inclusive: true },
  'config.shape': { have: { go: 1, open: 2 }, title: 'Action', forms: ['"next" | "back"', '{ "open": … }'] },
  'config.key': { key: 'J P', pattern: '^[a-z]{2,3}' },
  'config.invalid': { have: 'x' },
  'id.duplicate': { id: 'welcome', section: 'content', line: 40 },
  'event.none': { file: 'events.csv', bad: 120, reason: 'not JSON' },
  'user.unknown': { user: 'ana', near: 'anna', known: ['anna', 'ben'] },
  'user.which': { count: 2, known: ['anna', 'ben'] },
  'content.unknown': { id: 'tutorail', near: 'tutorial' },
  'recording.shape': { file: 'bug.json', reason: '"signals" is missing' },
  'usage.command': { have: 'valdate', near: 'validate' },
  'usage.option': { have: '--untill', near: '--until', command: 'simulate' },
  'usage.missing': { have: 'config', command: 'simulate' },
  'usage.value': { option: '--format', have: 'xml', values: ['pretty', 'json'] },
  'usage.excess': { command: 'replay' },
  'name.invalid': { have: 'My Kind', what: 'condition', example: 'weather' },
  'repo.missing': { file: 'packages/engine/src/conditions.ts' },
  'fetch.failed': { url: 'https://app.example/', reason: 'ENOTFOUND' },
};
const words = {
  en: {
    title: 'Errors and reasons',
    intro:
      'Every message says what happened, the probable cause, and what to type next. Here is one typical case of each. [日本語](errors.ja.md)',
    cli: 'Command line',
    script: 'Browser script',
    scriptIntro: 'Printed once in the console as `[shirube] S1: …`. The page is never affected.',
    reasons: 'Reasons',
    reasonsIntro:
      'Why content is not shown: the codes of `explain`, of `Content Suppressed` events and of the inspector. Names in braces are filled in.',
    why: 'Why',
    next: 'Fix',
    code: 'code',
    meaning: 'meaning',
    lint: 'Rules',
    lintIntro: 'What is valid and yet not meant. Errors make `validate` end with 1, warnings only with `--strict`.',
    severity: { error: 'error', warning: 'warning', info: 'hint' },
    exits: 'Exit codes of every command: 0 fine, 1 mistakes found, 2 could not be judged.',
  },
  ja: {
    title: 'エラーと理由',
    intro: 'どのメッセージも、何が起きたか・考えられる原因・次に入力するものを示します。典型的な例を一つずつ挙げます。[English](errors.md)',
    cli: 'コマンドライン',
    script: 'ブラウザーのスクリプト',
    scriptIntro: 'コンソールに `[shirube] S1: …` の形で一度だけ表示されます。ページには影響しません。',
    reasons: '理由',
    reasonsIntro:
      'コンテンツが表示されない理由です。`explain`、`Content Suppressed` イベント、インスペクターで使われます。波かっこの中は実際の値になります。',
    why: '原因',
    next: '対処',
    code: 'コード',
    meaning: '意味',
    lint: '規則',
    lintIntro:
      '書式は正しくても、意図と違うと思われるものです。エラーは `validate` を 1 で終わらせ、注意は `--strict` のときだけ数えます。',
    severity: { error: 'エラー', warning: '注意', info: '参考' },
    exits: '終了コード: 0 問題なし、1 間違いあり、2 判定できない。',
  },
} as const;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

export function errorsPage(lang: Lang): string {
  const w = words[lang];
  const entry = (code: string) => {
    const { what, why, next } = say(lang, code, typical[code] ?? {});
    return `### ${code}\n\n${cell(what)}\n\n- ${w.why}: ${cell(why)}\n- ${w.next}: ${cell(next)}\n`;
  };
  return [
    NOTE,
    `# ${w.title}\n\n${w.intro}\n\n${w.exits}\n`,
    `## ${w.cli}\n`,
    ...codes.map(entry),
    `## ${w.lint}\n\n${w.lintIntro}\n`,
    ...lintRules.map((rule) => {
      const texts = lint(rule.example).find((issue) => issue.code === rule.code)?.texts[lang];
      return `### ${rule.code}\n\n${rule.title[lang]} (${w.severity[rule.severity]})\n\n\`\`\`json\n${JSON.stringify(rule.example, null, 2)}\n\`\`\`\n\n${cell(texts?.what ?? '')}\n\n- ${w.why}: ${cell(texts?.why ?? '')}\n- ${w.next}: ${cell(texts?.next ?? '')}\n`;
    }),
    `## ${w.script}\n\n${w.scriptIntro}\n`,
    ...scriptCodes.map(
      ({ code, ...texts }) => `### ${code}\n\n${texts[lang].what}\n\n- ${w.why}: ${texts[lang].why}\n- ${w.next}: ${texts[lang].next}\n`,
    ),
    `## ${w.reasons}\n\n${w.reasonsIntro}\n\n| ${w.code} | ${w.meaning} |\n|---|---|\n${Object.entries(reasonTexts[lang])
      .map(([code, text]) => `| \`${code}\` | ${cell(text)} |`)
      .join('\n')}\n`,
  ].join('\n');
}
