/** What a step changed in a person's state, as rows of the projection tables. Compared entry by entry, so that nothing is written twice. */
import { coverage, type State } from '@shirube/engine';
import type { SqlValue } from '../stores/port';
import { PERSON, personColumns, type Person } from './person';

type Values = Record<string, SqlValue>;
export interface ProjectionRow {
  table: string;
  key: readonly string[];
  row: Values;
}

/** Segments are not here: a stay may begin and end within one step, so they are written from their effects. */
type Section = 'ms' | 'fl' | 'ct' | 'vid' | 'ans' | 'ck';
/** The watched parts of a state as text, by section and entry. */
export type Snapshot = Record<Section, Map<string, string>>;

const textsOf = (record: Record<string, unknown>): Map<string, string> =>
  new Map(Object.entries(record).map(([id, value]) => [id, JSON.stringify(value)]));
export const snapshot = (state: State): Snapshot => ({
  ms: textsOf(state.ms),
  fl: textsOf(state.fl),
  ct: textsOf(state.ct),
  vid: textsOf(state.vid),
  ans: textsOf(state.ans),
  ck: textsOf(state.ck),
});

const orNull = <T extends SqlValue>(value: T | undefined): T | null => value ?? null;

/** Rows to upsert. */
export function project(person: Person, before: Snapshot, state: State): ProjectionRow[] {
  const out: ProjectionRow[] = [];
  const who = personColumns(person);
  const changed = <T>(section: Section, record: Record<string, T>, write: (id: string, value: T) => void) => {
    for (const [id, value] of Object.entries(record)) if (before[section].get(id) !== JSON.stringify(value)) write(id, value);
  };
  const add = (table: string, key: readonly string[], row: Values) =>
    void out.push({ table, key: [...PERSON, ...key], row: { ...who, ...row } });

  changed('ms', state.ms, (milestone, m) => add('milestones', ['milestone'], { milestone, at: m.at, n: m.n, evidence: m.by, cfg: m.cfg }));
  changed('fl', state.fl, (flow, f) => {
    add('flow_runs', ['flow', 'run'], {
      flow,
      run: f.n,
      step: f.s,
      step_at: f.at,
      started_at: f.start,
      ended_at: orNull(f.endAt),
      end_reason: orNull(f.end),
      cfg: f.cfg,
    });
    for (const [step, at] of Object.entries(f.path ?? {})) add('flow_steps', ['flow', 'run', 'step'], { flow, run: f.n, step, at });
  });
  changed('ct', state.ct, (content, c) =>
    add('contents', ['content'], {
      content,
      shown: c.n,
      first_at: orNull(c.first),
      last_at: orNull(c.last),
      completed_at: orNull(c.completed),
      dismissed_at: orNull(c.dismissed),
      clicked_at: orNull(c.clicked),
      helped: orNull(c.helped),
      gate: orNull(c.gate),
    }),
  );
  changed('ck', state.ck, (checklist, done) => {
    const was = JSON.parse(before.ck.get(checklist) ?? '{}') as Record<string, number>;
    for (const item of new Set([...Object.keys(was), ...Object.keys(done)]))
      if (was[item] !== done[item]) add('checklist_items', ['checklist', 'item'], { checklist, item, done_at: orNull(done[item]) });
  });
  changed('vid', state.vid, (video, v) =>
    add('videos', ['video'], {
      video,
      duration: orNull(v.d),
      pieces: JSON.stringify(v.u),
      coverage: coverage(v.u, v.d),
      played: orNull(v.m),
      position: orNull(v.pos),
      started_at: orNull(v.started),
      completed_at: orNull(v.completed),
    }),
  );
  changed('ans', state.ans, (id, a) => {
    const cut = id.indexOf(':');
    add('answers', ['survey', 'question', 'at'], {
      survey: id.slice(0, cut),
      question: id.slice(cut + 1),
      value: JSON.stringify(a.v ?? null),
      at: a.at,
    });
  });
  return out;
}
