/** Success flows: one person, one step at a time; waits are instants, so they survive every restart. */
import { z } from 'zod';
import { actionOf, flowStepSchema, type FlowStep } from './actions';
import { conditionSchema, type Condition } from './conditions';
import { ms } from './duration';
import { duration, id, text } from './shape';
import type { FlowRun } from './state';
import type { Run, Section, Text } from './types';
import { zoneOf } from './zone';

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
export const flowSchema = () =>
  z
    .strictObject({
      id: id(),
      label: text().optional(),
      start: conditionSchema().meta({ description: 'Who enters. People for whom the goal or exit already holds do not.' }),
      steps: z.array(flowStepSchema()).min(1).meta({ description: 'In order; a step may name another as its next.' }),
      exit: conditionSchema().optional().meta({ description: 'Leaves as soon as this holds; looked at before each step.' }),
      goal: conditionSchema().optional().meta({ description: 'Leaves as a success as soon as this holds; looked at before each step.' }),
      reentry: z
        .strictObject({ after: duration().meta({ description: 'Counted from the end of the last run.' }) })
        .optional()
        .meta({ description: 'May enter again; default: once per person.' }),
    })
    .meta({
      title: 'Success flow',
      description: 'From a start condition through steps: wait, branch, show, e-mail, task.',
      why: 'Joins milestones and segments to actions, so that nobody has to watch each customer.',
      examples: [
        {
          id: 'welcome',
          start: { kind: 'login' },
          steps: [
            { do: 'email', id: 'mail', mail: 'onboarding' },
            { do: 'wait', id: 'days', for: '3bd' },
          ],
        },
      ],
    });

const MOST_STEPS = 100;

export const flows: Section = (program, watch) => {
  for (const flow of program.flows.values()) {
    watch(`f:${flow.id}`, flow, runFlow, () => {
      const steps = flow.steps.map((step) => [step, actionOf(step, program)] as const);
      return [
        [flow.start, flow.goal, flow.exit, ...steps.flatMap(([step, kind]) => kind?.conditions?.(step) ?? [])],
        [`f:${flow.id}`, ...steps.flatMap(([step, kind]) => kind?.keys?.(step) ?? [])],
      ];
    });
  }
};

/** Advances one person in one flow as far as it goes now. */
function runFlow(flow: Flow, key: string, run: Run): void {
  const { state, program } = run;
  let until = Infinity;
  const over = state.fl[flow.id];
  if (!over?.s) until = enter(flow, run, over);
  const at = state.fl[flow.id];
  for (let i = 0; at?.s; i++) {
    until = Math.min(until, leaving(flow, run, at));
    if (!at.s) break;
    const step = flow.steps.find((s) => s.id === at.s) ?? survivor(flow, run, at);
    if (!step) {
      end(flow, run, at, 'config_removed');
      break;
    }
    // A circle without a wait: nobody is sent round it for ever.
    if (i >= MOST_STEPS) {
      end(flow, run, at, 'circle');
      break;
    }
    const again = at.again?.[step.id];
    const n = `${key}:${at.n}:${step.id}${again ? `:${again}` : ''}`;
    const world = run.world(at.at);
    const plan = actionOf(step, program)?.plan(step, {
      flow,
      at,
      run,
      world,
      timeZone: zoneOf(world),
      holidays: program.config.calendar?.holidays,
      key: n,
    }) ?? { to: '' };
    if (plan.to === null) {
      until = Math.min(until, plan.until ?? Infinity);
      break;
    }
    const to = plan.to || step.next || flow.steps[flow.steps.indexOf(step) + 1]?.id;
    if (!to || to === 'exit') end(flow, run, at, plan.reason ?? 'completed');
    else stand(at, to, run);
  }
  // Also a task that was just made may be closed by what already holds.
  run.due(key, Math.min(until, closeTasks(flow, run)));
}

