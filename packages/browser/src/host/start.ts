import type { Part, PartName, Signal, SignalInput } from '@shirube/engine';
import { createChannel } from './channel';
import { createClock } from './clock';
import { createAgreement, type Agreement } from './agreement';
import type { Consents } from './consent';
import { createEmitter } from './emitter';
import type { Guide } from './guide';
import { createIdentity } from './identity';
import { createMint, orderOf } from './ids';
import { loadChunk, type Chunk, type Chunks } from './load-chunk';
import { native, type Win } from './native';
import { createOutbox } from './outbox';
import type { Options } from './options';
import type { FaceModule, GuideModule, Tracker, WireEvent } from './ports';
import type { ReporterFactory } from './routes';
import type { Sender } from './sender';
import { createTab } from './tabs';
import type { Token } from './token';
import type { Draft } from './wire-event';
import { indexedStore } from '../storages/indexed';
import { localStore } from '../storages/local';

/** What a preset brings: the page, where the chunks lie, and the hands. */
export interface Env {
  win: Win;
  /** Address that chunk names are relative to. */
  base: string;
  chunks: Chunks;
  /** Reporters that the page brings along; others are files of their own, with names that no blocker takes for a tracker (rollup.config.mjs). */
  reporters?: Readonly<Record<string, ReporterFactory>>;
  /** Single-file builds bring these along. */
  guide?: () => Promise<GuideModule>;
  join?: () => Promise<typeof import('./merge')>;
  part?: (name: PartName) => Promise<{ part: Part }>;
  sender?: () => Promise<{ sender(core: Core): Sender }>;
  faces?: () => Promise<FaceModule>;
  watch?: () => Promise<{ watch: Tracker }>;
}
declare const SHIRUBE_VERSION: string;

/** Where the codes are explained. */
const HELP = 'docs/guide/delivery.md#';
/** Signals that may wait for the guide, and events that may wait for consent. Of the signals the first ones, which say what tab this is and who is there, stay; of the others the oldest goes. */
const EARLY = 1000;
const FIRST = 32;
/** Milliseconds until a second half that could not be loaded is asked for again: the server may be back soon. */
const AGAIN = 30_000;

