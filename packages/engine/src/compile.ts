/** From configuration to program: an index from facts to what depends on them, so that a signal costs what it matches. */
import { runtimeOf, type Condition } from './conditions';
import { factOf } from './counters';
import { hash, inWords } from './hash';
import { gatesOf } from './gates';
import type { Config, Kinds, Program, WatchRule } from './types';

export interface CompileOptions {
  /** False on a server, where nothing is shown. Default true. */
  faces?: boolean;
}

/**
 * Compiles with these kinds. Never throws: the validator refuses what is wrong before; what gets here all the same is left out and
 * listed in `program.problems`.
 */
export function compileWith(kinds: Kinds, config: Config, { faces = true }: CompileOptions = {}): Program {
  const problems: string[] = [];
  /** The well-formed items of a section by id; of two with one id the first counts. */
  const section = <T extends { id: string }>(name: string): Map<string, T> => {
    const list = (config as Record<string, unknown> | null)?.[name];
    const items = new Map<string, T>();
    for (const item of Array.isArray(list) ? (list as (T | null)[]) : []) {
      // Names that every object has would be found in any record.
      if (typeof item?.id !== 'string' || item.id in {} || items.has(item.id))
        problems.push(`${name}: an item has no usable id, or one that is taken (${inWords(item?.id)})`);
      else items.set(item.id, item);
    }
    return items;
  };
  const version: unknown = config?.version;
  const program: Program = {
    config: config ?? {},
    kinds,
    gates: gatesOf(kinds.gates),
    faces,
    server: faces ? undefined : kinds.server,
    version: typeof version === 'string' && version ? version : hash(inWords(config)).toString(36),
    problems,
    watchers: [],
    watcherOf: new Map(),
    index: new Map(),
    watches: new Map(),
    pages: [],
    idles: new Set(),
    rollups: new Map(),
    memo: new Map(),
    milestones: section('milestones'),
    segments: section('segments'),
    contents: section('content'),
    flows: section('flows'),
    checklists: section('checklists'),
  };

  const collect = (condition: Condition, keys: Set<string>): void => {
    const kind = runtimeOf(condition, program);
    if (!kind) problems.push(`unknown condition: ${inWords(condition).slice(0, 80)}`);
    kind?.prepare?.(condition, program);
    for (const key of kind?.keys(condition, program) ?? []) keys.add(key);
    for (const part of kind?.parts?.(condition) ?? []) collect(part, keys);
  };
  const watch: WatchRule = (id, of, run, plan) => {
    const position = program.watchers.push({ id, of, run }) - 1;
    program.watcherOf.set(id, position);
    const keys = new Set<string>();
    try {
      const [conditions, extra = []] = plan();
      for (const key of extra) keys.add(key);
      for (const condition of conditions) if (condition) collect(condition, keys);
    } catch (error) {
      problems.push(`${id}: ${error instanceof Error ? error.message : inWords(error)}`);
    }
    for (const key of keys) factOf(program, key).watchers.push(position);
  };

  for (const section of Object.values(kinds.sections)) section(program, watch);
  // Without the room to grow that arrays have: there are thousands, and a signal has to find its own among them.
  for (const fact of program.index.values()) Object.assign(fact, { counters: [...fact.counters], watchers: [...fact.watchers] });
  return program;
}
