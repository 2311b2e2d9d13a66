import { z } from 'zod';
import { assumeExisting, countLogin, inSession, keepSession } from '../login';
import { scalar } from '../shape';
import type { SignalRuntime } from '../signals';
import { setTraits } from '../traits';

/**
 * Who it is, and what the app says about them. `login: true` is an explicit login. Saying who it is belongs to the session that is
 * going on; alone it is no activity, since apps say it again whenever a token is renewed.
 */
export const identifySchema = () =>
  z.strictObject({
    kind: z.literal('identify'),
    user: z.string().min(1).max(256),
    traits: z.record(z.string(), scalar()).optional(),
    login: z.boolean().optional(),
  });
export type IdentifySignal = z.infer<ReturnType<typeof identifySchema>>;

export const identify: SignalRuntime<IdentifySignal> = {
  needs: ['user'],
  absorb(state, { user, traits, login, sid }, touch, program) {
    state.user.id = user;
    touch('user');
    setTraits(state.traits, traits, 'trait', touch);
    assumeExisting(state, program.config, touch);
    if (!state.session.n || login) keepSession(state, program, touch, sid);
    if (login) countLogin(state, true, touch);
    else if (inSession(state, program.config)) countLogin(state, false, touch);
  },
};
