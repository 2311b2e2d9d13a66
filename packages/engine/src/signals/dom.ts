import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** A tracker's fact about something that a condition asked to watch (see watches.ts). Never a typed value. `count`: it happened once more. */
export const domSchema = () =>
  z.strictObject({ kind: z.literal('dom'), key: z.string(), value: z.unknown(), count: z.boolean().optional() });
export type DomSignal = z.infer<ReturnType<typeof domSchema>>;

export const dom: SignalRuntime<DomSignal> = {
  needs: ['key'],
  absorb(state, { key, value, count, tab: name }, touch, program) {
    if (!program.watches.has(key)) return;
    const n = (state.dom[key]?.n ?? 0) + (count ? 1 : 0);
    state.dom[key] = { v: value, at: state.now, ...(n && { n }) };
    const tab = state.tabs[name ?? ''];
    if (tab) (tab.dom ??= {})[key] = value;
    touch(`d:${key}`);
  },
};
