/**
 * What is remembered of one person. Plain JSON of bounded size: it depends on the configuration, not on the length of the visit.
 * The state belongs to whoever calls step(): step changes it in place and hands it back.
 */
import type { Instant, Properties, Scalar } from './types';

export interface Count {
  n: number;
  t: Instant[];
}
export interface TabState {
  path: string;
  query?: string;
  hash?: string;
  title?: string;
  /** Entered the page. */
  at: Instant;
  /** Visible since; 0 when hidden. */
  vis: Instant;
  /** Visible, attended milliseconds on this page before `vis`, with the default idle limit. */
  acc: number;
  /** The same for other idle limits that the configuration asks for, by limit in milliseconds. */
  accs?: Record<string, number>;
  /** What trackers said about this page, by watch key. */
  dom?: Record<string, unknown>;
  /** Last input. */
  act: Instant;
  /** Last signal from this tab; silent tabs are forgotten. */
  last: Instant;
  /** Quiet facts of this tab: typing, dirty, modal, media, print, dnd, offline. */
  quiet?: Record<string, Instant>;
}
/** `at`: first time; `last`: latest time of one that repeats; `by`: the signal that did it, or "@<instant>" when it was time alone. */
export interface Reached {
  at: Instant;
  n: number;
  by: string;
  cfg: string;
  is?: 0 | 1;
  last?: Instant;
}
export interface Membership {
  in: 0 | 1;
  at: Instant;
  n: number;
}
export interface ContentRecord {
  /** Times shown (painted and in the viewport for 1 s). */
  n: number;
  first?: Instant;
  last?: Instant;
  /** Session number of the last showing. */
  ses?: number;
  step?: string;
  completed?: Instant;
  dismissed?: Instant;
  clicked?: Instant;
  snoozed?: Instant;
  never?: 1;
  reason?: string;
  helped?: 0 | 1;
  /** It could not be shown (target missing); not tried again on the same page visit. */
  failed?: Instant;
  /** Taken off the screen, for whatever reason; does not come back by itself on the same page visit. */
  ended?: Instant;
  /** The gate that held it back last, so that one suppression is reported once. */
  gate?: string;
}
export interface OpenContent {
  at: Instant;
  tab: string;
  step?: string;
  by: string;
  shown?: 1;
  hidden?: 1;
}
export interface FlowRun {
  /** Times entered. */
  n: number;
  /** Current step id; empty when the run has ended. */
  s: string;
  /** Entered the current step. */
  at: Instant;
  start: Instant;
  end?: string;
  endAt?: Instant;
  cfg: string;
  /** Instants of steps taken, by step id (last run). */
  path?: Record<string, Instant>;
  /** How often, for steps that were taken more than once in this run. */
  again?: Record<string, number>;
}
export interface VideoState {
  /** Duration in seconds, when known. */
  d?: number;
  /** Union of watched pieces in media seconds. */
  u: [number, number][];
  /** Resume position in seconds. */
  pos?: number;
  /** Media seconds played, and wall and visible milliseconds while playing. */
  m?: number;
  w?: number;
  wv?: number;
  started?: Instant;
  completed?: Instant;
  /** Highest quarter that was reported: 0, 25, 50, 75. */
  q?: number;
  /** Played and not yet on the wire: pieces in order of time, and the wall and visible milliseconds of them. */
  out?: [number, number][];
  ow?: number;
  ov?: number;
  /** In order of time, re-watching included; only where learning records are kept. */
  log?: [number, number][];
  /** How far the figures can be trusted, and the viewing session. */
  conf?: 'exact' | 'sampled' | 'none';
  ses?: string;
}
export interface MailState {
  requested?: Instant;
  sent?: Instant;
  delivered?: Instant;
  opened?: Instant;
  clicked?: Instant;
  bounced?: Instant;
}

export interface State {
  v: 1;
  now: Instant;
  /** Configuration version that last evaluated this state. */
  cfg: string;
  user: { id?: string; anon?: string; account?: string; first?: Instant; existing?: 1 };
  traits: Record<string, Scalar>;
  account: Record<string, Scalar>;
  login: { n: number; t: Instant[]; explicit?: 1; ses?: number };
  /** `ids`: the latest session ids that a browser has told this evaluator; `paused`: there was a pause, and no new id since. */
  session: { n: number; start: Instant; last: Instant; views: number; ids?: string[]; paused?: 1 };
  ev: Record<string, Count>;
  tabs: Record<string, TabState>;
  ms: Record<string, Reached>;
  seg: Record<string, Membership>;
  ck: Record<string, Record<string, Instant>>;
  ct: Record<string, ContentRecord>;
  open: Record<string, OpenContent>;
  want: Record<string, { at: Instant; by: string }>;
  fl: Record<string, FlowRun>;
  tasks: Record<string, { f: string; s: string; at: Instant }>;
  vid: Record<string, VideoState>;
  mail: Record<string, MailState>;
  ans: Record<string, { v: unknown; at: Instant }>;
  /** Facts from trackers, by watch key: element, scroll, form … */
  dom: Record<string, { v: unknown; at: Instant; n?: number }>;
  env: { lang?: string; device?: string; consent?: Record<string, string> };
  /** Interruptions: instants of the last showings, and page views since the last one. */
  caps: { t: Instant[]; views: number };
  /** Highest sequence number absorbed, by source (tab). */
  seen: Record<string, number>;
  /** Numbers below the highest that have not come yet ("<seq> <tab>"), the latest ones: a retry may be overtaken. */
  missed: string[];
  /** When a watcher has to be looked at again. */
  due: Record<string, Instant>;
  /** The least of `due`, when it is known. */
  wake?: Instant;
}

/**
 * A record by name. Without a prototype, so that "constructor" is a name like any other; and engines keep it as a table from the first
 * entry on, in which one of ten thousand names is found, or not found, as fast as one of ten.
 */
const records = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

export const initialState = (): State => ({
  v: 1,
  now: 0,
  cfg: '',
  user: {},
  traits: records(),
  account: records(),
  login: { n: 0, t: [] },
  session: { n: 0, start: 0, last: 0, views: 0 },
  ev: records(),
  tabs: records(),
  ms: records(),
  seg: records(),
  ck: records(),
  ct: records(),
  open: records(),
  want: records(),
  fl: records(),
  tasks: records(),
  vid: records(),
  mail: records(),
  ans: records(),
  dom: records(),
  env: {},
  caps: { t: [], views: 0 },
  seen: records(),
  missed: [],
  due: records(),
});

export type { Properties };
