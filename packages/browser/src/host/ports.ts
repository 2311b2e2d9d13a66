/**
 * The ports of the browser host. Hands (trackers, reporters, storages) and faces (the UI chunks) see the host only through these
 * types; a chunk never imports a module of the core, it would get a copy of its own.
 */
import type { createEmitter } from './emitter';
import type { Guide } from './guide';
import type { Ledger } from './outbox';
import type { Core } from './start';
import type {
  Condition,
  Config,
  Content,
  Effect,
  Explanation,
  Program,
  Properties,
  Scalar,
  SignalInput,
  State,
  Text,
  Verdict,
} from '@shirube/engine';

/** What a tracker gets. It emits signals; it never changes the page. Everything it adds is removed on shutdown. */
export interface TrackerApi {
  readonly win: Window;
  readonly doc: Document;
  /** The page's clock, which never goes back. */
  now(): number;
  /** `at`: when it happened, if that was earlier. */
  emit(signal: SignalInput, at?: number): void;
  /** What conditions ask this tracker to watch. */
  watches(tracker: string): { key: string; spec: unknown }[];
  /** As this person reads it: in their language, with their values. */
  text(text: Text | undefined): string;
  /** Does the configuration mention this part of an address? */
  declares(part: 'query' | 'hash'): boolean;
  later(work: () => void, ms: number): () => void;
  listen(target: EventTarget, type: string, listener: (event: Event) => void, options?: AddEventListenerOptions): void;
  /** Calls `listener` after elements of the document, or these attributes, changed. */
  observe(listener: () => void, attributes: string[]): void;
}
export interface Tracker {
  name: string;
  /** May return what is to be done after each page view. */
  start(api: TrackerApi): (() => void) | void;
}

/** One event as it leaves the page: Segment's shape. */
export interface WireEvent {
  messageId: string;
  type: 'track' | 'identify' | 'page' | 'group';
  event?: string;
  name?: string;
  userId?: string | undefined;
  anonymousId?: string;
  groupId?: string;
  timestamp: string;
  properties?: Properties;
  traits?: Record<string, Scalar>;
  context: WireContext;
}
export interface WireContext {
  page?: { path: string; title?: string };
  accountId?: string | undefined;
  sessionId?: string | undefined;
  tabId?: string;
  /** Position on the wire of this tab; consecutive when nothing was lost. */
  seq?: number;
  configVersion?: string | undefined;
  library?: { name: string; version: string };
  consent?: Record<string, string>;
  verified?: boolean;
  /** This identify is an explicit login. */
  login?: boolean | undefined;
  /** What was dropped since the last report, by reason. */
  lost?: Record<string, number>;
  locale?: string;
}

export interface ReporterContext {
  endpoint: string;
  writeKey?: string | undefined;
  now: number;
  token?: string | undefined;
  sameOrigin: boolean;
  lost: Record<string, number>;
}
export interface EncodedRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body: string;
}
export interface Outcome {
  ok: string[];
  drop: string[];
  retry: string[];
  retryAfterMs?: number | undefined;
  /** The token was refused: hold everything and ask for a new one. */
  unauthorized?: boolean;
  /** Bad as a whole: send the halves; an event that is refused alone is dropped. */
  split?: boolean;
  /** With `split`: the answer speaks of the address or the key and may mean all. Everything is held, until others are taken and one is refused again and again. */
  refused?: boolean;
}
/**
 * Where progress goes. Pure functions; storage, retry, order and unload belong to the core. A reporter that does not speak HTTP
 * has `deliver` instead of encode/classify.
 */
export interface Reporter {
  name: string;
  limits: { events: number; bytes: number };
  /** undefined: nothing in this batch is for this endpoint; it counts as delivered. */
  encode?(batch: readonly WireEvent[], context: ReporterContext): EncodedRequest | undefined;
  classify?(status: number, headers: { get(name: string): string | null }, body: string, batch: readonly WireEvent[]): Outcome;
  deliver?(batch: readonly WireEvent[], context: ReporterContext): Outcome | Promise<Outcome>;
}

/** What the core hands to the UI chunk's `start`. */
export interface FaceApi {
  readonly win: Window;
  readonly doc: Document;
  readonly config: Config;
  /** Base address of the chunks, ending in a slash. */
  readonly base: string;
  readonly options: { nonce?: string; container?: Element; theme?: 'light' | 'dark' | 'auto' };
  lang(): string;
  /** Resolves a text in the user's language: exact, then language, then default. */
  text(text: Text | undefined): string;
  now(): number;
  state(): Readonly<State>;
  /** Called after each step that changed something; returns the unsubscribe function. */
  subscribe(listener: (state: Readonly<State>) => void): () => void;
  check(condition: Condition): Verdict;
  emit(signal: SignalInput): void;
  track(event: string, properties?: Properties): void;
  setTrait(name: string, value: Scalar): void;
  /** Starts other content by name. */
  request(contentId: string): void;
  /** Goes to a path inside the app: the app's own router when it registered one, else location.assign. */
  navigate(path: string): void;
  /** Calls a function that the app registered; its errors stay inside. */
  call(name: string, args?: readonly unknown[]): void;
  /** May a third-party video provider be contacted? Resolves after the person agreed, or at once. */
  consent(purpose: string): 'granted' | 'pending' | 'denied';
  setConsent(purpose: string, state: 'granted' | 'denied'): void;
  path(): string;
  /** What this person chose here before, such as the volume; undefined when nothing is or may be remembered. */
  recall(name: string): unknown;
  /** Remembers a choice of this person in this browser, if they agreed to that. Signing out removes it. */
  remember(name: string, value: unknown): void;
  /** Asks the collector afresh what it knows of the person; undefined without a collector, a token, or an answer. */
  sync(): Promise<Readonly<State> | undefined>;
  report(error: unknown): void;
  fetch(url: string): Promise<Response>;
}
/** What the UI chunk gives back. It executes show and hide, and answers with content signals. */
export interface Face {
  show(effect: Extract<Effect, { kind: 'show' }>, content: Content): void;
  hide(contentId: string, reason: string): void;
  /** Something of ours that interrupts is on the screen. */
  busy(): boolean;
  destroy(): void;
}
/** The exports of the UI entry chunk (src/ui/index.ts). */
export interface FaceModule {
  start(api: FaceApi): Face;
  /** What fetches the view of each kind; running nothing of it. */
  views?: Readonly<Record<Content['kind'], () => Promise<unknown>>>;
}
/** What the inspector gets. It looks, and may ask for content; it changes nothing. */
export interface InspectorApi {
  readonly win: Window;
  readonly doc: Document;
  readonly nonce: string | undefined;
  readonly lang: string;
  readonly on: ReturnType<typeof createEmitter>['on'];
  program(): Program | undefined;
  state(): Readonly<State> | undefined;
  explain(content: string): Explanation | undefined;
  ledger(): Promise<Record<string, Ledger & { queued: number }>>;
  show(content: string): void;
  later(work: () => void, ms: number): () => void;
}
/** The exports of the inspector chunk (src/inspector/index.ts); `open` returns how to close it. */
export interface InspectorModule {
  open(api: InspectorApi): () => void;
}
/** The exports of the guide chunk (host/guide.ts): the engine and everything that drives it. */
export interface GuideModule {
  guide(core: Core, config: Config): Promise<Guide>;
}
