import { z } from 'zod';
import { leavePage, pathKey } from '../pages';
import { openTab, pauseDwell } from '../tabs';
import type { SignalRuntime } from '../signals';

/**
 * The life of a browser tab. "boot": our script started in it. "visible" and "hidden": as the browser says; a tracker that notices that
 * the machine slept says "hidden" first, with the instant of its last beat, so that the sleep does not count as attention. "active":
 * input (throttled by the tracker). "closed": the page went away.
 */
export const tabSchema = () => z.strictObject({ kind: z.literal('tab'), is: z.enum(['boot', 'visible', 'hidden', 'active', 'closed']) });
export type TabSignal = z.infer<ReturnType<typeof tabSchema>>;

export const tab: SignalRuntime<TabSignal> = {
  needs: ['is'],
  activity: (signal) => signal.is === 'active',
  absorb(state, { tab: key = '', is }, touch, program) {
    const { now } = state;
    const before = state.tabs[key];
    touch('tab');
    if (before?.path) touch(pathKey(before.path));
    if (is !== 'active') touch('page');
    if (is === 'closed' || is === 'boot') {
      leavePage(state, program, before);
      delete state.tabs[key];
      // Whatever it showed is gone from the screen; a tab that is awake takes it up.
      for (const open of Object.values(state.open)) if (open.tab === key) open.tab = '';
      touch('open');
      if (is === 'closed') return;
    }
    const tab = openTab(state, key);
    if (is === 'hidden') return pauseDwell(tab, now, program);
    // Attention that had lapsed before this input must not be counted afterwards.
    if (tab.vis && is === 'active') {
      pauseDwell(tab, now, program);
      tab.vis = now;
    }
    if (is === 'visible' && !tab.vis) tab.vis = now;
    tab.act = now;
  },
};
