import { FORGOTTEN } from '@shirube/engine';
import type { Choice } from './consent';
import type { Core } from './start';

/** From the first line to shutdown: start, leaving and coming back, signing out. */
export function createLife(core: Core) {
  const { win, doc, guard, listen, tabs, outbox, channel, durable, guide, rest, token } = core;

  const goodbye = (event: Event): void => {
    const { persisted } = event as PageTransitionEvent;
    // WebKit freezes the page at once, and a transaction that it was in holds up every other page of the site.
    const frozen = persisted && !('onfreeze' in doc);
    if (frozen) durable.halt();
    if (!persisted) void core.say({ kind: 'tab', is: 'closed' });
    guide()?.pause();
    tabs.leave();
    core.left = !persisted;
    if (frozen) return;
    rest()?.leave();
    void outbox.commit(true);
  };
  const begin = (wish?: Choice): void =>
    void guard(() => {
      core.recall(wish);
      tabs.open();
      channel.open();
      core.announce();
      const { pathname, search, hash } = win.location;
      void core.view({ path: (core.first = pathname), query: search.slice(1), hash });
      listen(win, 'pagehide', goodbye);
      listen(win, 'pageshow', (event) => {
        durable.resume();
        core.left = false;
        if (!(event as PageTransitionEvent).persisted) return;
        tabs.back();
        rest()?.awake(true);
      });
    });

  const signOut = async (forget?: boolean): Promise<void> => {
    const proof = token.value;
    // All of it in this turn: the page may go on elsewhere in the next.
    if (forget) void core.say({ kind: 'event', name: FORGOTTEN }, { type: 'track', event: FORGOTTEN });
    guide()?.pause();
    const gone = core.leave();
    channel.post({ is: 'reset' });
    if (forget) await outbox.clear('forgotten', FORGOTTEN);
    await gone;
    await core.flush();
    if (token.value === proof) token.value = undefined;
  };
  const stop = (): void => {
    guide()?.stop();
    channel.close();
    core.stop();
  };
  return { begin, signOut, stop };
}
