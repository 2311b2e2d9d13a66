import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** Another evaluator (the browser, for the collector) saw this milestone reached: the earliest instant stands. */
export const reachedSchema = () =>
  z.strictObject({ kind: z.literal('reached'), milestone: z.string(), n: z.number().int().positive().optional() });
export type ReachedSignal = z.infer<ReturnType<typeof reachedSchema>>;

export const reached: SignalRuntime<ReachedSignal> = {
  needs: ['milestone'],
  absorb(state, signal, touch, program) {
    if (!program.milestones.has(signal.milestone)) return;
    const before = state.ms[signal.milestone];
    const n = signal.n ?? 1;
    if (before && before.n >= n) {
      if (signal.at < before.at && n === 1) before.at = signal.at;
      return;
    }
    state.ms[signal.milestone] = { at: before?.at ?? signal.at, n, by: signal.id, cfg: program.version };
    touch(`m:${signal.milestone}`);
  },
};
