/** Counters: "at least 3 times within 7 days" needs the last three instants, not the log. */
import type { State } from './state';
import type { Counter, Program, Properties } from './types';

/** Adds one to every counter of the name whose filter matches. */
export function bump(state: State, program: Program, name: string, properties: Properties): void {
  for (const counter of program.counters.get(name) ?? []) {
    if (!counter.match(properties)) continue;
    if (counter.hit) counter.hit(state, properties);
    else count(state, counter.key, counter.keep);
  }
}

export function count(state: State, key: string, keep: number): void {
  const c = (state.ev[key] ??= { n: 0, t: [] });
  c.n++;
  c.t.push(state.now);
  if (c.t.length > keep) c.t.splice(0, c.t.length - keep);
}

/** Registers a counter under the event; one that asks the same thing is shared, with the larger memory. */
export function register(program: Program, event: string, counter: Counter): void {
  const list = program.counters.get(event) ?? [];
  program.counters.set(event, list);
  const same = list.find((c) => c.key === counter.key);
  if (same) same.keep = Math.max(same.keep, counter.keep);
  else list.push(counter);
}
