/** Success flows: one person, one step at a time; waits are instants, so they survive every restart. */
import { z } from 'zod';
import { actionOf, flowStepSchema, type FlowStep } from './actions';
import { conditionSchema, type Condition } from './conditions';
import { ms } from './duration';
import { duration, id, text } from './shape';
import type { FlowRun } from './state';
import type { Run, Text } from './types';

export interface Flow {
  id: string;
  label?: Text;
  start: Condition;
  steps: FlowStep[];
  /** Leaves as soon as this holds. */
  exit?: Condition;
  /** Leaves as a success as soon as this holds. */
  goal?: Condition;
  /** May enter again this long after the end; default: one entry. */
  reentry?: { after: string };
}
export const flowSchema = () => z.strictObject({
  id: id(), label: text().optional(), start: conditionSchema(), steps: z.array(flowStepSchema()).min(1), exit: conditionSchema().optional(), goal: conditionSchema().optional(),
  reentry: z.strictObject({ after: duration() }).optional(),
}).meta({ title: 'Success flow', description: 'From a start condition through steps: wait, branch, show, e-mail, task.' });

const MOST_STEPS = 100;

/** Advances one person in one flow as far as it goes now. */
export function runFlow(flow: Flow, run: Run): void {
  const { state } = run;
  const key = `f:${flow.id}`;
  let until = closeTasks(flow, run);
  const over = state.fl[flow.id];
  if (!over?.s) until = Math.min(until, enter(flow, run, over));
  const at = state.fl[flow.id];
  for (let i = 0; at?.s && i < MOST_STEPS; i++) {
    const ends = leaving(flow, run, at);
    until = Math.min(until, ends);
    if (!at.s) break;
    const step = flow.steps.find((s) => s.id === at.s) ?? survivor(flow, at);
    if (!step) {
      end(flow, run, at, 'config_removed');
      break;
    }
    const n = `${key}:${at.n}:${step.id}`;
    const world = run.world(at.at);
    const plan = actionOf(step)?.plan(step, { flow, at, run, world, timeZone: zone(run), key: n }) ?? { to: '' };
    if (plan.to === null) {
      until = Math.min(until, plan.until ?? Infinity);
      break;
    }
    const to = plan.to || step.next || flow.steps[flow.steps.indexOf(step) + 1]?.id;
    if (!to || to === 'exit') end(flow, run, at, plan.reason ?? 'completed');
    else stand(at, to, run);
  }
  // A task that was just made may be closed by what already holds.
  run.due(key, Math.min(until, closeTasks(flow, run)));
}

const zone = ({ state, program }: Run): string => String(state.account.timezone ?? program.config.timeZone ?? 'Asia/Tokyo');

function stand(at: FlowRun, step: string, run: Run): void {
  at.s = step;
  at.at = run.state.now;
  at.cfg = run.program.version;
  (at.path ??= {})[step] = run.state.now;
}

function enter(flow: Flow, run: Run, over: FlowRun | undefined): number {
  const { now } = run.state;
  const again = over?.endAt !== undefined && flow.reentry ? over.endAt + ms(flow.reentry.after) : Infinity;
  if (over && now < again) return again;
  const verdict = run.world().check(flow.start);
  const first = flow.steps[0];
  if (verdict.is && first) {
    const at: FlowRun = { n: (over?.n ?? 0) + 1, s: '', at: now, start: now, cfg: run.program.version };
    run.state.fl[flow.id] = at;
    stand(at, first.id, run);
    run.touch(`f:${flow.id}`);
    run.emit({ id: `f:${flow.id}:${at.n}:in`, at: now, kind: 'track', event: 'Flow Entered', properties: { flow: flow.id, n: at.n } });
  }
  return verdict.until;
}

/** Exit and goal are looked at before each step. */
function leaving(flow: Flow, run: Run, at: FlowRun): number {
  const world = run.world(at.start);
  let until = Infinity;
  for (const [condition, reason] of [[flow.goal, 'goal'], [flow.exit, 'exit']] as const) {
    if (!condition || !at.s) continue;
    const verdict = world.check(condition);
    if (verdict.is) end(flow, run, at, reason);
    else until = Math.min(until, verdict.until);
  }
  return until;
}

function end(flow: Flow, run: Run, at: FlowRun, reason: string): void {
  const { now } = run.state;
  const last = at.s;
  at.s = '';
  at.end = reason;
  at.endAt = now;
  run.touch(`f:${flow.id}`);
  run.emit({ id: `f:${flow.id}:${at.n}:out`, at: now, kind: 'track', event: 'Flow Completed', properties: { flow: flow.id, n: at.n, reason, step: last } });
}

/** The step was removed from the configuration: the next of the old path that still exists cannot be known, so the first not yet taken. */
function survivor(flow: Flow, at: FlowRun): FlowStep | undefined {
  const step = flow.steps.find((s) => !at.path?.[s.id]);
  if (step) at.s = step.id;
  return step;
}

function closeTasks(flow: Flow, run: Run): number {
  let until = Infinity;
  for (const [key, task] of Object.entries(run.state.tasks)) {
    if (task.f !== flow.id) continue;
    const step = flow.steps.find((s) => s.id === task.s);
    const when = step && actionOf(step)?.conditions?.(step)[0];
    const verdict = when && run.world(task.at).check(when);
    if (step && !verdict?.is) {
      until = Math.min(until, verdict?.until ?? Infinity);
      continue;
    }
    delete run.state.tasks[key];
    run.emit({ id: `${key}:closed`, at: run.state.now, kind: 'closeTask', task: key, reason: step ? 'reason_gone' : 'config_removed' });
  }
  return until;
}
