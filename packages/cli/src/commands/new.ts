/** `shirube new <what> <name>`: the first version of a kind file with its test, and the lines that register it. */
import { nearest } from '../check/near';
import type { Command } from '../context';
import { Failure } from '../io';
import { scaffolds } from '../scaffold/kinds';

const words = {
  en: { wrote: 'wrote', register: 'Register it:', in: 'in' },
  ja: { wrote: '作成', register: '登録する行:', in: '場所' },
} as const;

export const scaffold: Command<object> = async ({ io, lang, style }, [what = '', name = '']) => {
  const make = Object.hasOwn(scaffolds, what) ? scaffolds[what as keyof typeof scaffolds] : undefined;
  if (!make)
    throw new Failure('usage.value', {
      option: '<what>',
      have: what,
      values: Object.keys(scaffolds),
      near: nearest(what, Object.keys(scaffolds)),
    });
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Failure('name.invalid', { have: name, what, example: nearest(name, []) ?? 'weather' });
  const { files, register, needs } = make(name);
  if (!(await io.exists(needs))) throw new Failure('repo.missing', { file: needs });
  for (const [path, text] of Object.entries(files)) await io.writeFile(path, text);
  const w = words[lang];
  io.out(
    `${Object.keys(files)
      .map((path) => `${style.green('✔')} ${w.wrote} ${path}\n`)
      .join('')}\n${w.register}\n${register.map(([path, line]) => `  ${line}\n    ${style.dim(`${w.in} ${path}`)}\n`).join('')}`,
  );
  return 0;
};
