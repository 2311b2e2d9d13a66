import {
  compileWith,
  derivedId,
  explain,
  wireOf,
  type Config,
  type Effect,
  type Explanation,
  type Kinds,
  type Signal,
  type SignalInput,
  type State,
} from '@shirube/engine';
import { attention } from '../trackers/attention';
import { quiet } from '../trackers/quiet';
import type { Message } from './channel';
import type { Chunks } from './load-chunk';
import { createFace } from './face';
import { inspect } from './inspect';
import { createLoop } from './loop';
import { kindsFor } from './parts';
import type { FaceModule, Tracker } from './ports';
import { createPrefetch } from './prefetch';
import { createRemote } from './remote';
import type { Core } from './start';
import { choiceKey } from './state-key';
import type { Table } from './store';
import type { Draft } from './wire-event';

/** What the script asks of the guide. */
export interface Guide {
  /** A signal of this tab. */
  feel(signal: Signal): void;
  /** Another tab said something. */
  hear(message: Message): void;
  /** Steps what is waiting, and writes the state down at once: the page is going away. */
  pause(): void;
  /** Back, or awake again; `fresh`: out of the back/forward cache. */
  wake(fresh: boolean): void;
  explain(content: string): Explanation | undefined;
  hide(content?: string): void;
  version(): string | undefined;
  session(): string | undefined;
  /** The person signed out. */
  leave(): void;
  stop(): void;
}

declare const SHIRUBE_CHUNKS: Chunks;
/** By the kind of pointer and the width of the window; nothing finer, which would tell devices apart. */
const deviceOf = (win: Window): 'desktop' | 'tablet' | 'phone' =>
  win.matchMedia('(pointer: coarse)').matches ? (win.innerWidth < 600 ? 'phone' : 'tablet') : 'desktop';
const LEASE = 3000;
const SETTLE = 1500;

/**
 * The engine in the page: drives it, keeps its state, shows what it wants shown, and tells the endpoint what it found. It begins when all
 * parts that the configuration needs are there; what happens before that is kept by whoever waits for it.
 */
export const guide = async (core: Core, config: Config): Promise<Guide> => begin(core, config, await kindsFor(core, config));

