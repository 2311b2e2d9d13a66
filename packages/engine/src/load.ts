/** Reads a stored state. Tolerant: what does not fit is left out and reported; it never throws. */
import { migrate } from './migrate';
import { isRecord } from './record';
import { initialState, type State } from './state';

export interface LoadReport {
  ok: boolean;
  dropped: string[];
}
type Json = Record<string, unknown>;

const sort = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/** What one entry of a part must have at least, by example. Parts that are not here hold plain values. */
const ENTRIES: Json = {
  ev: { n: 0, t: [] },
  tabs: { path: '', at: 0, vis: 0, acc: 0, act: 0, last: 0 },
  ms: { at: 0, n: 0, by: '' },
  seg: { in: 0, at: 0, n: 0 },
  ck: {},
  ct: { n: 0 },
  open: { at: 0, tab: '', by: '' },
  want: { at: 0, by: '' },
  fl: { n: 0, s: '', at: 0, start: 0 },
  tasks: { f: '', s: '', at: 0 },
  vid: { u: [] },
  mail: {},
  ans: { at: 0 },
  dom: { at: 0 },
  seen: 0,
  due: 0,
};

const like = (value: unknown, example: unknown): boolean =>
  sort(value) === sort(example) && (!isRecord(example) || Object.entries(example).every(([key, part]) => like((value as Json)[key], part)));

/** In parts with fixed fields the others are optional; null is no value there but one of a trait. */
function fits(part: string, entry: unknown, example: unknown): boolean {
  if (example !== undefined) return like(entry, example);
  const empty = entry === null;
  return part === 'traits' || part === 'account'
    ? empty || typeof entry !== 'object'
    : !empty && (part !== 'user' || typeof entry !== 'object');
}

/** The shape of the initial state decides: a part of another type falls back to empty, an entry of another shape is left out. */
export function loadState(json: unknown): { state: State; report: LoadReport } {
  const state = initialState();
  const dropped: string[] = [];
  const old = isRecord(json) ? migrate(json) : undefined;
  if (!old && json !== undefined && json !== null) dropped.push('state');
  const parts = state as unknown as Json;
  for (const [name, blank] of Object.entries(parts)) {
    const value = old?.[name];
    if (value === undefined) continue;
    if (sort(value) !== sort(blank)) {
      dropped.push(name);
      continue;
    }
    if (!isRecord(value) || !isRecord(blank)) {
      parts[name] = value;
      continue;
    }
    for (const [key, entry] of Object.entries(value)) {
      const example = name in ENTRIES ? ENTRIES[name] : blank[key];
      if (!(key in {}) && fits(name, entry, example)) blank[key] = entry;
      else dropped.push(`${name}.${key}`);
    }
  }
  return { state, report: { ok: !dropped.length, dropped } };
}
