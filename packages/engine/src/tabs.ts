/** Browser tabs and attended time: visible, and not longer than the idle limit after the last input. */
import { ms } from './duration';
import type { State, TabState } from './state';
import type { Instant } from './types';

const MOST_TABS = 8;

/** The tab's record; the one that was silent longest gives way to a new one. */
export function openTab(state: State, key: string): TabState {
  const known = state.tabs[key];
  if (known) {
    known.last = state.now;
    return known;
  }
  const keys = Object.keys(state.tabs);
  if (keys.length >= MOST_TABS) {
    keys.sort((a, b) => (state.tabs[a]?.last ?? 0) - (state.tabs[b]?.last ?? 0));
    delete state.tabs[keys[0] ?? ''];
  }
  return (state.tabs[key] = { path: '', at: state.now, vis: 0, acc: 0, act: state.now, last: state.now });
}

/** Default: counting stops after a minute without input. It is longer than any sensible dwell, so that a still reader counts. */
export const IDLE = 6e4;

/** Attended milliseconds on the tab's page until `now`. */
export const dwell = (tab: TabState, now: Instant, idle = IDLE): number =>
  tab.acc + (tab.vis ? Math.max(0, Math.min(now, Math.max(tab.act, tab.vis) + idle) - tab.vis) : 0);

/** Stops the clock and keeps what was counted. */
export function pauseDwell(tab: TabState, now: Instant, idle = IDLE): void {
  tab.acc = dwell(tab, now, idle);
  tab.vis = 0;
}

export const idleOf = (duration: string | undefined): number => (duration ? ms(duration) : IDLE);
