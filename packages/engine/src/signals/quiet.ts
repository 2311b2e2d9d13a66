import { z } from 'zod';
import { openTab } from '../tabs';
import type { SignalRuntime } from '../signals';

/** Reasons to keep quiet in this tab just now: typing, dirty, modal, media, print, dnd, offline … true begins, false ends. */
export const quietSchema = () => z.strictObject({ kind: z.literal('quiet'), facts: z.record(z.string(), z.boolean()) });
export type QuietSignal = z.infer<ReturnType<typeof quietSchema>>;
const MOST = 16;

export const quiet: SignalRuntime<QuietSignal> = {
  needs: ['facts'],
  absorb(state, signal, touch) {
    const tab = openTab(state, signal.tab ?? '');
    const facts = { ...tab.quiet };
    for (const [name, on] of Object.entries(signal.facts)) {
      if (!on) delete facts[name];
      else if (Object.keys(facts).length < MOST) facts[name] ??= state.now;
    }
    if (Object.keys(facts).length) tab.quiet = facts;
    else delete tab.quiet;
    touch('quiet');
  },
};
