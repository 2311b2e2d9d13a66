import type { Config, Part, PartName, Signal, SignalInput } from '@shirube/engine';
import { createChannel, type Message } from './channel';
import { createClock } from './clock';
import { firstConsent, type Consents } from './consent';
import { createDelivery } from './delivery';
import { createEmitter } from './emitter';
import type { Guide } from './guide';
import { createIdentity } from './identity';
import { orderOf, uuid7 } from './ids';
import { loadChunk, type Chunk, type Chunks } from './load-chunk';
import { native, type Win } from './native';
import type { Options } from './options';
import type { FaceModule, GuideModule, Reporter, Tracker, TrackerApi, WireEvent } from './ports';
import { createRoutes, type ReporterFactory } from './routes';
import { createTab } from './tabs';
import { createToken } from './token';
import { declaredOnly, wireEvent, type Draft } from './wire-event';
import { indexedStore } from '../storages/indexed';
import { localStore } from '../storages/local';

/** What a preset brings: the page, where the chunks lie, and the hands. */
export interface Env {
  win: Win;
  /** Address that chunk names are relative to. */
  base: string;
  chunks: Chunks;
  /** Reporters that are in this file; others are files named "reporter-<kind>-<version>.js". */
  reporters: Readonly<Record<string, ReporterFactory>>;
  trackers: readonly Tracker[];
  /** Single-file builds bring these along. */
  guide?: () => Promise<GuideModule>;
  part?: (name: PartName) => Promise<{ part: Part }>;
  sender?: () => Promise<typeof import('./drain')>;
  faces?: () => Promise<FaceModule>;
  watch?: () => Promise<{ watch: Tracker }>;
}
/** Where the codes are explained. */
const HELP = 'docs/guide/delivery.md#';

