/** Browser tabs and attended time: visible, and not longer than the idle limit after the last input. */
import { ms } from './duration';
import type { State, TabState } from './state';
import type { Instant, Program } from './types';

const MOST_TABS = 8;
/** A tab that said nothing for so long is gone, even though it never said so: its browser was killed or its machine sleeps. */
const SILENT = 18e5;

/** The tab's record; the one that was silent longest gives way to a new one. */
export function openTab(state: State, key: string): TabState {
  const known = state.tabs[key];
  if (known) return known;
  const keys = Object.keys(state.tabs);
  if (keys.length >= MOST_TABS) {
    keys.sort((a, b) => (state.tabs[a]?.last ?? 0) - (state.tabs[b]?.last ?? 0));
    delete state.tabs[keys[0] ?? ''];
  }
  return (state.tabs[key] = { path: '', at: state.now, vis: 0, acc: 0, act: 0, last: state.now });
}

export const alive = (tab: TabState | undefined, now: Instant): boolean => !!tab && now - tab.last < SILENT;

/** Tabs in which something could be shown now: the one that `first` names, then by last input. */
export const awake = ({ tabs, now }: State, first: string | undefined): string[] =>
  Object.keys(tabs)
    .filter((key) => tabs[key]?.vis && alive(tabs[key], now))
    .sort((a, b) => Number(b === first) - Number(a === first) || (tabs[b]?.act ?? 0) - (tabs[a]?.act ?? 0));

/** The tab of that name; without a name, all. */
export const tabsOf = ({ tabs }: State, key: string | undefined): TabState[] => {
  if (key === undefined) return Object.values(tabs);
  return tabs[key] ? [tabs[key]] : [];
};

/** Default: counting stops after a minute without input. It is longer than any sensible dwell, so that a still reader counts. */
export const IDLE = 6e4;
export const idleOf = (duration: string | undefined): number => (duration ? ms(duration) : IDLE);

/** Attended milliseconds on the tab's page until `now`. */
export const dwell = (tab: TabState, now: Instant, idle = IDLE): number =>
  (idle === IDLE ? tab.acc : (tab.accs?.[idle] ?? tab.acc)) +
  (tab.vis ? Math.max(0, Math.min(now, Math.max(tab.act, tab.vis) + idle) - tab.vis) : 0);

/** Stops the clock and keeps what was counted, for each idle limit that somebody asks about. */
export function pauseDwell(tab: TabState, now: Instant, program: Program): void {
  for (const idle of program.idles) (tab.accs ??= {})[idle] = dwell(tab, now, idle);
  tab.acc = dwell(tab, now);
  tab.vis = 0;
}
