/** Milestones: reached once (or each time, when they repeat), with the instant and the signal that did it. Never taken back. */
import { ms } from './duration';
import type { State } from './state';
import type { Instant, Milestone, Program, Run, Section } from './types';

export const milestones: Section = (program, watch) => {
  for (const m of program.milestones.values())
    watch(`m:${m.id}`, m, runMilestone, () => [[m.when], (m.requires ?? []).map((id) => `m:${id}`)]);
};

function runMilestone(milestone: Milestone, key: string, run: Run): void {
  const { state, program } = run;
  const { id, repeat } = milestone;
  const before = state.ms[id];
  if (before && !repeat) return run.due(key, Infinity);
  const since = before && (before.last ?? before.at);
  let verdict = run.world(since).check(milestone.when);
  if (verdict.is && !before?.is && milestone.requires?.every((other) => state.ms[other]) !== false) {
    const n = (before?.n ?? 0) + 1;
    state.ms[id] = { at: state.now, ...before, n, by: run.signal, cfg: program.version, ...(repeat && { is: 1, last: state.now }) };
    run.touch(key);
    run.emit({ id: `${key}:${n}`, at: state.now, kind: 'track', event: 'Milestone Reached', properties: { milestone: id, n } });
    // Seen from here on it may not hold any more, so that the next time counts.
    if (repeat) verdict = run.world(state.now).check(milestone.when);
  }
  const reached = repeat && state.ms[id];
  if (reached) reached.is = verdict.is ? 1 : 0;
  run.due(key, verdict.until);
}

export interface MilestoneStanding {
  /** done; on_track until the target (or the maximum) is over; behind until the maximum is over; then stuck; waiting before the first login. */
  status: 'done' | 'on_track' | 'behind' | 'stuck' | 'waiting';
  /** When it was reached, or else the first login, from which target and maximum are measured. */
  at?: Instant;
  /** Earliest instant at which the status changes by itself; Infinity when it does not. */
  until: Instant;
}

/** Where the person stands with a milestone; undefined when there is no such milestone. */
export function milestoneStatus(program: Program, state: State, id: string): MilestoneStanding | undefined {
  const milestone = program.milestones.get(id);
  const reached = state.ms[id];
  const { first } = state.user;
  if (!milestone) return undefined;
  if (reached) return { status: 'done', at: reached.at, until: Infinity };
  if (first === undefined) return { status: 'waiting', until: Infinity };
  const end = (duration: string | undefined) => (duration ? first + ms(duration) : Infinity);
  const max = end(milestone.max);
  const target = Math.min(max, end(milestone.target));
  const status = state.now <= target ? 'on_track' : state.now <= max ? 'behind' : 'stuck';
  // The very last millisecond of the target is still on track.
  return { status, at: first, until: (status === 'on_track' ? target : status === 'behind' ? max : Infinity) + 1 };
}