/** Everything behind the public functions of one instance that must not wait or fail; the rest comes with the sender and guide chunks. */
export function start(options: Options, env: Env) {
  const { win } = env;
  // Asked for once: each is a question to the browser, and track() needs them.
  const {
    location,
    navigator: { language },
  } = win;
  const doc = win.document;
  const key = options.writeKey ?? '';
  const said = new Set<string>();
  /** Tells the developer once; never throws. What each code means, why, and what to do: docs/guide/delivery.md. */
  const warn = (code: string, detail: unknown): void => {
    const text = `[shirube] ${code}: ${String(detail).slice(0, 300)}`;
    if (said.has(text)) return;
    said.add(text);
    try {
      win.console.warn(text, HELP + code);
    } catch {
      /* no console */
    }
  };
  const report = (error: unknown): void => {
    warn('S0', error);
    emitter.emit('error', { error });
  };
  const page = native(win, report);
  const { guard, later } = page;
  const emitter = createEmitter(guard);
  const now = createClock(
    () => Date.now(),
    () => win.performance.now(),
  );
  const mint = createMint(now, (numbers) => win.crypto.getRandomValues(numbers));

  const may = (purpose: string): boolean => core.consents[purpose] === 'granted';
  /** A storage of the browser, while anything may be kept in it. */
  const stored =
    <K extends 'localStorage' | 'sessionStorage' | 'indexedDB'>(name: K) =>
    (): Win[K] | undefined =>
      core.keeping ? win[name] : undefined;
  const quick = localStore(stored('localStorage'), `shirube:${key}:`);
  const durable = indexedStore(stored('indexedDB'), `shirube:${key}`, later);
  const identity = createIdentity(quick, mint);
  const { who } = identity;
  const tabs = createTab(stored('sessionStorage'), `shirube:${key}:tab`, mint);
  const { tab } = tabs;
  const token: Token = { value: undefined };
  const down: Record<string, boolean> = {};
  /** Told when it changes. */
  const degraded = (what: string, is = true): void => {
    if (is !== !!down[what]) emitter.emit('degraded', { what, is: (down[what] = is) });
  };
  const lost = (reason: string, ids: string[]) => emitter.emit('lost', { reason, ids });
  const load = <T>(chunk: Chunk | undefined) =>
    loadChunk<T>(chunk, env.base, win, later).then((made) => (page.over() ? new Promise<T>(() => {}) : made));

  let guide: Guide | undefined;
  let rest: Sender | undefined;

  const outbox = createOutbox({
    quick,
    durable,
    degraded,
    lost,
    warn,
    ready: () => rest?.poke(),
  });

  const send = (draft: Draft, id: string, at: number): Promise<boolean> | boolean | undefined =>
    guard(() => {
      if (core.consents.analytics === 'denied') return undefined;
      tab.at = Math.max(tab.at, at);
      const seq = ++tab.wire;
      // What is derived carries the instant of its cause, but leaves after it.
      const order = orderOf(tab.at, seq);
      const { user, account, anon } = who();
      // As it will leave: frozen here, with the identity, instant and place of this moment. What is undefined is not written.
      let event: WireEvent | null | undefined = {
        ...draft,
        messageId: id,
        userId: user,
        anonymousId: anon,
        timestamp: new Date(at).toISOString(),
        context: {
          ...draft.context,
          page: { path: location.pathname },
          tabId: tab.id,
          seq,
          consent: core.consents,
          verified: !!token.value,
          locale: options.lang ?? language,
          configVersion: rest?.version(),
          sessionId: guide?.session(),
          library: { name: 'shirube', version: SHIRUBE_VERSION },
          accountId: account,
        },
      };
      const { beforeSend } = options;
      if (beforeSend) {
        const given = event;
        event = guard(() => beforeSend(given));
      }
      if (!event) return undefined;
      if (may('analytics')) return outbox.accept(event, order);
      if (core.held.length < EARLY) core.held.push([event, order]);
      else lost('overflow', [id]);
      return undefined;
    });

  const stamp = (input: SignalInput, at = now()): Signal => ({ ...input, id: mint(at), at, tab: tab.id, seq: ++tab.seq });
  /** A signal for the engine and, with a draft, the event that tells it to the endpoint. */
  const say = (input: SignalInput, draft?: Draft, at?: number): Promise<boolean> | boolean | undefined => {
    if (core.left && input.kind === 'tab') return undefined;
    const signal = stamp(input, at);
    const done = draft ? send(draft, signal.id, signal.at) : true;
    if (draft) signal.wire = tab.wire;
    if (guide) guide.feel(signal);
    else if (core.early && core.early.push(signal) > EARLY) {
      core.early.splice(FIRST, 1);
      // Events are safe; what content follows from them is not certain any more.
      degraded('guide');
    }
    return done;
  };

  /** A page view; query and hash stay out of the event, and the guide gets no further with them than the configuration asks. */
  const view = (
    signal: { path: string; query?: string | undefined; hash?: string | undefined },
    more?: Partial<Draft>,
  ): Promise<boolean> | boolean | undefined =>
    say({ kind: 'page', ...signal }, { type: 'page', ...more, properties: { ...more?.properties, path: signal.path } });

  const channel = createChannel(
    () => new win.BroadcastChannel(`shirube:${key}`),
    (message) =>
      void guard(() => {
        if (message.is === 'consent') void agreement.setConsent(message.consents as Consents, true);
        else if (message.is === 'reset') {
          void agreement.leave();
          token.value = undefined;
        } else guide?.hear(message);
      }),
  );

  /** What a state has to know of this tab before anything else. `again`: for another person. */
  const announce = (again?: boolean): void => {
    void say({ kind: 'tab', is: 'closed' });
    void say({ kind: 'tab', is: 'boot' });
    void say({ kind: 'env', lang: options.lang ?? (doc.documentElement.lang || language), consent: core.consents });
    if (again) void say({ kind: 'page', path: location.pathname });
    void say({ kind: 'tab', is: doc.visibilityState });
  };
  let engine: Promise<GuideModule> | undefined;
  const guideModule = () => (engine ??= env.guide?.() ?? load<GuideModule>(env.chunks.guide));
  /** Fetches the second half. What is waiting is safe meanwhile. */
  const bring = async (): Promise<void> => {
    let asked: Promise<Response> | undefined;
    try {
      const { config } = options;
      // At the same time: none of the three is of use without the others. Whoever needs them will hear why one did not come.
      if (config) guideModule().catch(() => {});
      if (typeof config === 'string') (asked = page.fetch(config)).catch(() => {});
      rest = (await (env.sender?.() ?? load<{ sender(core: Core): Sender }>(env.chunks.sender))).sender(core as Core);
    } catch (error) {
      warn('S2', error);
      degraded('sender');
      return void later(bring, AGAIN);
    }
    return rest.begin(asked).catch(report);
  };
  /** The guide has come, or, without one, none will. */
  const lead = (made?: Guide): void => {
    // What is said meanwhile comes after what has been waiting: a tab's signals keep their order.
    if (made) for (const signal of core.early ?? []) made.feel(signal);
    guide = made;
    core.early = undefined;
  };

  const core = {
    ...page,
    options,
    env,
    win,
    doc,
    emitter,
    now,
    warn,
    report,
    degraded,
    lost,
    load,
    stamp,
    say,
    send,
    quick,
    durable,
    who,
    may,
    identity,
    tabs,
    tab,
    token,
    outbox,
    channel,
    announce,
    view,
    bring,
    lead,
    guideModule,
    guide: () => guide,
    rest: () => rest,
    /** Where answers are remembered, and what is still to be deleted. */
    choice: localStore(() => win.localStorage, `shirube:${key}:c:`),
    /** What the person has agreed to, by purpose; nothing before the page begins, since init() may still say something. */
    consents: {} as Consents,
    /** May anything be kept in this browser? Longer than the person agrees to it only until what has to go is gone. */
    keeping: false,
    /** What happened before the guide was there; nothing is kept when none will come. */
    early: [] as Signal[] | undefined,
    /** Written down only after consent; until then in this page's memory. */
    held: [] as [WireEvent, string][],
    /** The path of the page view that the script itself told. */
    first: '',
    flush: (): Promise<unknown> => rest?.flush() ?? outbox.commit(true),
    /** The page is gone, as far as anybody knows. */
    left: false,
  };
  const agreement: Agreement = createAgreement(core);
  return Object.assign(core, agreement);
}
export type Core = ReturnType<typeof start>;
