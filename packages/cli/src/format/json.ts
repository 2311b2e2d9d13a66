import type { Checked } from '../check/check';
import type { Lang } from '../lang';
import { pathText, pointer, type Problem } from '../problem';
import { say } from '../say/say';

/** One problem as data, with its sentences in one language. */
const problemData = (problem: Problem, lang: Lang) => {
  const { code, severity, file, path, range, args } = problem;
  const { texts: _, ...rest } = args;
  return {
    code,
    severity,
    file,
    path: pathText(path),
    pointer: pointer(path),
    ...(range && { start: range.start, end: range.end }),
    ...say(lang, code, args),
    args: rest,
  };
};

export const jsonChecked = (checked: Checked, lang: Lang): string =>
  `${JSON.stringify({ file: checked.source.file, valid: !checked.problems.some((p) => p.severity === 'error'), problems: checked.problems.map((p) => problemData(p, lang)), more: checked.more }, null, 2)}\n`;