function stand(at: FlowRun, step: string, run: Run): void {
  const path = (at.path ??= {});
  if (step in path) {
    const again = (at.again ??= {});
    again[step] = (again[step] ?? 1) + 1;
  }
  at.s = step;
  at.at = path[step] = run.state.now;
  at.cfg = run.program.version;
}

function enter(flow: Flow, run: Run, over: FlowRun | undefined): number {
  const { now } = run.state;
  const again = over ? (over.endAt ?? now) + (flow.reentry ? ms(flow.reentry.after) : Infinity) : now;
  if (now < again) return again;
  const world = run.world();
  // Whoever is already there is not sent.
  const [start, ...ends] = [flow.start, flow.goal, flow.exit]
    .flatMap((condition) => condition ?? [])
    .map((condition) => world.check(condition));
  const first = flow.steps[0];
  if (start?.is && first && !ends.some((end) => end.is)) {
    const at: FlowRun = { n: (over?.n ?? 0) + 1, s: '', at: now, start: now, cfg: run.program.version };
    run.state.fl[flow.id] = at;
    stand(at, first.id, run);
    tell(flow, run, at, 'in', 'Flow Entered', {});
  }
  return Math.min(start?.until ?? Infinity, ...ends.map((end) => end.until));
}

/** Exit and goal are looked at before each step. */
function leaving(flow: Flow, run: Run, at: FlowRun): number {
  const { want } = run.state;
  const world = run.world(at.start);
  let until = Infinity;
  for (const [condition, reason] of [
    [flow.goal, 'goal'],
    [flow.exit, 'exit'],
  ] as const) {
    if (!condition || !at.s) continue;
    const verdict = world.check(condition);
    until = Math.min(until, verdict.until);
    if (!verdict.is) continue;
    end(flow, run, at, reason);
    // What it still wanted to show is not needed any more.
    for (const [content, { by }] of Object.entries(want)) if (by === `flow:${flow.id}` && !run.state.open[content]) delete want[content];
  }
  return until;
}

function end(flow: Flow, run: Run, at: FlowRun, reason: string): void {
  const step = at.s;
  at.s = '';
  at.end = reason;
  at.endAt = run.state.now;
  tell(flow, run, at, 'out', 'Flow Completed', { reason, step });
}

function tell(flow: Flow, run: Run, at: FlowRun, what: string, event: string, more: Record<string, string>): void {
  run.touch(`f:${flow.id}`);
  run.emit({
    id: `f:${flow.id}:${at.n}:${what}`,
    at: run.state.now,
    kind: 'track',
    event,
    properties: { flow: flow.id, n: at.n, ...more },
  });
}

/** The step was removed from the configuration: on to the first one after the last surviving step that the person has taken. */
function survivor(flow: Flow, run: Run, at: FlowRun): FlowStep | undefined {
  const taken = flow.steps.map((s) => at.path?.[s.id] !== undefined);
  const to = flow.steps[taken.lastIndexOf(true) + 1];
  const from = at.s;
  if (!to) return undefined;
  stand(at, to.id, run);
  tell(flow, run, at, `moved:${from}`, 'Flow Moved', { from, to: to.id, reason: 'config_removed' });
  return to;
}

function closeTasks(flow: Flow, run: Run): number {
  const { state, program } = run;
  let until = Infinity;
  for (const [key, task] of Object.entries(state.tasks)) {
    if (task.f !== flow.id) continue;
    const step = flow.steps.find((s) => s.id === task.s);
    const when = step && actionOf(step, program)?.conditions?.(step)[0];
    const verdict = when && run.world(task.at).check(when);
    if (step && !verdict?.is) {
      until = Math.min(until, verdict?.until ?? Infinity);
      continue;
    }
    delete state.tasks[key];
    run.emit({ id: `${key}:closed`, at: state.now, kind: 'closeTask', task: key, reason: step ? 'reason_gone' : 'config_removed' });
  }
  return until;
}
