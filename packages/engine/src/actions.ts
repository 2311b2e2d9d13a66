/** The kinds of flow steps. Adding one: a file under actions/, two lines here, and its runtime in parts/flows.ts. */
import { z } from 'zod';
import { branchSchema, type Branch } from './actions/branch';
import { emailSchema, type Email } from './actions/email';
import { exitSchema, type Exit } from './actions/exit';
import { goalSchema, type Goal } from './actions/goal';
import { holdoutSchema, type Holdout } from './actions/holdout';
import { segmentStepSchema, type SegmentStep } from './actions/segment';
import { showSchema, type Show } from './actions/show';
import { taskSchema, type Task } from './actions/task';
import { waitSchema, type Wait } from './actions/wait';
import { waitUntilSchema, type WaitUntil } from './actions/wait-until';
import { webhookSchema, type Webhook } from './actions/webhook';
import type { Condition } from './conditions';
import type { Flow } from './flow';
import type { FlowRun } from './state';
import type { Instant, Program, Run, World } from './types';

export type FlowStep = Branch | Email | Exit | Goal | Holdout | SegmentStep | Show | Task | Wait | WaitUntil | Webhook;

/** What a step sees: where the person stands, and the means to act. */
export interface StepContext {
  flow: Flow;
  at: FlowRun;
  run: Run;
  world: World;
  timeZone: string;
  /** Dates that are no business days. */
  holidays: readonly string[] | undefined;
  /** Stable id of this step of this entry: the key for exactly once. */
  key: string;
}
/** Where to go: a step id, "" for the next step, "exit" to end, or null to stay until `until` or a signal. */
export interface Plan {
  to: string | null;
  until?: Instant;
  reason?: string;
}

export interface ActionKind<S> {
  plan(step: S, context: StepContext): Plan;
  conditions?(step: S): readonly Condition[];
  /** Step ids that it can go to, besides the next. */
  targets?(step: S): readonly string[];
  /** Fact keys besides those of its conditions. */
  keys?(step: S): readonly string[];
}

/** The runtime of a step; undefined for a kind that the program does not know. */
export const actionOf = (step: FlowStep, { kinds }: Pick<Program, 'kinds'>): ActionKind<FlowStep> | undefined =>
  Object.hasOwn(kinds.actions, step.do) ? (kinds.actions[step.do] as ActionKind<FlowStep>) : undefined;

export const flowStepSchema = (): z.ZodType<FlowStep> =>
  z.discriminatedUnion('do', [
    branchSchema(),
    emailSchema(),
    exitSchema(),
    goalSchema(),
    holdoutSchema(),
    segmentStepSchema(),
    showSchema(),
    taskSchema(),
    waitSchema(),
    waitUntilSchema(),
    webhookSchema(),
  ]) as unknown as z.ZodType<FlowStep>;
