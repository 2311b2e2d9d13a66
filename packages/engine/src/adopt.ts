/**
 * The first signal under another configuration. Everything is evaluated anew afterwards; here, what the configuration does not know
 * any more is let go, and told. Records of what people saw and reached stay, within bounds: a mistake that is put right forgets nothing.
 */
import type { State } from './state';
import type { Run } from './types';

const MOST = 256;

export function adopt(run: Run): void {
  const { program, state } = run;
  const { now } = state;
  state.cfg = program.version;
  forget(state.due, program.watcherOf);
  delete state.wake;
  forget(state.want, program.contents);
  forget(state.dom, program.watches);
  for (const [id, member] of Object.entries(state.seg)) {
    if (!member.in || program.segments.has(id)) continue;
    state.seg[id] = { ...member, in: 0, at: now };
    run.emit({
      id: `s:${id}:out:${member.n}`,
      at: now,
      kind: 'track',
      event: 'Segment Left',
      properties: { segment: id, reason: 'config_removed' },
    });
  }
  for (const [key, task] of Object.entries(state.tasks)) {
    if (!task.f || program.flows.has(task.f)) continue;
    delete state.tasks[key];
    run.emit({ id: `${key}:closed`, at: now, kind: 'closeTask', task: key, reason: 'config_removed' });
  }
  const counted = new Set([...[...program.index.values()].flatMap((fact) => fact.counters), ...program.pages].map(({ key }) => key));
  const known = {
    ev: { has: (key: string) => counted.has(key) || program.rollups.has(key) },
    ms: program.milestones,
    seg: program.segments,
    ck: program.checklists,
    ct: program.contents,
    fl: program.flows,
  };
  for (const [part, names] of Object.entries(known)) forget(state[part as keyof typeof known], names, MOST);
}

/** Forgets what nothing refers to: the oldest, beyond a number. */
function forget(records: Record<string, unknown>, known: { has(key: string): boolean }, most = 0): void {
  const strangers = Object.keys(records).filter((key) => !known.has(key));
  for (const key of strangers.slice(0, Math.max(0, strangers.length - most))) delete records[key];
}

/** Adds a record under a name that comes from outside; the oldest gives way when there are too many. */
export function keep<T>(records: Record<string, T>, key: string, value: T, most = MOST): void {
  if (!Object.hasOwn(records, key)) {
    const [oldest, ...others] = Object.keys(records);
    if (oldest !== undefined && others.length + 1 >= most) delete records[oldest];
  }
  records[key] = value;
}
