/**
 * The words of the engine. Everything here is plain JSON, so it can be stored, sent, replayed and diffed.
 * Instants are milliseconds since 1970-01-01T00:00Z (UTC); durations in the configuration are strings such as "30s".
 */
import type { ActionKind } from './actions';
import type { Condition } from './conditions';
import type { Content, ContentKind } from './content';
import type { Flow } from './flow';
import type { Gate } from './gates';
import type { Video } from './sections/video';
import type { SignalRuntime } from './signals';
import type { State } from './state';

/** Milliseconds since the epoch, UTC. */
export type Instant = number;
/** "250ms", "30s", "5m", "2h", "3d", "1w"; in flows also "3bd": business days in the account's time zone. */
export type Duration = string;
/** One string for every language, or one per BCP 47 tag: `{ "en": "Save", "ja": "保存" }`. In content and mails `{{trait.name|there}}` and the like are filled: texts/slot.ts. */
export type Text = string | Record<string, string>;
export type Scalar = string | number | boolean | null;
export type Properties = Record<string, unknown>;

/**
 * The answer of a condition or gate.
 * `is`: true, false, or null when the facts to decide are missing (unknown is not false).
 * `until`: earliest instant at which `is` may change without a new signal; Infinity when only a signal can change it.
 */
export interface Verdict {
  is: boolean | null;
  until: Instant;
  /** Reason code, for instance "event.count"; the texts live in the explain tables. */
  code: string;
  have?: unknown;
  need?: unknown;
  /** The condition that was asked, where it has no parts. */
  of?: Condition;
  parts?: Verdict[];
}

/** What a condition may look at. `since` is the instant at which the current flow step was entered. */
export interface World {
  readonly program: Program;
  readonly state: State;
  readonly now: Instant;
  readonly since?: Instant | undefined;
  /** The tab in which something would be shown; without it any tab counts. */
  readonly tab?: string | undefined;
  check(condition: Condition): Verdict;
}

/** The runtime half of a condition kind; the schema half is exported beside it under its own name. */
export interface ConditionKind<C> {
  /** Fact keys (see signals.ts) whose change may change the verdict. */
  keys(condition: C, program: Program): readonly string[];
  /** Declares what has to be remembered or watched for this condition; called once by compile. */
  prepare?(condition: C, program: Program): void;
  check(condition: C, world: World): Verdict;
  /** Conditions inside this one, for kinds that contain others. */
  parts?(condition: C): readonly Condition[];
}

/** Counts what matches: the last `keep` instants and a total. Shared by all conditions that ask the same thing. */
export interface Counter {
  key: string;
  keep: number;
  match(properties: Properties): boolean;
  /** Does something else than counting: sequences. */
  hit?(state: State, properties: Properties): void;
}

/** Visits and cumulative time of pages that match. */
export interface PageCounter {
  key: string;
  keep: number;
  match(path: string): boolean;
  /** Adds up attended milliseconds under this key when a page is left. */
  time?: boolean;
  idle?: number;
}

/** A count over everybody of the account, which only a collector can give (signal "rollup"). */
export interface Rollup {
  key: string;
  event: string;
  keep: number;
  match(properties: Properties): boolean;
}

/**
 * What a program can do: the runtimes by name. A browser leaves out what its configuration does not use: `core` (parts/core.ts) is what
 * every page has, and joinKinds() adds the parts that the configuration names.
 */
export interface Kinds {
  conditions: Readonly<Record<string, ConditionKind<never>>>;
  signals: Readonly<Record<string, SignalRuntime<never>>>;
  actions: Readonly<Record<string, ActionKind<never>>>;
  contents: Readonly<Record<string, ContentKind<never>>>;
  /** By section of the configuration, in the order in which its rules are evaluated. */
  sections: Readonly<Record<string, Section>>;
  /** In the documented order. */
  gates: Readonly<Record<string, GateCheck>>;
  operators: Readonly<Record<string, Operator>>;
  /** What a person's activity counts for, before the signal is absorbed and after it. */
  activity: {
    before(state: State, program: Program, touch: (key: string) => void, sessionId?: string): void;
    after(state: State, touch: (key: string) => void): void;
  };
  /** Lets go what another configuration does not know, at the first signal under it. */
  adopt(run: Run): void;
  server?: ServerRules;
  /** Where the configuration's texts have placeholders. */
  texts?: { fill(text: string, lang: string, facts: Pick<State, 'traits' | 'account'>): string };
}
/** What a server does besides: it is asked only where nothing is shown (`faces: false`). */
export interface ServerRules {
  /** Whether this activity begins a session. `pause`: there was a pause, or the session has lasted too long. */
  session(state: State, pause: boolean, id: string | undefined): boolean;
  /** A browser held content back. */
  suppressed(state: State, content: string, reason: string | undefined, program: Program, emit: (effect: Effect) => void): void;
}
/** Some of it, loaded together. */
export type Part = { readonly [K in keyof Kinds]?: Kinds[K] };

