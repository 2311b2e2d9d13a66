import { z } from 'zod';
import { scalar } from '../shape';
import type { SignalRuntime } from '../signals';

/** The account that the person works for, and its traits. */
export const groupSchema = () => z.strictObject({ kind: z.literal('group'), account: z.string().min(1).max(256), traits: z.record(z.string(), scalar()).optional() });
export type GroupSignal = z.infer<ReturnType<typeof groupSchema>>;

export const group: SignalRuntime<GroupSignal> = {
  absorb(state, signal, touch) {
    state.user.account = signal.account;
    touch('user');
    for (const [name, value] of Object.entries(signal.traits ?? {})) {
      if (state.account[name] === value) continue;
      state.account[name] = value;
      touch(`atrait:${name}`);
    }
  },
};
