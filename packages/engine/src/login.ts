/** Sessions and logins. A session ends after 30 min without activity or after 24 h; both can be configured. */
import { ms } from './duration';
import type { Touch } from './signals';
import type { State } from './state';
import type { Config, Kinds, Program } from './types';
import { utcOf } from './date';

const KEEP = 64;
/** Milliseconds: two explicit logins this close are one that was told twice, by two tabs or a component that mounts twice. */
const SAME = 1000;

/**
 * Counts a login. Without explicit logins the first identified activity of a session counts as one; once the app reports an
 * explicit login, only those count, and the session that already counted is not counted twice.
 */
export function countLogin(state: State, explicit: boolean, touch: Touch): void {
  const { login, session, now } = state;
  const again = login.ses === session.n;
  if (explicit) {
    const first = !login.explicit;
    login.explicit = 1;
    if (login.n && (first ? again : now - (login.t[login.t.length - 1] ?? -SAME) < SAME)) return;
  } else if (login.explicit || again) return;
  login.n++;
  login.ses = session.n;
  login.t = [...login.t, now].slice(-KEEP);
  if (state.user.first === undefined) {
    state.user.first = now;
    touch('user');
  }
  touch('login');
}

/** What activity counts for: it belongs to the session that it opens, and is a login where the app reports none. */
export const activity: Kinds['activity'] = {
  before: keepSession,
  after(state, touch) {
    if (state.user.id) countLogin(state, false, touch);
  },
};

const gapOf = ({ session }: Config): number => ms(session?.gap ?? '') || 18e5;

/** Somebody was there a moment ago. */
export const inSession = ({ session, now }: State, config: Config): boolean => session.n > 0 && now - session.last < gapOf(config);

/** Called before an activity signal is absorbed: the activity belongs to the session that it opens. */
export function keepSession(state: State, program: Program, touch: Touch, id?: string): void {
  const { session, now } = state;
  const { config } = program;
  const pause = !inSession(state, config) || now - session.start >= (ms(config.session?.max ?? '') || 864e5);
  if (program.server ? program.server.session(state, pause, id) : pause) {
    session.n++;
    session.start = now;
    session.views = 0;
    touch('session');
  }
  session.last = now;
  touch('activity');
}

/** Decides once who was there before the installation. */
export function assumeExisting(state: State, { assumeExisting: rule }: Config, touch: Touch): void {
  if (!rule || state.user.existing) return;
  const trait = state.traits[rule.trait ?? 'created_at'];
  const before =
    typeof trait === 'string' && rule.firstSeenBefore
      ? utcOf(trait) < utcOf(rule.firstSeenBefore)
      : typeof trait === 'number' && trait >= (rule.logins ?? Infinity);
  if (!before) return;
  state.user.existing = 1;
  touch('login');
  touch('user');
}
