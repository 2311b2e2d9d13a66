/** Problems for a person at a terminal: place, code frame, what happened, probable cause, what to type next. */
import type { Checked } from '../check/check';
import type { Lang } from '../lang';
import { pathText, type Problem } from '../problem';
import { say } from '../say/say';
import { clean } from '../source/clean';
import { frame } from '../source/frame';
import type { Lines } from '../source/position';
import type { Style } from './style';

const labels = {
  en: {
    error: 'error',
    warning: 'warning',
    info: 'hint',
    why: 'Why',
    next: 'Fix',
    fine: 'is valid',
    more: (n: number) => `… and ${n} more. Mend these first.`,
  },
  ja: {
    error: 'エラー',
    warning: '注意',
    info: '参考',
    why: '原因',
    next: '対処',
    fine: 'は正しい設定です',
    more: (n: number) => `…ほか ${n} 件。まず上のものを直してください。`,
  },
} as const;

const count = (n: number, lang: Lang, one: 'error' | 'warning' | 'info'): string =>
  lang === 'ja' ? `${labels.ja[one]} ${n} 件` : `${n} ${labels.en[one]}${n === 1 ? '' : 's'}`;

function prettyProblem(problem: Problem, lines: Lines | undefined, lang: Lang, style: Style): string {
  const { severity, code, range, path, file, args } = problem;
  const paint = severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.blue;
  const said = say(lang, code, args);
  const place = `${file}${range ? `:${range.start.line}:${range.start.column}` : ''}`;
  const out = [
    `${paint(style.bold(labels[lang][severity]))} ${style.bold(said.what)}`,
    `  ${style.cyan(clean(place))}${path.length ? `  ${clean(pathText(path))}` : ''}  ${style.dim(code)}`,
  ];
  if (lines && range) {
    const rows = frame(lines, range);
    const width = String(rows[rows.length - 1]?.number ?? 1).length;
    for (const row of rows) {
      out.push(`  ${row.marked ? paint('>') : ' '} ${style.dim(`${String(row.number).padStart(width)} │`)} ${row.text}`);
      if (row.caret)
        out.push(
          `    ${' '.repeat(width)} ${style.dim('│')} ${' '.repeat(row.caret.before)}${paint('^'.repeat(Math.min(row.caret.length, 80)))}`,
        );
    }
  }
  if (said.why) out.push(`  ${style.dim(`${labels[lang].why}:`)} ${said.why}`);
  if (said.next) out.push(`  ${style.dim(`${labels[lang].next}:`)} ${style.green(said.next)}`);
  return `${out.join('\n')}\n`;
}

export function prettyChecked({ source, problems, more }: Checked, lang: Lang, style: Style): string {
  const of = (severity: Problem['severity']) => problems.filter((p) => p.severity === severity).length;
  const out = problems.map((problem) => prettyProblem(problem, source.lines, lang, style));
  if (more) out.push(`${labels[lang].more(more)}\n`);
  if (!of('error') && !of('warning'))
    out.push(
      `${style.green('✔')} ${source.file} ${labels[lang].fine}${lang === 'en' ? '.' : '。'}${of('info') ? ` ${count(of('info'), lang, 'info')}` : ''}\n`,
    );
  else
    out.push(
      `${of('error') ? style.red('✖') : style.yellow('!')} ${(['error', 'warning', 'info'] as const)
        .filter((s) => of(s))
        .map((s) => count(of(s), lang, s))
        .join(lang === 'ja' ? '、' : ', ')}\n`,
    );
  return out.join('\n');
}
