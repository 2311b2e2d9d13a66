/** Sessions and logins. A session ends after 30 min without activity or after 24 h; both can be configured. */
import { ms } from './duration';
import type { Touch } from './signals';
import type { State } from './state';
import type { Config } from './types';

const KEEP = 32;

/**
 * Counts a login. Without explicit logins the first identified activity of a session counts as one; once the app reports an
 * explicit login, only those count, and the session that already counted is not counted twice.
 */
export function countLogin(state: State, explicit: boolean, touch: Touch): void {
  const { login, session } = state;
  if (explicit && !login.explicit) {
    login.explicit = 1;
    if (login.n && login.ses === session.n) return;
  } else if (!explicit && (login.explicit || login.ses === session.n)) return;
  login.n++;
  login.ses = session.n;
  login.t = [...login.t, state.now].slice(-KEEP);
  state.user.first ??= state.now;
  touch('login');
}

/** Called before an activity signal is absorbed: the activity belongs to the session that it opens. */
export function keepSession(state: State, config: Config, touch: Touch): void {
  const { session, now } = state;
  const gap = ms(config.session?.gap ?? '30m');
  const max = ms(config.session?.max ?? '24h');
  if (!session.n || now - session.last >= gap || now - session.start >= max) {
    session.n++;
    session.start = now;
    session.views = 0;
    touch('session');
  }
  session.last = now;
}
