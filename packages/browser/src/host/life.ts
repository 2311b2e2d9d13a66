import type { Config } from '@shirube/engine';
import type { Win } from './native';
import type { Core } from './start';

const PATIENCE = 15_000;

/** From the first line to shutdown: start, leaving and coming back, signing out. */
export function createLife(core: Core) {
  const { options, win, doc, page, env, tabs, delivery, channel, guard, later, warn, who, quick, durable, guide, guideModule } = core;
  const { listen } = page;

  const configure = async (): Promise<void> => {
    const { config } = options;
    if (typeof config !== 'string') return core.use(config);
    // Whoever needs it will hear why it did not come.
    guideModule().catch(() => {});
    const abort = new AbortController();
    const stop = later(() => abort.abort(), PATIENCE);
    let found: Config | undefined;
    try {
      const response = await page.fetch(config, { signal: abort.signal, credentials: 'same-origin' });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      found = (await response.json()) as Config;
    } catch (error) {
      warn('S1', `${config} ${String(error)}`);
      core.degraded('config');
    } finally {
      stop();
    }
    await core.use(found);
  };

  const awake = (fresh: boolean): void => {
    guide()?.wake(fresh);
    delivery.poke(500);
  };
  /** The next page of this site sends what is waiting; a request of this one would be repeated, since nobody is left to hear the answer. */
  let onward = false;
  const goodbye = (event: Event): void => {
    const { persisted } = event as PageTransitionEvent;
    // WebKit freezes the page at once, and a transaction that it was in holds up every other page of the site.
    const frozen = persisted && !('onfreeze' in doc);
    if (frozen) durable.halt();
    if (!persisted) void core.say({ kind: 'tab', is: 'closed' });
    guide()?.pause();
    tabs.leave();
    core.away(!persisted);
    if (frozen) return;
    delivery.leave();
    if (!onward) void delivery.flush();
  };
  const begin = async (): Promise<void> => {
    core.announce();
    for (const tracker of env.trackers) core.startTracker(tracker);
    listen(doc, 'visibilitychange', () => {
      if (doc.visibilityState === 'visible') return awake(false);
      guide()?.pause();
      if (!onward) void delivery.flush();
    });
    const { navigation } = win as Win & { navigation?: EventTarget };
    if (navigation)
      listen(navigation, 'navigate', (event) => {
        const { destination, downloadRequest } = event as Event & { destination: { url: string; sameDocument: boolean }; downloadRequest: string | null };
        onward = !destination.sameDocument && downloadRequest === null && new URL(destination.url).origin === win.location.origin;
      });
    listen(win, 'pagehide', goodbye);
    listen(win, 'pageshow', (event) => {
      durable.resume();
      onward = false;
      core.away(false);
      if (!(event as PageTransitionEvent).persisted) return;
      tabs.back();
      awake(true);
    });
    listen(win, 'focus', () => awake(false));
    // At once would meet a network that is only half there.
    listen(win, 'online', () => delivery.wake(1000 + Math.random() * 2000));
    await configure();
  };

  /** Deletes what is remembered of a person, in all their accounts. */
  const wipe = async (user: string): Promise<void> => {
    for (const store of [durable, quick])
      await store.tx(true, async (table) => {
        for (const prefix of [`s|${encodeURIComponent(user)}|`, 'w|']) for (const [key] of await table.rows(prefix, 1e4)) table.del(key);
      }).catch(() => {});
  };
  const signOut = async (forget: boolean): Promise<void> => {
    const { user, anon } = who();
    if (forget) {
      await delivery.outbox.clear('forgotten');
      await core.say({ kind: 'event', name: 'Person Forgotten' }, { type: 'track', event: 'Person Forgotten' });
    }
    guide()?.pause();
    core.leave();
    channel.post({ is: forget ? 'forget' : 'reset' });
    await wipe(user ?? `~${anon}`);
    await wipe(`~${anon}`);
    await delivery.flush();
  };
  const stop = (): void => {
    guide()?.stop();
    delivery.stop();
    channel.close();
    page.stop();
  };
  return { begin: () => guard(begin) ?? Promise.resolve(), signOut, stop };
}
