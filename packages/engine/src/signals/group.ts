import { z } from 'zod';
import { scalar } from '../shape';
import type { SignalRuntime } from '../signals';
import { setTraits } from '../traits';

/** The account that the person works for, and its traits. */
export const groupSchema = () =>
  z.strictObject({ kind: z.literal('group'), account: z.string().min(1).max(256), traits: z.record(z.string(), scalar()).optional() });
export type GroupSignal = z.infer<ReturnType<typeof groupSchema>>;

export const group: SignalRuntime<GroupSignal> = {
  needs: ['account'],
  absorb(state, { account, traits }, touch) {
    state.user.account = account;
    touch('user');
    setTraits(state.account, traits, 'atrait', touch);
  },
};
