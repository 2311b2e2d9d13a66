import type { Config, Signal } from '@shirube/engine';
import { createBooks, type Sums } from './books';
import { createDrain, type Drain } from './drain';
import { json } from './json';
import type { Win } from './native';
import type { Reporter, Tracker, TrackerApi, WireEvent } from './ports';
import { createRenewal } from './renew';
import { createRoutes, type ReporterFactory } from './routes';
import type { Core } from './start';
import { declaredOnly } from './declared';
import { startTracker } from './start-tracker';

/** What the script asks of its second half. */
export interface Sender {
  /** Takes the configuration, which the script has asked for so that nothing is fetched one after the other, into use, and lets the guide begin. */
  begin(asked: Promise<Response> | undefined): Promise<void>;
  /** The person has agreed: opens the way to the endpoints. */
  open(): Promise<void>;
  /** Something is waiting. */
  poke(): void;
  /** Sends now what is waiting; resolves when nothing more can be sent for the moment. */
  flush(): Promise<void>;
  /** Back, or awake again; `fresh`: out of the back/forward cache. */
  awake(fresh: boolean): void;
  /** The page goes. */
  leave(): void;
  ledger(): Promise<Sums>;
  /** Asks the app for another token than the refused one; true when there is one. */
  refresh(refused: string | undefined): Promise<boolean>;
  /** Query and hash may say more than they should: takes out of a page view what the configuration does not ask about, before it is remembered or told to other tabs. */
  trim(signal: Signal): void;
  /** Of the configuration. */
  version(): string | undefined;
  /** Starts a tracker on this page; gives what is to be done after each page view. */
  track(tracker: Tracker, wishes: Pick<TrackerApi, 'watches' | 'text'>): (() => void) | void;
}

/** What the preset brings along: reporters that need no file of their own, and who sees page views after the first, whose path is given. */
export interface Hands {
  reporters: Readonly<Record<string, ReporterFactory>>;
  pageViews(first: string): Tracker;
}

/** For the configuration, in milliseconds. */
const PATIENCE = 15_000;
/** Events wait this long for company. They are safe meanwhile. */
const PAUSE = 1000;

/**
 * The second half of the script, a chunk: the configuration, the way to the endpoints, sending, and the guide. Without it events are
 * accepted and stored, consent is obeyed and people are forgotten; nothing is sent or shown.
 */
export function createSender(core: Core, hands: Hands): Sender {
  const { win, doc, listen, options, outbox, may, warn, degraded, guide } = core;
  let config: Config | undefined;
  /** The configuration as text: asked at every change of the page. */
  let written = '';
  let reporters: Reporter[] | undefined;
  let drains: Drain[] = [];
  let routed: Promise<void> = Promise.resolve();
  /** The next page of this site sends what is waiting; a request of this one would be repeated, since nobody is left to hear the answer. */
  let onward = false;

  /** Not all pages at once. */
  const soon = () => drains.forEach((drain) => drain.wake(PAUSE + port.random() * 2000));
  const poke = (ms = PAUSE) => drains.forEach((drain) => drain.poke(ms));
  const books = createBooks(core, poke);
  const refresh = createRenewal(core);
  const routes = createRoutes(core, hands.reporters);
  const port = {
    ...core,
    ...books,
    ...routes,
    refresh,
    wall: () => Date.now(),
    random: () => Math.random(),
    stores: () => (core.over() ? [] : outbox.stores()),
    seal: (event: WireEvent) => declaredOnly(event, config),
    // Firefox keeps no page for the way back that has an ordinary request under way; WebKit freezes it at once.
    stays: () => 'onfreeze' in doc && doc.visibilityState === 'visible' && !onward,
    among: () => drains.length,
  };

  const configure = async (asked: Promise<Response> | undefined): Promise<Config | undefined> => {
    const { config: given } = options;
    try {
      const late = new Promise<never>((_resolve, reject) => core.later(() => reject('timeout'), PATIENCE));
      const fetched = asked?.then((response) => {
        if (!response.ok) throw `HTTP ${response.status}`;
        return response.json() as Promise<Config>;
      });
      const found = await Promise.race([late, fetched ?? (given as Config | undefined)]);
      // What the app made itself may be no JSON.
      written += json(found);
      return found;
    } catch (error) {
      warn('S1', `${given} ${String(error)}`);
      degraded('config');
      return undefined;
    }
  };
  const lead = async (): Promise<void> => {
    try {
      core.lead(config && (await (await core.guideModule()).guide(core, config)));
    } catch (error) {
      warn('S2', error);
      degraded('guide');
      core.lead();
    }
  };
  const open = async (): Promise<void> => {
    if (!reporters || !may('analytics')) return;
    const to = reporters;
    await (routed = books.route(to).catch(core.report));
    if (!drains.length) drains = to.map((reporter) => createDrain(reporter, port));
    // The last page may have been told to wait; a new one asks a little earlier, but not while its own first events are being written.
    soon();
  };
  const flush = async (): Promise<void> => {
    await outbox.commit(true);
    await routed;
    await Promise.all(drains.map((drain) => drain.run()));
  };
  const awake = (fresh: boolean): void => {
    if (fresh) onward = false;
    guide()?.wake(fresh);
    poke(500);
  };

  listen(doc, 'visibilitychange', () => {
    if (doc.visibilityState === 'visible') return awake(false);
    guide()?.pause();
    if (!onward) void flush();
  });
  const { navigation } = win as Win & { navigation?: EventTarget };
  if (navigation)
    listen(navigation, 'navigate', (event) => {
      const { destination, downloadRequest } = event as Event & {
        destination: { url: string; sameDocument: boolean };
        downloadRequest: string | null;
      };
      onward = !destination.sameDocument && downloadRequest === null && destination.url.startsWith(`${win.origin}/`);
    });
  listen(win, 'focus', () => awake(false));
  // At once would meet a network that is only half there.
  listen(win, 'online', soon);

  const declares = (part: 'query' | 'hash') => written.includes(`"${part}":`);
  const track: Sender['track'] = (tracker, wishes) => startTracker(core, tracker, { ...wishes, declares });
  track(hands.pageViews(core.first), { watches: () => [], text: () => '' });

  return {
    async begin(asked) {
      config = await configure(asked);
      options.endpoint = String(options.endpoint ?? config?.endpoint ?? '').replace(/\/$/, '');
      const chosen = await routes.choose(config?.reporters);
      // When nothing says where to, since the configuration did not come, everything waits for a page that knows.
      if (chosen[0] || config || !options.config) reporters = chosen;
      const opened = open();
      await lead();
      await opened;
    },
    open,
    poke,
    flush,
    awake,
    refresh,
    track,
    trim(signal) {
      if (signal.kind === 'page') for (const part of ['query', 'hash'] as const) if (!declares(part)) delete signal[part];
    },
    leave() {
      // Nobody will hear the answer to what is on its way, so another page need not wait for it.
      for (const drain of drains) drain.leave();
      if (!onward) void flush();
    },
    ledger: books.ledger,
    version: () => guide()?.version() ?? config?.version,
  };
}
