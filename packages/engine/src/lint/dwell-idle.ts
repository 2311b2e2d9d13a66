import { ms } from '../duration';
import { both, type Rule } from './rule';

export const dwellIdle: Rule = {
  code: 'lint.dwell-idle',
  severity: 'warning',
  title: { en: 'A dwell longer than the idle limit', ja: '無操作の上限より長い滞在' },
  example: { shirube: 1, milestones: [{ id: 'stuck', when: { kind: 'dwell', path: '/form', atLeast: '2m' } }] },
  texts: ({ atLeast, idle }) =>
    both(
      {
        what: `A dwell of ${atLeast} cannot be reached by somebody who sits still: counting stops after ${idle} without input.`,
        why: 'Who reads, or is stuck, does not move the mouse; they are the ones who are meant.',
        next: `Set "idleAfter" to more than ${atLeast}, or shorten the dwell.`,
      },
      {
        what: `${atLeast} の滞在は、じっとしている人には届きません。無操作 ${idle} で計測が止まります。`,
        why: '読んでいる人や困っている人は操作しません。まさにその人が対象のはずです。',
        next: `idleAfter を ${atLeast} より長くするか、滞在時間を短くしてください。`,
      },
    ),
  check({ conditions }, report) {
    for (const { condition: c, path } of conditions)
      if (c.kind === 'dwell' && c.mode !== 'cumulative' && ms(c.atLeast) >= ms(c.idleAfter ?? '60s'))
        report([...path, 'atLeast'], { atLeast: c.atLeast, idle: c.idleAfter ?? '60s' });
  },
};
