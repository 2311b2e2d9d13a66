/** Why shown, why not, and when next: the same gates as for showing, asked one after the other, all of them. */
import { asked, gates } from './gates';
import { worldOf } from './step';
import type { State } from './state';
import type { Instant, Program, Verdict } from './types';

export interface Explanation {
  content: string;
  at: Instant;
  /** open: on the screen; ready: every gate says yes; held: a gate says no or does not know; unknown: no such content. */
  status: 'open' | 'ready' | 'held' | 'unknown';
  gates: ({ name: string; asked: boolean } & Verdict)[];
  /** First gate that does not say yes. */
  first?: string;
  /** Reason code of that gate. */
  reason?: string;
  /** Earliest instant at which all gates that say no could have changed by themselves; null: only something happening can change it. */
  next: Instant | null;
}

export function explain(program: Program, state: State, id: string, tab?: string): Explanation {
  const content = program.contents.get(id);
  if (!content) return { content: id, at: state.now, status: 'unknown', gates: [], next: null };
  const world = worldOf(program, state, undefined, tab);
  const byName = asked(content, world);
  const list = gates.map((gate) => ({ name: gate.name, asked: !(byName && gate.auto), ...gate.check(content, world) }));
  const closed = list.filter((gate) => gate.asked && !gate.is);
  const first = closed[0];
  const next = closed.reduce((latest, gate) => Math.max(latest, gate.until), 0);
  return {
    content: id, at: state.now, status: state.open[id] ? 'open' : first ? 'held' : 'ready', gates: list,
    ...(first && { first: first.name, reason: first.code }),
    next: first && Number.isFinite(next) && next > state.now ? next : null,
  };
}
