/** An explanation at a terminal: every gate, the conditions below the ones that say no, when next, and the smallest change. */
import { reasonText, smallestChange, type Explanation, type Verdict } from '@shirube/engine';
import type { Lang } from '../lang';
import { clock, span } from '../play/time';
import { brief, clean } from '../source/clean';
import type { Style } from './style';

const phrases = {
  en: {
    status: {
      open: 'is on the screen',
      suspended: 'is open and hidden for now',
      ready: 'would be shown',
      held: 'is not shown',
      unknown: 'does not exist',
    },
    at: 'at',
    next: 'By itself',
    never: 'never; something has to happen',
    change: 'Smallest change (what stands in the way)',
    notAsked: 'not asked',
    in: 'in',
  },
  ja: {
    status: {
      open: '表示中です',
      suspended: '開いていますが、いまは隠れています',
      ready: '表示できます',
      held: '表示されません',
      unknown: 'ありません',
    },
    at: '時点',
    next: 'ひとりでに変わる時',
    never: 'なし(何かが起きる必要があります)',
    change: '最小の変化(妨げているもの)',
    notAsked: '問わない',
    in: 'あと',
  },
} as const;

export interface WhyOptions {
  lang: Lang;
  style: Style;
  timeZone?: string | undefined;
}

/** A condition by its kind and what distinguishes it from others of its kind. */
const named = ({ of, code }: Verdict): string =>
  of
    ? `${of.kind} ${Object.entries(of)
        .filter(([key, value]) => key !== 'kind' && typeof value !== 'object')
        .map(([, value]) => brief(value, 40))
        .join(' ')}`.trim()
    : code;

export function prettyWhy(person: string, explanation: Explanation, { lang, style, timeZone }: WhyOptions): string {
  const phrase = phrases[lang];
  const time = clock(timeZone);
  const { content, at, status, next, gates } = explanation;
  const out = [
    `${style.bold(content)} ${(status === 'held' ? style.red : style.green)(phrase.status[status])}  ${style.dim(`${clean(person)}, ${phrase.at} ${time(at)}`)}`,
    '',
  ];
  const mark = (is: boolean | null) => (is ? style.green('✔') : is === null ? style.yellow('?') : style.red('✘'));
  const below = (verdict: Verdict, depth: number): void => {
    const inner = verdict.parts ?? [];
    out.push(
      `${'  '.repeat(depth)}${mark(verdict.is)} ${verdict.is || inner.length ? style.dim(named(verdict)) : clean(reasonText(verdict, lang))}`,
    );
    for (const part of inner) below(part, depth + 1);
  };
  for (const gate of gates) {
    const words = !gate.asked ? style.dim(phrase.notAsked) : gate.is ? '' : clean(reasonText(gate, lang));
    out.push(`  ${gate.asked ? mark(gate.is) : style.dim('-')} ${gate.name.padEnd(12)} ${words}`.trimEnd());
    if (gate.asked && !gate.is) for (const part of gate.parts ?? []) below(part, 2);
  }
  if (status === 'held') {
    const wait =
      next === null
        ? phrase.never
        : lang === 'ja'
          ? `${time(next)}(${phrase.in} ${span(next - at)})`
          : `${time(next)} (${phrase.in} ${span(next - at)})`;
    out.push(
      '',
      `${style.bold(phrase.next)}: ${wait}`,
      `${style.bold(phrase.change)}:`,
      ...smallestChange(explanation).map((change) => `  → ${clean(reasonText(change, lang))}`),
    );
  }
  return `${out.join('\n')}\n`;
}
