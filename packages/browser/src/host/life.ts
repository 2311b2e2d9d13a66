import type { Core } from './start';

/** From the first line to shutdown: start, leaving and coming back, signing out. */
export function createLife(core: Core) {
  const { win, doc, page, guard, tabs, outbox, channel, who, quick, durable, guide, rest, token } = core;
  const { listen } = page;

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
    const second = rest();
    if (second) second.leave();
    else void outbox.commit(true);
  };
  const begin = (): void => {
    core.open();
    core.announce();
    void core.view({ path: (core.first = win.location.pathname) });
    listen(win, 'pagehide', goodbye);
    listen(win, 'pageshow', (event) => {
      durable.resume();
      core.away(false);
      if (!(event as PageTransitionEvent).persisted) return;
      tabs.back();
      rest()?.awake(true);
    });
  };

  const signOut = async (forget: boolean): Promise<void> => {
    const { user, anon } = who();
    const proof = token.value();
    if (forget) {
      await outbox.clear('forgotten');
      const event = 'Person Forgotten';
      await core.say({ kind: 'event', name: event }, { type: 'track', event });
    }
    guide()?.pause();
    core.leave();
    channel.post({ is: 'reset' });
    // What is remembered of a person, in all their accounts.
    for (const store of [durable, quick])
      await store.tx(true, async (table) => {
        for (const prefix of [`s|${encodeURIComponent(user ?? '')}|`, `s|~${anon}|`, 'w|']) for (const [key] of await table.rows(prefix, 1e4)) table.del(key);
      }).catch(() => {});
    await core.flush();
    if (token.value() === proof) token.set();
  };
  const stop = (): void => {
    guide()?.stop();
    rest()?.stop();
    channel.close();
    page.stop();
  };
  return { begin: () => void guard(begin), signOut, stop };
}
