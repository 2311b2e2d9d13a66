/** Evaluates again what a change concerns, and what is due. */
import type { State } from './state';
import type { Instant, Run } from './types';

/** Rules that touch each other come to rest sooner than this, or never. */
export const MOST_ROUNDS = 8;
const ascending = (a: number, b: number): number => a - b;

/**
 * Runs what depends on the touched facts and the watchers of these ids until nothing more is touched. Always the first in order of those
 * that wait, so that a rule sees those before it as they are now: milestones before segments, both before flows and content.
 */
export function settle(run: Run, keys: Set<string>, ids: readonly string[]): void {
  if (!keys.size && !ids.length) return;
  const { program, state } = run;
  const { watchers, watcherOf, index } = program;
  let waiting = new Set<number>();
  for (const id of ids) {
    setDue(state, id, Infinity);
    waiting.add(watcherOf.get(id) ?? -1);
  }
  // A chain of rules is at most as long as there are rules; whoever goes on longer goes round in a circle (lint finds it).
  for (let turn = watchers.length + MOST_ROUNDS; turn; turn--) {
    const again = new Set<number>();
    let order: number[] = [];
    let position = -1;
    const gather = (): void => {
      for (const key of keys) for (const other of index.get(key)?.watchers ?? []) (other > position ? waiting : again).add(other);
      keys.clear();
      // Those that were run already stay in front.
      if (waiting.size > order.length) order = [...waiting].sort(ascending);
    };
    gather();
    for (let i = 0; i < order.length; i++) {
      position = order[i] ?? -1;
      const watcher = watchers[position];
      if (watcher) run.attempt(() => watcher.run(watcher.of, watcher.id, run));
      if (keys.size) gather();
    }
    if (!again.size) return;
    waiting = again;
  }
}

/** Sets or clears the instant at which the watcher must be looked at again. */
export function setDue(state: State, watcher: string, until: Instant): void {
  const { due } = state;
  const before = due[watcher];
  // Not a number means a duration that nobody could read: it never comes.
  if (until < Infinity) {
    const at = (due[watcher] = Math.max(until, state.now + 1));
    if (state.wake !== undefined && at < state.wake) state.wake = at;
  } else if (before === undefined) return;
  else delete due[watcher];
  if (before !== undefined && before === state.wake && before !== due[watcher]) delete state.wake;
}

/** The earliest instant at which something may change by itself. */
export function next(state: State): Instant {
  if (state.wake !== undefined) return state.wake;
  let least = Infinity;
  for (const id in state.due) least = Math.min(least, state.due[id] ?? Infinity);
  if (least < Infinity) state.wake = least;
  return least;
}
