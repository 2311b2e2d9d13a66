/**
 * What may happen. One file per kind under signals/; this registry lists them, and parts/ say with what each is loaded.
 *
 * absorb() changes the state and touches the keys of the facts that changed. The keys are the whole vocabulary of the index:
 * "e:<event>" "login" "session" "page" "tab" "trait:<name>" "atrait:<name>" "user" "m:<milestone>" "s:<segment>" "k:<checklist>"
 * "c:<content>" "f:<flow>" "v:<video>" "mail:<mail>" "a:<survey>" "d:<watch>" "p:<first piece of the path>" "activity" "rollup" "quiet" "open" "env".
 */
import { z } from 'zod';
import { isRecord } from './record';
import type { Effect, Instant, Kinds, Program } from './types';
import type { State } from './state';
import { answerSchema, type AnswerSignal } from './signals/answer';
import { contentSignalSchema, type ContentSignal } from './signals/content';
import { domSchema, type DomSignal } from './signals/dom';
import { envSchema, type EnvSignal } from './signals/env';
import { eventSignalSchema, type EventSignal } from './signals/event';
import { groupSchema, type GroupSignal } from './signals/group';
import { identifySchema, type IdentifySignal } from './signals/identify';
import { mailSignalSchema, type MailSignal } from './signals/mail';
import { pageSignalSchema, type PageSignal } from './signals/page';
import { quietSchema, type QuietSignal } from './signals/quiet';
import { reachedSchema, type ReachedSignal } from './signals/reached';
import { rollupSchema, type RollupSignal } from './signals/rollup';
import { tabSchema, type TabSignal } from './signals/tab';
import { taskSignalSchema, type TaskSignal } from './signals/task';
import { tickSchema, type TickSignal } from './signals/tick';
import { videoSignalSchema, type VideoSignal } from './signals/video';

/** On every signal. `seq` counts up within `tab`, so that a signal that comes twice is absorbed once. */
export interface SignalBase {
  id: string;
  at: Instant;
  tab?: string | undefined;
  seq?: number | undefined;
  /** The browser's session id, for evaluators that do not hear of every activity. */
  sid?: string | undefined;
  /** Number, among the events of its tab, of the event that tells it to the endpoint. */
  wire?: number | undefined;
}

export type Signal = SignalBase &
  (
    | AnswerSignal
    | ContentSignal
    | DomSignal
    | EnvSignal
    | EventSignal
    | GroupSignal
    | IdentifySignal
    | MailSignal
    | PageSignal
    | QuietSignal
    | ReachedSignal
    | RollupSignal
    | TabSignal
    | TaskSignal
    | TickSignal
    | VideoSignal
  );
export type SignalKind = Signal['kind'];
/** A signal before the host has stamped it with id, instant, tab and number. */
export type SignalInput = Signal extends infer S ? (S extends Signal ? Omit<S, keyof SignalBase> : never) : never;

export type Touch = (key: string) => void;
export interface SignalRuntime<S> {
  absorb(state: State, signal: SignalBase & S, touch: Touch, program: Program, emit: (effect: Effect) => void): void;
  /** Fields without which it says nothing. */
  needs?: readonly (keyof S & string)[];
  /** A person did this (it keeps the session alive); ticks, mails, server facts and what our own faces report are not. */
  activity?: boolean | ((signal: S) => boolean);
}

/** Fields by type; those of the first row name records of the state, where names that every object has must not get in. */
const FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    name: 'tab content mail video milestone task survey',
    string: 'kind id user account phase step reason question key path query hash title lang session sid',
    number: 'at seq until from to duration wall visible pos n',
    object: 'props traits facts consent changed counts',
  }).flatMap(([type, names]) => names.split(' ').map((name) => [name, type] as const)),
);

/**
 * The runtime of a signal from outside; "unknown" for a kind that the program does not know; "malformed" when a field has the wrong
 * type or one is missing without which the signal says nothing.
 */
export function runtimeOf(signal: Signal, known: Kinds['signals']): SignalRuntime<Signal> | 'unknown' | 'malformed' {
  const fields: unknown = signal;
  if (!isRecord(fields) || typeof fields.kind !== 'string' || typeof fields.id !== 'string' || !Number.isFinite(fields.at))
    return 'malformed';
  const runtime = Object.hasOwn(known, fields.kind) ? (known[fields.kind] as SignalRuntime<Signal>) : undefined;
  if (!runtime) return 'unknown';
  for (const field of Object.keys(fields)) {
    const type = FIELDS.get(field);
    const value = fields[field];
    if (!type || value === undefined) continue;
    const fits =
      type === 'name'
        ? typeof value === 'string' && !(value in {})
        : type === 'object'
          ? isRecord(value)
          : typeof value === type && !Number.isNaN(value);
    if (!fits) return 'malformed';
  }
  return runtime.needs?.some((need) => fields[need] === undefined) ? 'malformed' : runtime;
}

const baseSchema = () => ({
  id: z.string().min(1).max(100),
  at: z.number().finite(),
  tab: z.string().max(64).optional(),
  seq: z.number().int().nonnegative().optional(),
  sid: z.string().max(100).optional(),
});
/** Validates one signal, for replay files and the collector. */
export const signalSchema = () =>
  z.discriminatedUnion('kind', [
    answerSchema().extend(baseSchema()),
    contentSignalSchema().extend(baseSchema()),
    domSchema().extend(baseSchema()),
    envSchema().extend(baseSchema()),
    eventSignalSchema().extend(baseSchema()),
    groupSchema().extend(baseSchema()),
    identifySchema().extend(baseSchema()),
    mailSignalSchema().extend(baseSchema()),
    pageSignalSchema().extend(baseSchema()),
    quietSchema().extend(baseSchema()),
    reachedSchema().extend(baseSchema()),
    rollupSchema().extend(baseSchema()),
    tabSchema().extend(baseSchema()),
    taskSignalSchema().extend(baseSchema()),
    tickSchema().extend(baseSchema()),
    videoSignalSchema().extend(baseSchema()),
  ]);
