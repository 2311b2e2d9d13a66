import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** How often something happened in the whole account, by keys of `program.rollups`. Only a collector, which sees everybody, can tell. */
export const rollupSchema = () =>
  z.strictObject({
    kind: z.literal('rollup'),
    counts: z.record(z.string(), z.strictObject({ n: z.number().int().nonnegative(), t: z.array(z.number()) })),
  });
export type RollupSignal = z.infer<ReturnType<typeof rollupSchema>>;

export const rollup: SignalRuntime<RollupSignal> = {
  needs: ['counts'],
  absorb(state, { counts }, touch, program) {
    for (const [key, { keep }] of program.rollups) {
      const given = Object.hasOwn(counts, key) ? counts[key] : undefined;
      if (given) state.ev[key] = { n: given.n, t: given.t.slice(-keep) };
    }
    touch('rollup');
  },
};
