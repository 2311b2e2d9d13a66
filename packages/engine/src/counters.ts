/** Counters: "at least 3 times within 7 days" needs the last three instants, not the log. */
import type { State } from './state';
import type { Counter, Fact, Program, Properties } from './types';

/** What hangs on the key; for compile. */
export function factOf({ index }: Program, key: string): Fact {
  let fact = index.get(key);
  if (!fact) index.set(key, (fact = { counters: [], watchers: [] }));
  return fact;
}

/** Adds one to every counter of the fact whose filter matches. */
export function bump(state: State, program: Program, key: string, properties: Properties): void {
  for (const counter of program.index.get(key)?.counters ?? []) {
    if (!counter.match(properties)) continue;
    if (counter.hit) counter.hit(state, properties);
    else count(state, counter.key, counter.keep);
  }
}

/** The array grows one by one up to `keep` and then stays as it is: small for the thousands that are kept, quick for the one that counts. */
export function count({ ev, now }: State, key: string, keep: number): void {
  const c = ev[key];
  if (!c) return void (ev[key] = { n: 1, t: [now] });
  c.n++;
  const { t } = c;
  if (t.length >= keep) {
    t.copyWithin(0, t.length - keep + 1);
    t.length = keep;
    t[keep - 1] = now;
  } else t.push(now);
}

/** For what counts every happening of its name: one function for all, so that ten thousand of them lie in no one's way. */
export const always = (): boolean => true;

/** Registers a counter under the event; one that asks the same thing is shared, with the larger memory. */
export function register(program: Program, event: string, counter: Counter): Counter {
  const { counters } = factOf(program, `e:${event}`);
  const same = counters.find((c) => c.key === counter.key);
  if (same) same.keep = Math.max(same.keep, counter.keep);
  else counters.push(counter);
  return same ?? counter;
}
