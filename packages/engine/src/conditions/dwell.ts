import { z } from 'zod';
import { ms } from '../duration';
import { memo } from '../memo';
import { pathKeys } from '../pages';
import { pathsMatcher } from '../patterns';
import { duration, pathPattern } from '../shape';
import { IDLE, dwell as spent, idleOf, tabsOf } from '../tabs';
import type { ConditionKind, Program } from '../types';
import { NEVER, verdict } from '../verdict';

export const dwellSchema = () =>
  z
    .strictObject({
      kind: z.literal('dwell'),
      path: z
        .union([pathPattern(), z.array(pathPattern()).min(1)])
        .meta({ description: 'Page pattern(s), as in page.', examples: ['/settings/*'] }),
      atLeast: duration()
        .refine((time) => ms(time) > 0 && ms(time) <= 864e5, 'More than nothing and at most 24 hours')
        .meta({ description: 'Attended time: visible, and not idle. At most 24h.' }),
      idleAfter: duration().optional().meta({
        description:
          'Counting pauses after so long without input; default 60s; must be longer than the dwell, or a still reader never counts.',
      }),
      mode: z.enum(['visit', 'cumulative']).optional().meta({ description: 'This visit (default) or all visits together.' }),
    })
    .meta({
      id: 'dwell',
      title: 'Dwell',
      description: 'The person spent so long on the page, with the tab visible.',
      why: 'Somebody who stays on one page may be stuck.',
      examples: [{ kind: 'dwell', path: '/settings/registration-number', atLeast: '30s' }],
    });
export type Dwell = z.infer<ReturnType<typeof dwellSchema>>;

const matcher = (c: Dwell, program: Program) => memo(program, c, () => pathsMatcher(c.path));
const key = (c: Dwell) => `dwell:${c.path}:${c.idleAfter ?? ''}`;

export const dwell: ConditionKind<Dwell> = {
  // Attention belongs to the tab: where the index cannot tell the page, every sign of it is looked at.
  keys(c) {
    const keys = pathKeys(c.path);
    return keys.includes('page') ? ['page', 'tab'] : keys;
  },
  prepare(c, program) {
    const idle = idleOf(c.idleAfter);
    if (idle !== IDLE) program.idles.add(idle);
    if (c.mode === 'cumulative' && !program.pages.some((p) => p.key === key(c)))
      program.pages.push({ key: key(c), keep: 1, match: matcher(c, program), time: true, idle });
  },
  check(c, { state, now, tab, program }) {
    const need = ms(c.atLeast);
    const idle = idleOf(c.idleAfter);
    const matches = matcher(c, program);
    const before = c.mode === 'cumulative' ? (state.ev[key(c)]?.n ?? 0) : 0;
    let have = before;
    let until = NEVER;
    for (const t of tabsOf(state, tab)) {
      if (!matches(t.path)) continue;
      const time = before + spent(t, now, idle);
      have = Math.max(have, time);
      // Attention lapses `idle` after the last input; beyond that only a signal can bring the rest.
      if (t.vis && time < need && now + need - time <= Math.max(t.act, t.vis) + idle) until = Math.min(until, now + need - time);
    }
    return verdict(have >= need, 'dwell', until, have, need);
  },
};
