import { ms } from '../duration';
import { both, type Path, type Rule } from './rule';

export const capsConflict: Rule = {
  code: 'lint.caps-conflict',
  severity: 'warning',
  title: { en: 'Caps that contradict each other', ja: '矛盾する上限' },
  example: { shirube: 1, caps: { perSession: 10, perDay: 3 } },
  texts: ({ one, other }) =>
    both(
      {
        what: `${one} has no effect beside ${other}.`,
        why: 'The tighter of the two decides; the other one only looks as if it did.',
        next: 'Remove the one that is not meant, or make it the tighter one.',
      },
      {
        what: `${one} は ${other} があるため効きません。`,
        why: 'きびしいほうが効き、もう一方は効いているように見えるだけです。',
        next: '意図しないほうを消すか、そちらをきびしくしてください。',
      },
    ),
  check({ config }, report) {
    const { perSession, perDay, gap } = config.caps ?? {};
    const tell = (path: Path, one: string, other: string) => report(path, { one, other });
    if (perSession !== undefined && perDay !== undefined && perSession > perDay)
      tell(['caps', 'perSession'], `perSession ${perSession}`, `perDay ${perDay}`);
    if (gap && perDay && perDay > 1 && ms(gap) * (perDay - 1) >= 864e5) tell(['caps', 'perDay'], `perDay ${perDay}`, `gap ${gap}`);
    for (const [i, c] of (config.content ?? []).entries()) {
      const { frequency: f, max } = c;
      if (typeof f === 'object' && gap && ms(f.every) < ms(gap)) tell(['content', i, 'frequency'], `every ${f.every}`, `gap ${gap}`);
      if (typeof f === 'object' && f.max !== undefined && max !== undefined && f.max !== max)
        tell(['content', i, 'max'], `max ${Math.max(max, f.max)}`, `max ${Math.min(max, f.max)}`);
      if ((f ?? 'once') === 'once' && max !== undefined) tell(['content', i, 'max'], `max ${max}`, 'frequency once');
    }
  },
};
