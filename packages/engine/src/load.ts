/** Reads a stored state. Tolerant: what does not fit is left out and reported; it never throws. */
import { migrate } from './migrate';
import { initialState, type State } from './state';

export interface LoadReport { ok: boolean; dropped: string[] }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The shape of the initial state decides: a part of another type falls back to empty. */
export function loadState(json: unknown): { state: State; report: LoadReport } {
  const fresh = initialState();
  const dropped: string[] = [];
  const old = isRecord(json) ? migrate(json) : undefined;
  if (!old) return { state: fresh, report: { ok: json === undefined || json === null, dropped: json === undefined || json === null ? [] : ['state'] } };
  const target = fresh as unknown as Record<string, unknown>;
  for (const [key, blank] of Object.entries(target)) {
    const value = old[key];
    if (value === undefined) continue;
    if (isRecord(blank) ? isRecord(value) : typeof value === typeof blank && value !== null) target[key] = isRecord(blank) && isRecord(value) ? merge(blank, value, key, dropped) : value;
    else dropped.push(key);
  }
  for (const [key, due] of Object.entries(fresh.due)) if (typeof due !== 'number') delete fresh.due[key];
  return { state: fresh, report: { ok: !dropped.length, dropped } };
}

/** Keeps the default where a known field has another type; records of records lose entries that are no records. */
function merge(blank: Record<string, unknown>, value: Record<string, unknown>, path: string, dropped: string[]): Record<string, unknown> {
  const out: Record<string, unknown> = { ...blank };
  for (const [key, part] of Object.entries(value)) {
    if (key === '__proto__') continue;
    const want = blank[key];
    const fits = want === undefined ? part !== null && (!RECORDS.has(path) || isRecord(part)) : typeof want === typeof part && Array.isArray(want) === Array.isArray(part);
    if (fits) out[key] = part;
    else dropped.push(`${path}.${key}`);
  }
  return out;
}
const RECORDS = new Set(['ev', 'tabs', 'ms', 'seg', 'ck', 'ct', 'open', 'want', 'fl', 'tasks', 'vid', 'mail', 'ans', 'dom']);
