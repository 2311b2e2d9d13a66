import type { Part, PartName, Signal, SignalInput } from '@shirube/engine';
import { createChannel, type Message } from './channel';
import { createClock } from './clock';
import { chosen, firstConsent, type Choice, type Consents } from './consent';
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
import { createToken } from './token';
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
  const now = createClock({ wall: () => Date.now(), mono: () => win.performance.now() });
  const mint = createMint(now, (numbers) => win.crypto.getRandomValues(numbers));

  let disk: Storage | undefined;
  const local = () => (disk ??= win.localStorage);
  const choice = localStore(local, `shirube:${key}:c:`);
  /** As init() may still have said before the first call. */
  let consents: Consents = {};
  const may = (purpose: string) => consents[purpose] === 'granted';
  /** May anything be kept in this browser? Longer than the person agrees to it only until what has to go is gone. */
  let keeping = false;
  const keeps = () => (keeping = may('guidance') || may('analytics'));
  const stored =
    <T>(get: () => T) =>
    () =>
      keeping ? get() : undefined;
  const quick = localStore(stored(local), `shirube:${key}:`);
  const durable = indexedStore(
    stored(() => win.indexedDB),
    `shirube:${key}`,
    later,
  );
  const identity = createIdentity(quick, mint);
  const { who } = identity;
  const tabs = createTab(
    stored(() => win.sessionStorage),
    `shirube:${key}:tab`,
    mint,
  );
  const { tab } = tabs;
  const token = createToken();
  const degraded = (what: string, is = true, why?: string) => emitter.emit('degraded', { what, is, why });
  const lost = (reason: string, ids: string[]) => emitter.emit('lost', { reason, ids });
  const load = <T>(chunk: Chunk | undefined) =>
    loadChunk<T>(chunk, env.base, win, later).then((made) => (page.over() ? new Promise<T>(() => {}) : made));

  let guide: Guide | undefined;
  let rest: Sender | undefined;
  /** What happened before the guide was there; nothing is kept when none will come. */
  let early: Signal[] | undefined = [];
  /** Written down only after consent; until then in this page's memory. */
  let held: [WireEvent, string][] = [];

  const outbox = createOutbox({
    quick,
    durable,
    degraded,
    lost,
    warn,
    ready: () => rest?.poke(),
  });

  const draw = (draft: Draft, id: string, at: number): Promise<boolean> | boolean => {
    if (consents.analytics === 'denied') return false;
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
        consent: consents,
        verified: !!token.value(),
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
    if (!event) return false;
    if (may('analytics')) return outbox.accept(event, order);
    if (held.length < EARLY) held.push([event, order]);
    else lost('overflow', [id]);
    return false;
  };
  const send = (...event: Parameters<typeof draw>): Promise<boolean> | boolean | undefined => guard(() => draw(...event));

  let crowded = false;
  const stamp = (input: SignalInput, at = now()): Signal => ({ ...input, id: mint(at), at, tab: tab.id, seq: ++tab.seq });
  const feel = (signal: Signal): void => {
    if (guide) guide.feel(signal);
    else if (early && early.push(signal) > EARLY) {
      early.splice(FIRST, 1);
      // Events are safe; what content follows from them is not certain any more.
      if (!crowded) degraded('guide');
      crowded = true;
    }
  };
  /** A signal for the engine and, with a draft, the event that tells it to the endpoint. */
  const say = (input: SignalInput, draft?: Draft, at?: number): Promise<boolean> | boolean | undefined => {
    if (core.left && input.kind === 'tab') return false;
    const signal = stamp(input, at);
    const done = draft ? send(draft, signal.id, signal.at) : true;
    if (draft) signal.wire = tab.wire;
    feel(signal);
    return done;
  };

  /** A page view; query and hash stay out of the event, and the guide gets no further with them than the configuration asks. */
  const view = (
    signal: { path: string; query?: string | undefined; hash?: string | undefined },
    more?: Partial<Draft>,
  ): Promise<boolean> | boolean | undefined =>
    say({ kind: 'page', ...signal }, { type: 'page', ...more, properties: { ...more?.properties, path: signal.path } });

  const hear = (message: Message): void => {
    if (message.is === 'consent') setConsent(message.consents as Consents, true);
    else if (message.is === 'reset') {
      void leave();
      token.set();
    } else guide?.hear(message);
  };
  const channel = createChannel(
    () => new win.BroadcastChannel(`shirube:${key}`),
    (message) => void guard(() => hear(message)),
  );

  /** What a state has to know of this tab before anything else. `again`: for another person. */
  const announce = (again?: boolean): void => {
    void say({ kind: 'tab', is: 'closed' });
    void say({ kind: 'tab', is: 'boot' });
    void say({ kind: 'env', lang: options.lang ?? (doc.documentElement.lang || language), consent: consents });
    if (again) void say({ kind: 'page', path: location.pathname });
    void say({ kind: 'tab', is: doc.visibilityState });
  };
  const setConsent = async (next: Consents, told?: boolean): Promise<void> => {
    const agreed = may('analytics');
    consents = next;
    keeping ||= keeps();
    identity.save();
    // Who has never chosen has nothing to be remembered.
    if (keeping || next.analytics !== 'pending') choice.put('consent', next);
    if (!told) channel.post({ is: 'consent', consents: next });
    const waiting = held;
    if (next.analytics !== 'pending') held = [];
    void say({ kind: 'env', consent: next });
    emitter.emit('consent', next);
    if (may('analytics')) {
      if (!agreed) void rest?.open();
      for (const [event, order] of waiting) void outbox.accept({ ...event, context: { ...event.context, consent: next } }, order);
    } else if (agreed) await outbox.clear('consent');
    // Nothing may be kept any more: what was kept goes, for whomever it was.
    if (!may('guidance') && !may('analytics')) await wipe(['id', 's|', 'w|']);
    keeps();
  };
  /** Deletes what is kept under keys that begin so. Should the page end before that is done, the next one does it first, for everybody: the mark names nobody. */
  const wipe = async (prefixes: string[]): Promise<void> => {
    if (!keeping) return;
    choice.put('gone', 1);
    for (const store of [quick, durable]) await store.tx(true, (table) => prefixes.forEach(table.drop)).catch(() => {});
    choice.del('gone');
    keeps();
  };
  /** The person leaves this browser: nothing of theirs stays in it, nor in this page's memory, but the proof of who they were, for what still has to go out. */
  const leave = async (): Promise<void> => {
    const { user, anon } = who();
    early &&= [];
    held = [];
    identity.reset();
    guide?.leave();
    announce(true);
    // In all their accounts.
    await wipe([`s|${encodeURIComponent(user ?? '')}|`, `s|~${anon}|`, 'w|']);
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
      rest = (await (env.sender?.() ?? load<{ sender(core: Core): Sender }>(env.chunks.sender))).sender(core);
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
    if (made) for (const signal of early ?? []) made.feel(signal);
    guide = made;
    early = undefined;
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
    may,
    who,
    identity,
    tabs,
    tab,
    token,
    outbox,
    channel,
    announce,
    view,
    setConsent,
    leave,
    bring,
    lead,
    guideModule,
    /** Looks at what the browser remembers; nothing is asked of it before. */
    open(wish?: Choice): void {
      consents = chosen({ ...firstConsent(options, win.navigator), ...(choice.get('consent') as Consents | undefined) }, wish);
      keeps();
      identity.save();
      if (choice.get('gone')) {
        keeping = true;
        void wipe(['s|', 'w|']);
      }
      tabs.open();
      channel.open();
    },
    consents: () => consents,
    guide: () => guide,
    rest: () => rest,
    /** The path of the page view that the script itself told. */
    first: '',
    flush: async (): Promise<void> => void (await (rest?.flush() ?? outbox.commit(true))),
    /** The page is gone, as far as anybody knows. */
    left: false,
  };
  return core;
}
export type Core = ReturnType<typeof start>;
