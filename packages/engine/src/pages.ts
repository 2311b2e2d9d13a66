/** Visits and cumulative time, for the page and dwell conditions that ask for them. */
import { count } from './counters';
import type { State, TabState } from './state';
import { dwell } from './tabs';
import type { Program } from './types';

export function enterPage(state: State, program: Program, tab: TabState): void {
  for (const page of program.pages) if (!page.time && page.match(tab.path)) count(state, page.key, page.keep);
}

/** Adds the attended time of the page that is being left. */
export function leavePage(state: State, program: Program, tab: TabState): void {
  if (!tab.path) return;
  for (const page of program.pages) {
    if (!page.time || !page.match(tab.path)) continue;
    const spent = (state.ev[page.key] ??= { n: 0, t: [] });
    spent.n += dwell(tab, state.now, page.idle);
  }
}
