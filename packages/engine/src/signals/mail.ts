import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** What became of a mail. A machine's open (prefetch) is told apart and counts for nothing. A click is also an open. */
export const mailSignalSchema = () => z.strictObject({
  kind: z.literal('mail'), mail: z.string(), phase: z.enum(['requested', 'sent', 'delivered', 'opened', 'clicked', 'bounced']), machine: z.boolean().optional(),
});
export type MailSignal = z.infer<ReturnType<typeof mailSignalSchema>>;

export const mail: SignalRuntime<MailSignal> = {
  absorb(state, signal, touch) {
    if (signal.machine) return;
    const record = (state.mail[signal.mail] ??= {});
    if (signal.phase === 'requested') state.mail[signal.mail] = { requested: state.now };
    else record[signal.phase] = state.now;
    if (signal.phase === 'clicked') record.opened ??= state.now;
    touch(`mail:${signal.mail}`);
  },
};
