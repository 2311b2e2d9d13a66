/** From configuration to program: an index from facts to what depends on them, so that a signal costs what it matches. */
import { actionOf } from './actions';
import { runChecklist } from './checklists';
import { runtimeOf, type Condition } from './conditions';
import { kindOf, type Content } from './content';
import { hash } from './hash';
import { runFlow } from './flow';
import { runMilestone } from './milestones';
import { runSegments } from './segments';
import type { Config, Program, Run, Segment, Watcher } from './types';

export interface CompileOptions {
  /** False on a server, where nothing is shown. Default true. */
  faces?: boolean;
}

const byId = <T extends { id: string }>(list: readonly T[] | undefined): Map<string, T> => new Map((list ?? []).map((item) => [item.id, item]));

export function compile(config: Config, { faces = true }: CompileOptions = {}): Program {
  const program: Program = {
    config, faces, version: config.version ?? hash(JSON.stringify(config)).toString(36),
    watchers: [], watcherOf: new Map(), index: new Map(), counters: new Map(), watches: new Map(), pages: [], memo: new Map(),
    milestones: byId(config.milestones), segments: byId(config.segments), contents: byId(config.content), flows: byId(config.flows), checklists: byId(config.checklists),
  };

  const watch = (id: string, conditions: readonly (Condition | undefined)[], extra: readonly string[], run: Watcher['run']) => {
    const position = program.watchers.push({ id, run }) - 1;
    program.watcherOf.set(id, position);
    const keys = new Set(extra);
    for (const condition of conditions) if (condition) collect(condition, keys);
    for (const key of keys) {
      const list = program.index.get(key);
      if (list) list.push(position);
      else program.index.set(key, [position]);
    }
  };
  const collect = (condition: Condition, keys: Set<string>) => {
    const kind = runtimeOf(condition);
    kind?.prepare?.(condition, program);
    for (const key of kind?.keys(condition, program) ?? []) keys.add(key);
    for (const part of kind?.parts?.(condition) ?? []) collect(part, keys);
  };

  for (const list of program.checklists.values()) watch(`k:${list.id}`, list.items.map((item) => item.done), [], (run) => runChecklist(list, run));
  for (const m of program.milestones.values()) watch(`m:${m.id}`, [m.when], (m.requires ?? []).map((id) => `m:${id}`), (run) => runMilestone(m, run, run.signal));
  for (const group of groups(program.segments)) {
    const key = `s:${group[0]?.id}`;
    watch(key, group.flatMap((s) => [s.when, s.leave]), [], (run) => runSegments(group, key, run));
  }
  for (const flow of program.flows.values()) {
    const conditions = flow.steps.flatMap((step) => actionOf(step)?.conditions?.(step) ?? []);
    const keys = flow.steps.flatMap((step) => actionOf(step)?.keys?.(step) ?? []);
    watch(`f:${flow.id}`, [flow.start, flow.goal, flow.exit, ...conditions], [`f:${flow.id}`, ...keys], (run) => runFlow(flow, run));
  }
  for (const content of program.contents.values()) {
    const inner: readonly Condition[] = kindOf(content)?.conditions?.(content) ?? [];
    watch(`c:${content.id}`, [content.when, content.audience, content.hide, ...inner], contentKeys(content), (run: Run) => run.judge(content));
  }
  return program;
}

/** Facts that the gates look at, whatever the content asks for. */
const contentKeys = (content: Content): string[] => [`c:${content.id}`, 'page', 'quiet', 'open', 'env', 'user', 'session', ...(content.goal ? [`m:${content.goal}`] : [])];

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
