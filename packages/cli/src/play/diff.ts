/** What a change of the configuration does to a population: the same people played through both. */
import type { Entry, EntryKind } from './entry';
import type { Config } from '@shirube/engine';
import type { Person } from './people';
import type { Played } from './run';

/** What people see or get; the rest is inner working. */
const outcomes = [
  'shown',
  'mail',
  'task',
  'webhook',
  'milestone',
  'segment.entered',
  'flow.entered',
] as const satisfies readonly EntryKind[];
export type Outcome = (typeof outcomes)[number];

export interface Change {
  kind: Outcome;
  id: string;
  /** People for whom it happened before, and after. */
  before: number;
  after: number;
  gained: string[];
  lost: string[];
  /** For both, but at another instant; the median shift in milliseconds (positive: later). */
  moved: number;
  shift: number;
}

/** Milestones and content whose definition differs ("m:…", "c:…"): what the log recorded of them followed the old one. */
export function changedIds(before: Config, after: Config): Set<string> {
  const changed = new Set<string>();
  for (const [section, prefix] of [
    ['milestones', 'm'],
    ['content', 'c'],
  ] as const) {
    const texts = (config: Config) => new Map((config[section] ?? []).map((item) => [item.id, JSON.stringify(item)]));
    const [old, fresh] = [texts(before), texts(after)];
    for (const id of new Set([...old.keys(), ...fresh.keys()])) if (old.get(id) !== fresh.get(id)) changed.add(`${prefix}:${id}`);
  }
  return changed;
}
/** The person without recorded facts about these, so that both configurations decide for themselves. */
export const without = (person: Person, ids: ReadonlySet<string>): Person => ({
  ...person,
  signals: person.signals.filter(
    (s) => !(s.kind === 'reached' && ids.has(`m:${s.milestone}`)) && !(s.kind === 'content' && ids.has(`c:${s.content}`)),
  ),
});

const firsts = (played: Played): Map<string, Entry> => {
  const map = new Map<string, Entry>();
  for (const entry of played.entries) {
    const key = `${entry.kind} ${entry.id}`;
    if ((outcomes as readonly string[]).includes(entry.kind) && !map.has(key)) map.set(key, entry);
  }
  return map;
};

/** Collects person by person, so that a large population never has to be in memory twice. */
export class Comparison {
  private readonly changes = new Map<string, Change & { shifts: number[] }>();
  people = 0;
  /** People for whom something is different. */
  touched = 0;

  add(before: Played, after: Played): void {
    this.people++;
    const old = firsts(before);
    const fresh = firsts(after);
    let different = false;
    for (const key of new Set([...old.keys(), ...fresh.keys()])) {
      const was = old.get(key);
      const is = fresh.get(key);
      const change = this.of((is ?? was)?.kind as Outcome, (is ?? was)?.id ?? '', key);
      if (was) change.before++;
      if (is) change.after++;
      if (!was) change.gained.push(before.person.key);
      else if (!is) change.lost.push(before.person.key);
      else if (was.at !== is.at) change.shifts.push(is.at - was.at);
      different ||= !was || !is || was.at !== is.at;
    }
    if (different) this.touched++;
  }

  private of(kind: Outcome, id: string, key: string) {
    let change = this.changes.get(key);
    if (!change) this.changes.set(key, (change = { kind, id, before: 0, after: 0, gained: [], lost: [], moved: 0, shift: 0, shifts: [] }));
    return change;
  }

  /** Only what changed, in the order of `outcomes`, the largest effect first. */
  get result(): Change[] {
    return [...this.changes.values()]
      .filter((c) => c.gained.length || c.lost.length || c.shifts.length)
      .map(({ shifts, ...change }) => ({
        ...change,
        moved: shifts.length,
        shift: shifts.sort((a, b) => a - b)[Math.floor(shifts.length / 2)] ?? 0,
      }))
      .sort(
        (a, b) =>
          outcomes.indexOf(a.kind) - outcomes.indexOf(b.kind) ||
          b.gained.length + b.lost.length - a.gained.length - a.lost.length ||
          (a.id < b.id ? -1 : 1),
      );
  }
}
