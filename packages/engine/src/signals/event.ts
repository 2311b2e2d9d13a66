import { z } from 'zod';
import type { SignalRuntime } from '../signals';
import { countLogin } from '../login';
import { bump } from '../counters';

/** The vendor's app tracked something. The event "login" is also an explicit login. */
export const eventSignalSchema = () =>
  z.strictObject({ kind: z.literal('event'), name: z.string().min(1).max(200), props: z.record(z.string(), z.unknown()).optional() });
export type EventSignal = z.infer<ReturnType<typeof eventSignalSchema>>;

export const event: SignalRuntime<EventSignal> = {
  needs: ['name'],
  activity: true,
  absorb(state, signal, touch, program) {
    const key = `e:${signal.name}`;
    bump(state, program, key, signal.props ?? {});
    touch(key);
    if (signal.name === 'login') countLogin(state, true, touch);
  },
};
