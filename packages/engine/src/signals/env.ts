import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** Facts about the surroundings: language, device class, consent by purpose (guidance, analytics, video). */
export const envSchema = () =>
  z.strictObject({
    kind: z.literal('env'),
    lang: z.string().optional(),
    device: z.enum(['desktop', 'tablet', 'phone']).optional(),
    consent: z.record(z.string(), z.enum(['granted', 'pending', 'denied'])).optional(),
  });
export type EnvSignal = z.infer<ReturnType<typeof envSchema>>;

export const env: SignalRuntime<EnvSignal> = {
  absorb(state, { lang, device, consent }, touch) {
    if (lang) state.env.lang = lang;
    if (device) state.env.device = device;
    if (consent) state.env.consent = { ...state.env.consent, ...consent };
    touch('env');
  },
};
