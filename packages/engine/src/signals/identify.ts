import { z } from 'zod';
import { countLogin } from '../login';
import { scalar } from '../shape';
import type { SignalRuntime } from '../signals';

/** Who it is, and what the app says about them. `login: true` is an explicit login. */
export const identifySchema = () => z.strictObject({ kind: z.literal('identify'), user: z.string().min(1).max(256), traits: z.record(z.string(), scalar()).optional(), login: z.boolean().optional() });
export type IdentifySignal = z.infer<ReturnType<typeof identifySchema>>;

export const identify: SignalRuntime<IdentifySignal> = {
  activity: true,
  absorb(state, signal, touch) {
    state.user.id = signal.user;
    touch('user');
    for (const [name, value] of Object.entries(signal.traits ?? {})) {
      if (state.traits[name] === value) continue;
      state.traits[name] = value;
      touch(`trait:${name}`);
    }
    if (signal.login) countLogin(state, true, touch);
  },
};
