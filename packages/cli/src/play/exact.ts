/** A recording, played exactly: no virtual time, nothing assumed. What the engine was told is told again, in the same order. */
import { step, type Program, type Signal, type State } from '@shirube/engine';
import { entryOf } from './entry';
import type { Played } from './run';

/** The browser put another state in place here: a page was loaded, or the collector or another tab knew more. */
export interface Replaced {
  state: State;
}

/** One timeline for each person whose state was in use; whoever is named in the end was there from the start. */
export function playExactly(program: Program, begin: State, entries: readonly (Signal | Replaced)[]): Played[] {
  const people = new Map<string, Played>();
  let stretch = empty(begin);
  const close = (): void => {
    if (!stretch.person.signals.length) return;
    const { id: user = stretch.state.user.anon ?? 'somebody', account } = stretch.state.user;
    const key = account === undefined ? user : `${account}/${user}`;
    const before = people.get(key);
    const signals = [...(before?.person.signals ?? []), ...stretch.person.signals];
    people.set(key, {
      ...stretch,
      person: { key, user, account, signals, wire: false },
      entries: [...(before?.entries ?? []), ...stretch.entries],
      refused: stretch.refused + (before?.refused ?? 0),
    });
  };
  for (const entry of entries) {
    if ('state' in entry) {
      close();
      stretch = empty(entry.state);
      continue;
    }
    const logins = stretch.state.login.n;
    const { state, wakeAt, refused, effects } = step(program, stretch.state, entry);
    stretch.person.signals.push(entry);
    if (refused === 'malformed' || refused === 'unknown') stretch.refused++;
    if (state.login.n > logins) stretch.entries.push({ at: state.now, kind: 'login', id: String(state.login.n) });
    stretch.entries.push(...effects.map((effect) => entryOf(effect, program)));
    Object.assign(stretch, { state, next: wakeAt });
  }
  close();
  return [...people.values()];
}

const empty = (state: State): Played => ({
  person: { key: '', user: '', signals: [], wire: false },
  entries: [],
  state,
  next: Infinity,
  assumed: false,
  refused: 0,
});
