import { z } from 'zod';
import { ms } from '../duration';
import { duration, range } from '../shape';
import type { ConditionKind } from '../types';
import { NEVER, inRange, verdict, windowed } from '../verdict';

export const loginSchema = () => z.strictObject({
  kind: z.literal('login'), nth: range().optional().meta({ description: 'How many logins so far; default at least 1.' }),
  within: duration().optional().meta({ description: 'Only logins of the last …' }), since: z.enum(['step']).optional().meta({ description: 'In a flow: only since the current step was entered.' }),
}).meta({ id: 'login', title: 'Login', description: 'Logins counted per person: explicit ones when the app reports them, sessions otherwise.', why: 'The second login is the moment for the tutorial.', examples: [{ kind: 'login', nth: { atLeast: 2 } }] });
export type LoginCondition = z.infer<ReturnType<typeof loginSchema>>;

export const login: ConditionKind<LoginCondition> = {
  keys: () => ['login'],
  check(c, { state, now, since }) {
    let n = state.login.n;
    let until = NEVER;
    if (c.within) [n, until] = windowed(state.login.t, now, ms(c.within));
    if (c.since) n = state.login.t.filter((t) => t > (since ?? 0)).length;
    return verdict(inRange(n, c.nth), 'login', until, n, c.nth ?? { atLeast: 1 });
  },
};
