/** Milestones: reached once (or each time, when they repeat), with the instant and the signal that did it. */
import type { Milestone, Run } from './types';

export function runMilestone(milestone: Milestone, run: Run, signal: string): void {
  const { state, program } = run;
  const { id } = milestone;
  const before = state.ms[id];
  const key = `m:${id}`;
  if (before && !milestone.repeat) return run.due(key, Infinity);
  const verdict = run.world().check(milestone.when);
  run.due(key, verdict.until);
  const missing = milestone.requires?.some((other) => !state.ms[other]);
  const is = verdict.is === true && !missing;
  if (is && !(before?.is)) {
    const n = (before?.n ?? 0) + 1;
    state.ms[id] = { at: before?.at ?? state.now, n, by: signal, cfg: program.version };
    run.touch(key);
    run.emit({ id: `${key}:${n}`, at: state.now, kind: 'track', event: 'Milestone Reached', properties: { milestone: id, n } });
  }
  const reached = state.ms[id];
  if (reached && milestone.repeat) reached.is = is ? 1 : 0;
}
