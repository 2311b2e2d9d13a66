import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** A tracker's fact about something that a condition asked to watch: element, scroll, form, exit intent. Never a typed value. */
export const domSchema = () => z.strictObject({ kind: z.literal('dom'), key: z.string(), value: z.unknown(), count: z.boolean().optional() });
export type DomSignal = z.infer<ReturnType<typeof domSchema>>;

export const dom: SignalRuntime<DomSignal> = {
  absorb(state, signal, touch, program) {
    if (!program.watches.has(signal.key)) return;
    const before = state.dom[signal.key];
    const fact: (typeof state.dom)[string] = { v: signal.value, at: state.now };
    if (signal.count || before?.n) fact.n = (before?.n ?? 0) + (signal.count ? 1 : 0);
    state.dom[signal.key] = fact;
    touch(`d:${signal.key}`);
  },
};
