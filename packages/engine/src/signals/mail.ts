import { z } from 'zod';
import { keep } from '../adopt';
import type { SignalRuntime } from '../signals';

/** What became of a mail. A machine's open (prefetch) is told apart and counts for nothing. A click is also an open. */
export const mailSignalSchema = () =>
  z.strictObject({
    kind: z.literal('mail'),
    mail: z.string(),
    phase: z.enum(['requested', 'sent', 'delivered', 'opened', 'clicked', 'bounced']),
    machine: z.boolean().optional(),
  });
export type MailSignal = z.infer<ReturnType<typeof mailSignalSchema>>;

export const mail: SignalRuntime<MailSignal> = {
  needs: ['mail', 'phase'],
  absorb(state, { mail, phase, machine }, touch) {
    if (machine) return;
    const { now } = state;
    keep(
      state.mail,
      mail,
      phase === 'requested'
        ? { requested: now }
        : { ...state.mail[mail], [phase]: now, ...(phase === 'clicked' && { opened: state.mail[mail]?.opened ?? now }) },
    );
    touch(`mail:${mail}`);
  },
};
