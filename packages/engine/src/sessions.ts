import type { ServerRules } from './types';

const SESSIONS = 8;

/**
 * A server does not hear of every activity, so it also goes by the browser's session id: a pause begins a new session only when a new id
 * says so too. The first event after a pause may still carry the old id, or none; the new one is then believed when it comes.
 */
export const sessionById: ServerRules['session'] = ({ session }, pause, id) => {
  let fresh = pause;
  const { ids = [] } = session;
  if (session.n && (id || session.ids)) {
    fresh = !!id && !ids.includes(id) && (pause || !!session.paused);
    if (fresh) delete session.paused;
    else if (pause) session.paused = 1;
  }
  if (id && !ids.includes(id)) session.ids = [...ids, id].slice(-SESSIONS);
  return fresh;
};
