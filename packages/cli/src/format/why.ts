/** An explanation at a terminal: every gate, the conditions below the ones that say no, when next, and the smallest change. */
import type { Explanation } from '@shirube/engine';
import type { Lang } from '../lang';
import { clock, span } from '../play/time';
import type { Reason } from '../play/why';
import { sayReason } from '../say/reasons';
import { clean } from '../source/clean';
import type { Style } from './style';

const phrases = {
  en: {
    status: { open: 'is on the screen', ready: 'would be shown', held: 'is not shown', unknown: 'does not exist' }, at: 'at', next: 'By itself', never: 'never: something has to happen', change: 'Smallest change', holds: 'holds', notAsked: 'not asked',
  },
  ja: {
    status: { open: '表示中です', ready: '表示できます', held: '表示されません', unknown: 'ありません' }, at: '時点', next: 'ひとりでに変わる時', never: 'なし(何かが起きる必要があります)', change: '最小の変化', holds: '成立', notAsked: '問わない',
  },
} as const;

export interface WhyOptions { lang: Lang; style: Style; timeZone?: string | undefined }

export function prettyWhy(person: string, explanation: Explanation, reasons: readonly Reason[], change: readonly Reason[], { lang, style, timeZone }: WhyOptions): string {
  const phrase = phrases[lang];
  const time = clock(timeZone);
  const { content, at, status, next } = explanation;
  const out = [`${style.bold(content)} ${status === 'held' ? style.red(phrase.status.held) : style.green(phrase.status[status])}  ${style.dim(`${clean(person)}, ${phrase.at} ${time(at)}`)}`, ''];
  const put = (reason: Reason, depth: number, label?: string) => {
    const mark = !reason.asked ? style.dim('-') : reason.is ? style.green('✔') : reason.is === null ? style.yellow('?') : style.red('✘');
    const words = !reason.asked ? style.dim(phrase.notAsked) : reason.is && !depth ? '' : reason.is ? style.dim(sayFacts(reason, lang)) : sayReason(reason, lang);
    out.push(`${'  '.repeat(depth + 1)}${mark} ${label === undefined ? '' : `${label.padEnd(12)} `}${words}`.trimEnd());
    if (reason.asked && (depth || !reason.is)) for (const part of reason.parts ?? []) put(part, depth + 1);
  };
  for (const reason of reasons) put(reason, 0, reason.name);
  out.push('');
  if (status === 'held') {
    out.push(`${style.bold(phrase.next)}: ${next === null ? phrase.never : `${time(next)} (+${span(next - at)})`}`);
    if (change.length) out.push(`${style.bold(phrase.change)}:`, ...change.map((reason) => `  → ${sayReason(reason, lang)}`));
  }
  return `${out.join('\n')}\n`;
}

/** What holds is said by its name and facts; the sentences are about what does not. */
const sayFacts = (reason: Reason, lang: Lang): string => sayReason({ ...reason, code: `is:${reason.code}` }, lang);