function begin(core: Core, config: Config, kinds: Kinds): Guide {
  const { win, doc, options, tab, who, may, emitter, quick, durable, channel, warn, report, guard, later } = core;

  /** A signal from a face or tracker, with the event that tells it. */
  const say = (input: SignalInput, at?: number): void => void core.say(input, wireOf(input) as Draft | undefined, at);
  const hello = () => channel.post({ is: 'hello', who: loop.key() ?? '', from: tab.id });
  const perform = (effect: Effect, own: boolean): void => {
    emitter.emit('effect', effect);
    if (effect.kind === 'show' && effect.tab === tab.id) void face.show(effect).catch(report);
    if (effect.kind === 'hide') face.hide(effect.content, effect.reason);
    if (effect.kind !== 'track' || !own) return;
    const { user, account, anon } = who();
    const { event, properties } = effect;
    emitter.emit('track', { event, properties });
    void core.send({ type: 'track', event, properties }, derivedId(account, user ?? anon, effect.id), effect.at);
  };
  const loop = createLoop({
    ...core,
    perform,
    before: (signal, state) => emitter.emit('signal', { signal, state }),
    visible: () => doc.visibilityState === 'visible',
    // The quick store has what a page wrote while it went away; the later of the two is the truth.
    async load(name) {
      const last = quick.get(name) as State | undefined;
      const kept = (await durable.tx(false, (table) => table.get(name)).catch(() => undefined)) as State | undefined;
      const found = last && (!kept || last.now >= kept.now) ? last : kept;
      // On a new device nothing is decided before the collector has said what it knows; not for long.
      if (!found) await remote.answer();
      return found;
    },
    save(name, state) {
      if (!may('guidance')) return;
      const copy = JSON.parse(JSON.stringify(state)) as State;
      return durable
        .tx(true, (table) => table.put(name, copy))
        .then(
          () => quick.del(name),
          () => void quick.put(name, copy),
        );
    },
    forget(name) {
      quick.del(name);
      return durable.tx(true, (table) => table.del(name)).catch(() => {});
    },
    share: (name, signal) => channel.post({ is: 'signal', who: name, signal }),
    behind: hello,
    changed(state) {
      face.follow(state);
      emitter.emit('change', undefined);
    },
    switched(announced) {
      face.destroy();
      if (!announced) core.announce(true);
    },
  });

  const remote = createRemote(core, loop);

  const faces = () => core.env.faces?.() ?? core.load<FaceModule>(SHIRUBE_CHUNKS.ui);
  const prefetch = createPrefetch({ ...core, ...loop, tab: tab.id, load: faces });
  const face = createFace({
    ...core,
    base: core.env.base,
    tabId: tab.id,
    program: loop.program,
    current: loop.state,
    behind: hello,
    load: faces,
    async lease(content) {
      const take = async (table: Table): Promise<boolean> => {
        const taken = (await table.get(`w|${content}`)) as { tab: string; until: number } | undefined;
        const at = Date.now();
        // A tab that has died, or that nobody looks at, gives up what it had taken.
        if (taken && taken.tab !== tab.id && loop.state()?.tabs[taken.tab]?.vis && taken.until > at && taken.until - at <= LEASE)
          return false;
        table.put(`w|${content}`, { tab: tab.id, until: at + LEASE });
        return true;
      };
      return may('guidance') ? durable.tx(true, take).catch(() => take(quick)) : true;
    },
    failed(error) {
      warn('S2', error);
      core.degraded('ui');
    },
    subscribe: (listener) =>
      emitter.on('change', () => {
        const state = loop.state();
        if (state) listener(state);
      }),
    emit: say,
    track: (event, properties) => say({ kind: 'event', name: event, props: properties ?? {} }),
    setTrait(name, value) {
      const { user } = who();
      if (user) say({ kind: 'identify', user, traits: { [name]: value } });
    },
    request: (content) => say({ kind: 'content', content, phase: 'requested', reason: 'content' }),
    navigate: (to) => void guard(() => (options.navigate ? options.navigate(to) : win.location.assign(to))),
    call: (name, args = []) => void guard(() => options.actions?.[name]?.(...args)),
    consent: (purpose) => core.consents[purpose] ?? 'granted',
    setConsent: (purpose, state) => core.setConsent({ ...core.consents, [purpose]: state }),
    path: () => win.location.pathname,
    recall: (name) => quick.get(choiceKey(who(), name)),
    remember: (name, value) => may('guidance') && quick.put(choiceKey(who(), name), value),
    sync: () => remote.fetch(true),
  });

  const track = (tracker: Tracker) =>
    core.rest()?.track(tracker, {
      text: face.text,
      watches: (name) => [...(loop.program()?.watches.values() ?? [])].filter((watch) => watch.tracker === name),
    });

  const alive = new Set<string>();
  /** Tabs that the state knows but that do not answer have died; what they showed may go on elsewhere. */
  const bury = (): void => {
    for (const id of Object.keys(loop.state()?.tabs ?? {}))
      if (id !== tab.id && !alive.has(id)) loop.feel({ ...core.stamp({ kind: 'tab', is: 'closed' }), tab: id, seq: undefined });
  };
  const use = (): void => {
    try {
      if (config.shirube !== 1) throw new Error('"shirube": 1 is missing');
      loop.begin(compileWith(kinds, config));
    } catch (error) {
      warn('S1', error);
      core.degraded('config');
      loop.begin(compileWith(kinds, { shirube: 1 }));
    }
    if (loop.program()?.watches.size)
      void (core.env.watch?.() ?? core.load<{ watch: Tracker }>(SHIRUBE_CHUNKS.watch))
        .then(({ watch }) => void onPage.push(track(watch)))
        .catch(report);
  };
  const why = (content: string): Explanation | undefined => {
    const program = loop.program();
    const state = loop.state();
    return program && state && explain(program, state, content, tab.id);
  };
  let shut: (() => void) | undefined;
  const onPage: ((() => void) | void)[] = [];
  use();
  inspect(core, loop, why, say)
    .then((close) => (shut = close))
    .catch(report);
  hello();
  later(bury, SETTLE);
  remote.ask();
  onPage.push(...[attention, quiet].map(track), prefetch);
  prefetch();
  return {
    feel(signal) {
      core.rest()?.trim(signal);
      loop.feel(signal);
      if (signal.kind === 'identify' || signal.kind === 'group') remote.ask();
      if (signal.kind === 'page') for (const work of onPage) if (work) guard(work);
      // Afterwards: signals are numbered, and what comes out of turn counts as a repetition.
      if (signal.kind === 'tab' && signal.is === 'boot') void Promise.resolve().then(() => say({ kind: 'env', device: deviceOf(win) }));
    },
    hear(message) {
      if (message.is === 'signal') loop.hear(message.who, message.signal);
      else if (message.is === 'hello')
        channel.post({ is: 'here', who: loop.key() ?? '', from: tab.id, to: message.from, state: loop.state() });
      else if (message.is === 'here') {
        alive.add(message.from);
        if (message.to === tab.id && message.state) loop.adopt(message.who, message.state);
      }
    },
    pause() {
      loop.drain();
      const key = loop.key();
      const state = loop.state();
      // IndexedDB may not have the time any more; this is written before the page is gone.
      if (key && state && may('guidance')) quick.put(key, state);
    },
    wake(fresh) {
      if (fresh) hello();
      loop.wake();
    },
    explain: why,
    hide: (content) => face.hide(content),
    version: () => loop.program()?.version,
    session() {
      const session = loop.state()?.session;
      return session?.n ? `${session.n}.${session.start.toString(36)}` : undefined;
    },
    leave() {
      face.destroy();
      loop.clear();
    },
    stop() {
      shut?.();
      face.destroy();
      loop.stop();
    },
  };
}
