/** From configuration to program: an index from facts to what depends on them, so that a signal costs what it matches. */
import { actionOf } from './actions';
import { runChecklist } from './checklists';
import { runtimeOf, type Condition } from './conditions';
import { kindOf, type Content } from './content';
import { factOf } from './counters';
import { hash, inWords } from './hash';
import { runFlow } from './flow';
import { runMilestone } from './milestones';
import { runSegments } from './segments';
import type { Config, Kinds, Program, Run, Segment } from './types';

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
      if (typeof item?.id !== 'string' || item.id in {} || items.has(item.id)) problems.push(`${name}: an item has no usable id, or one that is taken (${inWords(item?.id)})`);
      else items.set(item.id, item);
    }
    return items;
  };
  const version: unknown = config?.version;
  const program: Program = {
    config: config ?? {}, kinds, faces, version: typeof version === 'string' && version ? version : hash(inWords(config)).toString(36), problems,
    watchers: [], watcherOf: new Map(), index: new Map(), watches: new Map(), pages: [], idles: new Set(), rollups: new Map(), memo: new Map(),
    milestones: section('milestones'), segments: section('segments'), contents: section('content'), flows: section('flows'), checklists: section('checklists'),
  };

  const collect = (condition: Condition, keys: Set<string>): void => {
    const kind = runtimeOf(condition, program);
    if (!kind) problems.push(`unknown condition: ${inWords(condition).slice(0, 80)}`);
    kind?.prepare?.(condition, program);
    for (const key of kind?.keys(condition, program) ?? []) keys.add(key);
    for (const part of kind?.parts?.(condition) ?? []) collect(part, keys);
  };
  /** Calls `run` whenever one of the facts changed that the conditions, or the other keys, depend on. */
  const watch = <T>(id: string, of: T, run: (of: T, id: string, run: Run) => void, plan: () => [conditions: readonly (Condition | undefined)[], keys?: readonly string[]]): void => {
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

  for (const list of program.checklists.values()) watch(`k:${list.id}`, list, runChecklist, () => [list.items.map((item) => item.done)]);
  for (const m of program.milestones.values()) {
    watch(`m:${m.id}`, m, runMilestone, () => [[m.when], (m.requires ?? []).map((id) => `m:${id}`)]);
  }
  for (const group of groups(program.segments)) {
    watch(`s:${group[0]?.id}`, group, runSegments, () => [group.flatMap((s) => [s.when, s.leave])]);
  }
  for (const flow of program.flows.values()) {
    watch(`f:${flow.id}`, flow, runFlow, () => {
      const steps = flow.steps.map((step) => [step, actionOf(step, program)] as const);
      return [[flow.start, flow.goal, flow.exit, ...steps.flatMap(([step, kind]) => kind?.conditions?.(step) ?? [])], [`f:${flow.id}`, ...steps.flatMap(([step, kind]) => kind?.keys?.(step) ?? [])]];
    });
  }
  for (const content of program.contents.values()) {
    // A server shows nothing, but counts what the browser will ask about.
    watch(`c:${content.id}`, content, judge, () => [
      [content.when, content.audience, content.hide, ...(kindOf(content)?.conditions?.(content) ?? [])],
      [`c:${content.id}`, 'page', 'quiet', 'open', 'env', 'user', 'session', ...(content.goal ? [`m:${content.goal}`] : []), ...(program.config.tiers ? ['atrait:tier'] : [])],
    ]);
  }
  // Without the room to grow that arrays have: there are thousands, and a signal has to find its own among them.
  for (const fact of program.index.values()) Object.assign(fact, { counters: [...fact.counters], watchers: [...fact.watchers] });
  return program;
}

const judge = (content: Content, _: string, run: Run): void => void (run.program.faces && run.judge(content));

function groups(segments: ReadonlyMap<string, Segment>): Segment[][] {
  const named = new Map<string, Segment[]>();
  const all: Segment[][] = [];
  for (const segment of segments.values()) {
    const group = segment.group === undefined ? undefined : named.get(segment.group);
    if (group) group.push(segment);
    else {
      const fresh = [segment];
      all.push(fresh);
      if (segment.group !== undefined) named.set(segment.group, fresh);
    }
  }
  return all;
}
