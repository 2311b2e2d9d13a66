/** One function per version of the stored state, applied in order. Version 1 is the first. */

type Json = Record<string, unknown>;
const migrations: Record<number, (state: Json) => Json> = {};
const CURRENT = 1;

/** The state in the current version; undefined when it comes from a newer program or is no state at all. */
export function migrate(state: Json): Json | undefined {
  if (typeof state.v !== 'number' || state.v > CURRENT) return undefined;
  let now = state;
  for (let v = state.v; v < CURRENT; v++) now = migrations[v]?.(now) ?? now;
  return { ...now, v: CURRENT };
}