/** Registers the rules of a section. */
export type Section = (program: Program, watch: WatchRule) => void;
/** Calls `run` whenever one of the facts changed that the conditions, or the other keys, depend on. */
export type WatchRule = <T>(
  id: string,
  of: T,
  run: (of: T, id: string, run: Run) => void,
  plan: () => [conditions: readonly (Condition | undefined)[], keys?: readonly string[]],
) => void;
export type GateCheck = (content: Content, world: World) => Verdict;
/** Compares what is known with what is wanted; null: that cannot be compared. With an instant: when the answer may change by itself. */
export type Operator = (have: unknown, want: never, now: Instant) => boolean | null | [is: boolean | null, until: Instant];

/** One re-evaluation. Its id ("m:…", "s:…", "k:…", "f:…", "c:…") is also its key in State.due. */
export interface Watcher {
  id: string;
  /** The rule. */
  of: unknown;
  run(of: unknown, id: string, run: Run): void;
}

/** What hangs on a fact: what counts it, and the positions in `Program.watchers` of what looks at it, ascending. */
export interface Fact {
  counters: Counter[];
  watchers: number[];
}

/** One step in progress. */
export interface Run {
  readonly program: Program;
  readonly state: State;
  /** Tab that the signal came from. */
  readonly tab: string | undefined;
  /** Id of the signal, or "@<instant>" when it was time alone: the evidence. */
  readonly signal: string;
  touch(key: string): void;
  /** Does this and goes on when it breaks; the error is reported with the result. */
  attempt(work: () => void): void;
  /** Looks at the gates of this content at the end of the step, when a tab is awake to show it. */
  judge(content: Content): void;
  emit(effect: Effect): void;
  /** Sets or clears the instant at which the watcher must be looked at again. */
  due(watcher: string, until: Instant): void;
  world(since?: Instant, tab?: string): World;
}

/** Something on the page that a tracker has to watch because a condition asks for it. */
export interface Watch {
  key: string;
  tracker: string;
  spec: unknown;
}

export interface Milestone {
  id: string;
  label?: Text;
  when: Condition;
  /** Counts every time `when` becomes true again, instead of only the first. Conditions with `since: "step"` look back to the last time. */
  repeat?: boolean;
  /** Milestones that must be reached before this one can be. */
  requires?: string[];
  /** Part of onboarding: its share is the onboarding progress. */
  required?: boolean;
  weight?: number;
  /** Time after the first login within which this is on track. */
  target?: Duration;
  /** Time after the first login after which the person is stuck. */
  max?: Duration;
  /** The milestone that stands for value (time-to-value is measured to it). */
  value?: boolean;
}

export interface Segment {
  id: string;
  label?: Text;
  when: Condition;
  /** Leaves when this holds; default: when `when` no longer holds. */
  leave?: Condition;
  /** Shortest stay, against flapping. */
  minStay?: Duration;
  /** Of the segments of one group a person is in one at most: the first in order that holds. */
  group?: string;
}

export interface ChecklistItem {
  id: string;
  label?: Text;
  done: Condition;
  required?: boolean;
  weight?: number;
  /** May become undone again. */
  revocable?: boolean;
  /** Content to start, or path to open, when the person picks the item. */
  start?: string;
  href?: string;
}

export interface Checklist {
  id: string;
  label?: Text;
  items: ChecklistItem[];
}

/** What the engine asks its host to do. `id` is stable: replaying the same signals gives the same ids. */
export type Effect =
  | { id: string; at: Instant; kind: 'track'; event: string; properties: Properties }
  | { id: string; at: Instant; kind: 'show'; tab: string; content: string; step?: string; resume?: boolean; by: string }
  | { id: string; at: Instant; kind: 'hide'; content: string; reason: string }
  | { id: string; at: Instant; kind: 'email'; mail: string; flow: string; step: string }
  /** `title` only where no flow step says it: a task instead of something that the tier does not get. Then `flow` is "" and `step` the content. */
  | { id: string; at: Instant; kind: 'task'; flow: string; step: string; due?: Instant; title?: Text }
  | { id: string; at: Instant; kind: 'closeTask'; task: string; reason: string }
  | { id: string; at: Instant; kind: 'webhook'; flow: string; step: string };
