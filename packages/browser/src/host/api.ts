import type { Explanation, Properties, Scalar } from '@shirube/engine';
import { chosen, type Choice, type ConsentState, type Purpose } from './consent';
import type { Events } from './emitter';
import { goodId } from './identity';
import { json } from './json';
import { flag, type Options } from './options';
import type { Core } from './start';
import { createLife } from './life';
import type { Ledger } from './outbox';

/** The public functions. None of them throws, and each may be called before the configuration has arrived. */
export interface Shirube {
  /** Adds to the options given at the start: router, actions, token, language. */
  init(options: Options): Shirube;
  /** Who it is. `token`: a short-lived JWT that proves it. `login`: this was a log-in, not a reload. */
  identify(userId: string, traits?: Record<string, Scalar>, options?: { token?: string; login?: boolean }): Promise<boolean>;
  /** The account (company) that the person works for. */
  group(accountId: string, traits?: Record<string, Scalar>): Promise<boolean>;
  /** Resolves to true when the event is stored so that even the death of the browser does not lose it. */
  track(event: string, properties?: Properties): Promise<boolean>;
  /** A page view that the address does not show. */
  page(name?: string, properties?: Properties): Promise<boolean>;
  /** The person signed out: what is theirs leaves this browser, as soon as the endpoint has what was still waiting. */
  reset(): Promise<void>;
  /** Forgets the person at once, in all tabs, and asks the endpoint to do the same. */
  forget(): Promise<void>;
  /** Opens content by name: published, consent, concurrency and target are still asked, the other gates are not. */
  show(contentId: string): void;
  /** Takes it, or everything, off the screen. */
  hide(contentId?: string): void;
  /** Listens; returns the function that stops it. */
  on<K extends keyof Events>(name: K, listener: (value: Events[K]) => void): () => void;
  /** Why content is shown or not, and when next. */
  explain(contentId: string): Explanation | undefined;
  consent(state: ConsentState | Partial<Record<Purpose, ConsentState>>): void;
  /** Sends what is waiting; resolves when nothing more can be sent for the moment. */
  flush(): Promise<void>;
  /** What was accepted, delivered, lost (and why) and is still queued, by reporter. */
  ledger(): Promise<Record<string, Ledger & { queued: number }>>;
  /** Takes everything off the page; stops listening and sending. What is waiting stays for the next page. */
  shutdown(): void;
  /** The configuration has been taken into use, or will not come. */
  readonly ready: Promise<void>;
  readonly version: string;
}
declare const SHIRUBE_VERSION: string;

export function createApi(core: Core): Shirube {
  const { options, guard, say, identity, warn, token, guide, win, doc } = core;
  const life = createLife(core);
  /** For tests of the app: every function is there, and none does anything. */
  const off = options.off || flag(doc.documentElement, 'data-shirube-off') || /[?&]shirube=off\b/.test(win.location.search);
  let live = !(doc as Document & { prerendering?: boolean }).prerendering;
  /** Calls during prerendering wait until a person really sees the page. */
  const shown = new Promise<void>((resolve) => {
    // Not in the turn in which the page waits for the script, unless it is called there.
    if (live) core.later(resolve, 0);
    else core.listen(doc, 'prerenderingchange', resolve as () => void);
  });
  let begun = false;
  const begin = (wish?: Choice): void => {
    live = true;
    if (!begun) life.begin(wish);
    begun = true;
  };
  const ready = off ? Promise.resolve() : shown.then(() => guard(() => (begin(), core.bring())));
  function run<T>(work: () => Promise<T> | T): Promise<T | undefined>;
  function run<T>(work: () => Promise<T | undefined> | T | undefined, otherwise: T, wish?: Choice): Promise<T>;
  async function run<T>(work: () => Promise<T> | T, otherwise?: T, wish?: Choice): Promise<T | undefined> {
    if (off) return otherwise;
    if (!live) await shown;
    begin(wish);
    try {
      return (await guard(work)) ?? otherwise;
    } catch (error) {
      core.report(error);
      return otherwise;
    }
  }
  /** Plain JSON, whatever the app hands over: getters that throw, loops, big integers, proxies. */
  const plain = (value: unknown): Record<string, unknown> => {
    try {
      const copy: unknown = JSON.parse(json(value ?? {}));
      if (Object.getPrototypeOf(copy) === Object.prototype) return copy as Record<string, unknown>;
    } catch {
      /* said below */
    }
    warn('S5', typeof value);
    return {};
  };
  /** Of somebody or something that has a name. */
  const about = (what: string, name: unknown, work: () => Promise<boolean> | boolean | undefined): Promise<boolean> =>
    run(() => {
      if (goodId(name)) return work();
      warn('S6', what);
      return false;
    }, false);
  const api: Shirube = {
    init(more) {
      guard(() => Object.assign(options, more));
      return api;
    },
    identify: (user, traits, more) =>
      about('identify', user, () => {
        if (identity.identify(user)) token.value = undefined;
        if (typeof more?.token === 'string') {
          token.value = more.token;
          // What was refused with another one need not wait any longer.
          void core.rest()?.open();
        }
        const given = plain(traits) as Record<string, Scalar>;
        const login = more?.login ? { login: true } : {};
        return say({ kind: 'identify', user, traits: given, ...login }, { type: 'identify', traits: given, context: login });
      }),
    group: (account, traits) =>
      about('group', account, () => {
        identity.group(account);
        const given = plain(traits) as Record<string, Scalar>;
        return say({ kind: 'group', account, traits: given }, { type: 'group', groupId: account, traits: given });
      }),
    track: (event, properties) =>
      about('track', event, () => {
        const props = plain(properties);
        return say({ kind: 'event', name: event, props }, { type: 'track', event, properties: props });
      }),
    page: (name, properties) =>
      run(
        () => core.view({ path: win.location.pathname }, { ...(goodId(name) && { name }), properties: plain(properties) as Properties }),
        false,
      ),
    reset: () => run(() => life.signOut()),
    forget: () => run(() => life.signOut(true)),
    show: (content) => void about('show', content, () => say({ kind: 'content', content, phase: 'requested', reason: 'app' })),
    hide: (content) => void run(() => guide()?.hide(content)),
    on: core.emitter.on,
    explain: (content) => guard(() => guide()?.explain(content)),
    consent(next) {
      const wish = typeof next === 'string' ? next : plain(next);
      void run(() => core.setConsent(chosen(core.consents, wish)), undefined, wish);
    },
    flush: () => run(core.flush) as Promise<void>,
    ledger: () => run(() => ready.then(() => core.rest()?.ledger()), {}),
    shutdown: () => void guard(life.stop),
    ready: ready.catch(core.report),
    version: SHIRUBE_VERSION,
  };
  return api;
}
