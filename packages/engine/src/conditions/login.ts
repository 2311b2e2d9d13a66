import { z } from 'zod';
import { ms } from '../duration';
import { duration, range, span } from '../shape';
import type { ConditionKind } from '../types';
import { NEVER, inRange, verdict, windowed } from '../verdict';

export const loginSchema = () =>
  z
    .strictObject({
      kind: z.literal('login'),
      nth: range().optional().meta({
        description:
          'How many logins so far; default at least 1. Unknown for people who were there before the installation (assumeExisting).',
      }),
      within: span().optional().meta({ description: 'Only logins of the last …' }),
      since: z.enum(['step']).optional().meta({
        description: 'In a flow: only since the current step was entered. In a milestone that repeats: since it was last reached.',
      }),
    })
    .meta({
      id: 'login',
      title: 'Login',
      description: 'Logins counted per person: explicit ones when the app reports them, sessions otherwise.',
      why: 'The second login is the moment for the tutorial.',
      examples: [{ kind: 'login', nth: { atLeast: 2 } }],
    });
export type LoginCondition = z.infer<ReturnType<typeof loginSchema>>;

export const login: ConditionKind<LoginCondition> = {
  keys: () => ['login'],
  check(c, { state, now, since = 0 }) {
    const recent = c.within || c.since;
    const [n, until] = recent
      ? windowed(state.login.t, now, c.within ? ms(c.within) : NEVER, c.since ? since : undefined)
      : [state.login.n, NEVER];
    if (state.user.existing && !recent) return verdict(null, 'login.existing', NEVER, n, c.nth);
    return verdict(inRange(n, c.nth), 'login', until, n, c.nth ?? { atLeast: 1 });
  },
};
