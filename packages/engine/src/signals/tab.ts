import { z } from 'zod';
import { openTab, pauseDwell } from '../tabs';
import type { SignalRuntime } from '../signals';

/**
 * The life of a browser tab. "boot": our script started in it. "active": input (throttled by the tracker). "hidden" also when the
 * machine slept. "closed": the page went away.
 */
export const tabSchema = () => z.strictObject({ kind: z.literal('tab'), is: z.enum(['boot', 'visible', 'hidden', 'active', 'closed']) });
export type TabSignal = z.infer<ReturnType<typeof tabSchema>>;

export const tab: SignalRuntime<TabSignal> = {
  absorb(state, signal, touch) {
    const key = signal.tab ?? '';
    const { now } = state;
    if (signal.is === 'closed') {
      delete state.tabs[key];
      for (const open of Object.values(state.open)) if (open.tab === key) open.tab = '';
      touch('open');
    } else {
      const tab = openTab(state, key);
      if (signal.is === 'hidden') pauseDwell(tab, now);
      else {
        // Attention that had lapsed before this input must not be counted afterwards.
        if (tab.vis && signal.is === 'active') {
          pauseDwell(tab, now);
          tab.vis = now;
        }
        if (signal.is === 'visible' && !tab.vis) tab.vis = now;
        tab.act = now;
      }
    }
    touch('tab');
    touch('page');
  },
};
