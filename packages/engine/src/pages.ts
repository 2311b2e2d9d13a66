/** Visits and cumulative time, for the page and dwell conditions that ask for them; and the fact keys of paths. */
import { count } from './counters';
import type { State, TabState } from './state';
import { dwell } from './tabs';
import type { Program } from './types';

/** Page entries are heard under this name. */
export const PAGE = '$page';

export function enterPage(state: State, program: Program, tab: TabState): void {
  for (const page of program.pages) if (!page.time && page.match(tab.path)) count(state, page.key, page.keep);
}

/** Adds the attended time of the page that is being left. */
export function leavePage(state: State, program: Program, tab: TabState | undefined): void {
  if (!tab?.path) return;
  for (const page of program.pages) {
    if (!page.time || !page.match(tab.path)) continue;
    const spent = (state.ev[page.key] ??= { n: 0, t: [] });
    spent.n += dwell(tab, state.now, page.idle);
  }
}

/** "p:/settings" for everything below /settings: the first piece of a path is what the index knows. */
export const pathKey = (path: string): string => `p:${/^\/[^/*:]*/.exec(path)?.[0] ?? ''}`;

/** Keys that a condition on these patterns depends on; the general "page" where the first piece is open. */
export const pathKeys = (patterns: string | readonly string[]): string[] => {
  const includes = (typeof patterns === 'string' ? [patterns] : patterns).filter((p) => !p.startsWith('!'));
  // "/settings*" and "/:lang" may be anything; so may a list that only excludes.
  return includes.length && includes.every((p) => /^\/[^/*:]+(\/|$)/.test(p)) ? [...new Set(includes.map(pathKey))] : ['page'];
};
