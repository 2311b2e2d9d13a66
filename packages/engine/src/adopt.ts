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
  for (const id of Object.keys(state.due)) if (!program.watcherOf.has(id)) run.due(id, Infinity);
  for (const id of Object.keys(state.want)) if (!program.contents.has(id)) delete state.want[id];
  for (const key of Object.keys(state.dom)) if (!program.watches.has(key)) delete state.dom[key];
  for (const [id, member] of Object.entries(state.seg)) {
    if (!member.in || program.segments.has(id)) continue;
    state.seg[id] = { ...member, in: 0, at: now };
    run.emit({ id: `s:${id}:out:${member.n}`, at: now, kind: 'track', event: 'Segment Left', properties: { segment: id, reason: 'config_removed' } });
  }
  for (const [key, task] of Object.entries(state.tasks)) {
    if (!task.f || program.flows.has(task.f)) continue;
    delete state.tasks[key];
    run.emit({ id: `${key}:closed`, at: now, kind: 'closeTask', task: key, reason: 'config_removed' });
  }
  const counted = new Set([...[...program.index.values()].flatMap((fact) => fact.counters), ...program.pages].map((c) => c.key));
  bound(state, 'ev', (key) => counted.has(key) || program.rollups.has(key));
  bound(state, 'ms', (id) => program.milestones.has(id));
  bound(state, 'seg', (id) => program.segments.has(id));
  bound(state, 'ck', (id) => program.checklists.has(id));
  bound(state, 'ct', (id) => program.contents.has(id));
  bound(state, 'fl', (id) => program.flows.has(id));
}

/** Forgets the oldest of the records that nothing refers to, beyond a number. */
function bound(state: State, part: 'ev' | 'ms' | 'seg' | 'ck' | 'ct' | 'fl', known: (key: string) => boolean): void {
  const strangers = Object.keys(state[part]).filter((key) => !known(key));
  for (const key of strangers.slice(0, Math.max(0, strangers.length - MOST))) delete state[part][key];
}

/** Adds a record under a name that comes from outside; the oldest gives way when there are too many. */
export function keep<T>(records: Record<string, T>, key: string, value: T, most = MOST): void {
  if (!Object.hasOwn(records, key)) {
    const [oldest, ...others] = Object.keys(records);
    if (oldest !== undefined && others.length + 1 >= most) delete records[oldest];
  }
  records[key] = value;
}
