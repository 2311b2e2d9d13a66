/** Why shown, why not, and when next: the same gates as for showing, asked one after the other, all of them. */
import { asked } from './gates';
import type { State } from './state';
import { worldOf } from './step';
import { awake } from './tabs';
import type { Instant, Program, Verdict } from './types';

export interface Explanation {
  content: string;
  at: Instant;
  /** The tab for which it was asked: the one that was named, else the one that was used last. */
  tab?: string;
  /** open: on the screen (or hidden for now, see `suspended`); ready: every gate says yes; held: a gate says no or does not know; unknown: no such content. */
  status: 'open' | 'ready' | 'held' | 'unknown';
  /** Open, and hidden for now. */
  suspended?: true;
  gates: ({ name: string; asked: boolean } & Verdict)[];
  /** First gate that does not say yes. */
  first?: string;
  /** Reason code of that gate. */
  reason?: string;
  /** Earliest instant at which all gates that say no could have changed by themselves; null: only something happening can change it. */
  next: Instant | null;
}

export function explain(program: Program, state: State, id: string, tab = awake(state, undefined)[0]): Explanation {
  const content = program.contents.get(id);
  const base = { content: id, at: state.now, ...(tab !== undefined && { tab }) };
  if (!content) return { ...base, status: 'unknown', gates: [], next: null };
  const world = worldOf(program, state, undefined, tab);
  const byName = asked(content, world);
  const list = program.gates.map((gate) => ({ name: gate.name, asked: !(byName && gate.auto), ...gate.check(content, world) }));
  const closed = list.filter((gate) => gate.asked && !gate.is);
  const [first] = closed;
  const open = state.open[id];
  const next = Math.max(0, ...closed.map((gate) => gate.until));
  return {
    ...base,
    status: open ? 'open' : first ? 'held' : 'ready',
    ...(open?.hidden && { suspended: true }),
    gates: list,
    ...(first && { first: first.name, reason: first.code }),
    next: first && Number.isFinite(next) && next > state.now ? next : null,
  };
}