export type EffectKind = Effect['kind'];

export interface StepResult {
  state: State;
  effects: Effect[];
  /** Next instant at which something may change by itself; Infinity when nothing waits. */
  wakeAt: Instant;
  /** Why the signal changed nothing: it came twice, it is of a kind that this version does not know, or it is not well formed. */
  refused?: 'repeated' | 'unknown' | 'malformed';
  /** What broke inside, for the host to report. The rest went on. */
  errors?: unknown[];
}

/** A compiled configuration: what to re-evaluate when a fact changes. Never mutated after compile. */
export interface Program {
  readonly config: Config;
  readonly kinds: Kinds;
  readonly gates: readonly Gate[];
  readonly version: string;
  /** What is re-evaluated, in order: checklists, milestones, segments, flows, content. */
  readonly watchers: Watcher[];
  readonly watcherOf: Map<string, number>;
  /** By fact key. */
  readonly index: Map<string, Fact>;
  readonly watches: Map<string, Watch>;
  /** Page conditions that count visits or add up time. */
  readonly pages: PageCounter[];
  /** Idle limits (ms) other than the default that attended time is kept for. */
  readonly idles: Set<number>;
  readonly rollups: Map<string, Rollup>;
  /** Parts of the configuration that could not be understood and were left out: "milestone first-login: …". */
  readonly problems: string[];
  /** Things derived from a condition once (matchers, parsed durations). */
  readonly memo: Map<object, unknown>;
  readonly milestones: Map<string, Milestone>;
  readonly segments: Map<string, Segment>;
  readonly contents: Map<string, Content>;
  readonly flows: Map<string, Flow>;
  readonly checklists: Map<string, Checklist>;
  /** False on a server: content is never chosen for display there. */
  readonly faces: boolean;
  /** Only on a server. */
  readonly server: ServerRules | undefined;
}

/** The parts of a configuration that the engine reads. The whole format, with validation, is `@shirube/engine/schema`. */
export interface Config {
  $schema?: string;
  shirube: 1;
  /** Shown in every event's context; default: a hash of the configuration. */
  version?: string;
  languages?: string[];
  defaultLanguage?: string;
  timeZone?: string;
  /** Dates ("2026-05-04") that are no business days, in everybody's own time zone. */
  calendar?: { holidays?: string[] };
  /** Traits that the vendor's app sends, with their types; traits that are not declared never leave the page. */
  traits?: Record<string, 'string' | 'number' | 'boolean' | 'datetime'>;
  accountTraits?: Record<string, 'string' | 'number' | 'boolean' | 'datetime'>;
  /** Events that the vendor's app tracks, for typed `track()` and for lint. */
  events?: Record<string, { description?: Text; properties?: Record<string, 'string' | 'number' | 'boolean'> }>;
  session?: { gap?: Duration; max?: Duration };
  /**
   * People who are no newcomers although their first signal arrives after the installation: the trait (default "created_at") is a
   * date before `firstSeenBefore`, or a number of logins of at least `logins`. How often they logged in is then unknown, so that
   * nothing made for a first or second login reaches them.
   */
  assumeExisting?: { firstSeenBefore?: string; trait?: string; logins?: number };
  caps?: { perSession?: number; perDay?: number; gap?: Duration; gapPages?: number };
  /** Default share (0..1) of people who do not see content that names a goal. */
  holdout?: number;
  /** What is not done for whom, by the account's `tier` trait. */
  tiers?: Record<string, { suppress: string[]; /** A person of the team is asked to act instead. */ task?: Text }>;
  milestones?: Milestone[];
  segments?: Segment[];
  checklists?: Checklist[];
  content?: Content[];
  flows?: Flow[];
  videos?: Video[];
  mails?: Mail[];
  [section: string]: unknown;
}

export type { Video };

export interface Mail {
  id: string;
  subject: Text;
  /** Safe markdown subset; becomes plain text and HTML. */
  body: Text;
  [more: string]: unknown;
}