/** Everything behind the public functions of one instance; the engine comes later, with the guide chunk. */
export function start(options: Options, env: Env) {
  const { win } = env;
  const doc = win.document;
  const key = options.writeKey ?? '';
  const said = new Set<string>();
  /** Tells the developer once; never throws. What each code means, why, and what to do: docs/guide/delivery.md. */
  const warn = (code: string, detail: unknown): void => {
    const text = `[shirube] ${code}: ${String(detail).slice(0, 300)}`;
    if (said.has(text)) return;
    said.add(text);
    try { win.console.warn(text, HELP + code); } catch { /* no console */ }
  };
  const report = (error: unknown): void => {
    warn('S0', error);
    emitter.emit('error', { error });
  };
  const page = native(win, report);
  const { guard, later } = page;
  const emitter = createEmitter(guard);
  const now = createClock({ wall: () => Date.now(), mono: () => win.performance.now() });
  const mint = () => uuid7(now(), (bytes) => win.crypto.getRandomValues(bytes));

  const choice = localStore(() => win.localStorage, `shirube:${key}:c:`);
  let consents: Consents = { ...firstConsent(options, win.navigator), ...(choice.get('consent') as Consents | undefined) };
  const may = (purpose: string) => consents[purpose] === 'granted';
  const stored = <T>(get: () => T) => () => (may('guidance') || may('analytics') ? get() : undefined);
  const quick = localStore(stored(() => win.localStorage), `shirube:${key}:`);
  const durable = indexedStore(stored(() => win.indexedDB), `shirube:${key}`, later);
  const identity = createIdentity(quick, mint);
  identity.save();
  const { who } = identity;
  const tabs = createTab(stored(() => win.sessionStorage), `shirube:${key}:tab`, mint);
  const { tab } = tabs;
  const token = createToken(() => options.token, report);
  const degraded = (what: string, is = true) => emitter.emit('degraded', { what, is });
  const load = <T>(chunk: Chunk | undefined) => loadChunk<T>(chunk, env.base, win, later);

  let config: Config | undefined;
  let guide: Guide | undefined;
  /** What happened before the guide was there; nothing is kept when none will come. */
  let early: Signal[] | undefined = [];
  /** Written down only after consent; until then in this page's memory. */
  let held: [WireEvent, string][] = [];

  const routes = createRoutes({ options, env, warn, degraded, load });
  const delivery = createDelivery({
    sender: () => env.sender?.() ?? load(env.chunks.sender),
    quick, durable, later, degraded,
    wall: () => Date.now(),
    random: () => Math.random(),
    fetch: page.fetch,
    seal: (event) => declaredOnly(event, config),
    context: (name, lost) => routes.context(name, { now: Date.now(), lost, token: token.value() }),
    lost: (reason, ids) => emitter.emit('lost', { reason, ids }),
    reachable: routes.reachable,
    refresh: token.refresh,
  });

  const accept = (event: WireEvent, order: string): Promise<boolean> | boolean => {
    const done = delivery.accept(event, order);
    if (done) return done;
    warn('S3', event.event);
    emitter.emit('lost', { reason: 'size', ids: [event.messageId] });
    return false;
  };
  const send = async (draft: Draft, id: string, at: number): Promise<boolean> => {
    if (consents.analytics === 'denied') return false;
    tab.at = Math.max(tab.at, at);
    const seq = ++tab.wire;
    // What is derived carries the instant of its cause, but leaves after it.
    const order = orderOf(tab.at, seq);
    let event: WireEvent | null | undefined = wireEvent(draft, id, {
      who: who(), tabId: tab.id, seq, at, path: win.location.pathname, consent: consents, verified: !!token.value(),
      locale: options.lang ?? win.navigator.language, configVersion: guide?.version() ?? config?.version, sessionId: guide?.session(),
    });
    const { beforeSend } = options;
    if (beforeSend) {
      const given = event;
      event = guard(() => beforeSend(given));
    }
    if (!event) return false;
    if (may('analytics')) return accept(event, order);
    held.push([event, order]);
    return false;
  };

  let left = false;
  const stamp = (input: SignalInput, at = now()): Signal => ({ ...input, id: mint(), at, tab: tab.id, seq: ++tab.seq });
  const feel = (signal: Signal): void => {
    if (guide) guide.feel(signal);
    else early?.push(signal);
  };
  /** A signal for the engine and, with a draft, the event that tells it to the endpoint. */
  const say = (input: SignalInput, draft?: Draft, at?: number): Promise<boolean> => {
    if (left && input.kind === 'tab') return Promise.resolve(false);
    const signal = stamp(input, at);
    const done = draft ? send(draft, signal.id, signal.at) : Promise.resolve(true);
    if (draft) signal.wire = tab.wire;
    feel(signal);
    return done;
  };

  const hear = (message: Message): void => {
    if (message.is === 'consent') setConsent(message.consents as Consents, true);
    else if (message.is === 'reset' || message.is === 'forget') leave();
    else guide?.hear(message);
  };
  const channel = createChannel(() => win.BroadcastChannel && new win.BroadcastChannel(`shirube:${key}`), (message) => void guard(() => hear(message)));

  /** What a state has to know of this tab before anything else. `again`: for another person. */
  const announce = (again?: boolean): void => {
    void say({ kind: 'tab', is: 'closed' });
    void say({ kind: 'tab', is: 'boot' });
    void say({ kind: 'env', lang: options.lang ?? (doc.documentElement.lang || win.navigator.language), consent: consents });
    if (again) void say({ kind: 'page', path: win.location.pathname });
    void say({ kind: 'tab', is: doc.visibilityState === 'visible' ? 'visible' : 'hidden' });
  };
  const setConsent = (next: Consents, told?: boolean): void => {
    const before = consents;
    consents = next;
    identity.save();
    choice.put('consent', next);
    if (!told) channel.post({ is: 'consent', consents: next });
    if (may('analytics')) {
      if (before.analytics !== 'granted') void deliver();
      for (const [event, order] of held) void accept({ ...event, context: { ...event.context, consent: next } }, order);
    } else if (before.analytics === 'granted') void delivery.outbox.clear('consent');
    if (next.analytics !== 'pending') held = [];
    void say({ kind: 'env', consent: next });
    emitter.emit('consent', next);
  };
  /** The person leaves this browser: nothing of theirs stays in this page's memory. */
  const leave = (): void => {
    early &&= [];
    held = [];
    token.clear();
    identity.reset();
    guide?.leave();
    announce(true);
  };

  const startTracker = (tracker: Tracker): (() => void) | void => {
    const api: TrackerApi = {
      win, doc, now, later, listen: page.listen, observe: page.observe,
      emit: (input, at) => void say(input, input.kind === 'page' ? { type: 'page', properties: { path: input.path } } : undefined, at),
      watches: (name) => guide?.watches(name) ?? [],
      declares: (part) => JSON.stringify(config ?? {}).includes(`"${part}":`),
    };
    return guard(() => tracker.start(api));
  };

  let reporters: Reporter[] | undefined;
  /** Opens the way to the endpoints as soon as they are known and allowed. */
  const deliver = async (): Promise<void> => {
    if (!reporters || !may('analytics')) return;
    await delivery.route(reporters).catch((error: unknown) => {
      warn('S2', error);
      degraded('sender');
      // What is waiting is safe; the server may be back soon.
      later(() => void deliver(), 30_000);
    });
  };
  let engine: Promise<GuideModule> | undefined;
  /** On its way together with the configuration: neither is of use without the other. */
  const guideModule = () => (engine ??= env.guide?.() ?? load<GuideModule>(env.chunks.guide));
  /** Takes a configuration into use; without one, events are still kept and sent. */
  const use = async (given: Config | undefined): Promise<void> => {
    config = given;
    if (typeof given?.endpoint === 'string') options.endpoint ??= given.endpoint;
    reporters = await routes.choose(given?.reporters);
    const delivered = deliver();
    if (!given) {
      early = undefined;
      return delivered;
    }
    if (guide) return guide.use(given);
    try {
      const made = await (await guideModule()).guide(core, given);
      // What is said meanwhile comes after what has been waiting: a tab's signals keep their order.
      for (let signal = early?.shift(); signal; signal = early?.shift()) made.feel(signal);
      guide = made;
    } catch (error) {
      early = engine = undefined;
      warn('S2', error);
      degraded('guide');
    }
    await delivered;
  };

  const core = {
    options, env, win, doc, page, guard, later, emitter, now, warn, report, degraded, load, stamp, say, send, quick, durable, may, who, identity, tabs, tab, token, delivery, channel,
    announce, setConsent, leave, startTracker, use, guideModule,
    consents: () => consents,
    guide: () => guide,
    away: (is: boolean) => void (left = is),
  };
  return core;
}
export type Core = ReturnType<typeof start>;
