/** What buttons do. The verbs that move or end content go to its controls; everything else happens here. */
import type { Act, Content, Video } from '@shirube/engine';
import { ms } from '@shirube/engine';
import { safeUrl } from './text/markdown';
import type { Controls, Session } from './view';

export type { Act };
export const actList = (acts: Act | readonly Act[]): readonly Act[] => (Array.isArray(acts) ? acts : [acts as Act]);

/** The address of an `open` action, with the page that the person comes from when it is asked for. */
export function openUrl(session: Pick<Session, 'api'>, act: { open: string; context?: boolean | undefined }): string | undefined {
  const { api } = session;
  const href = safeUrl(act.open, api.doc.baseURI);
  if (!href || !act.context) return href;
  const url = new URL(href);
  url.searchParams.set('from', api.path());
  return url.href;
}

/** Runs them in order. */
export function runActs(session: Session, given: Act | readonly Act[], controls: Controls = {}, play: (video: string, at?: number) => void): void {
  const { api, content } = session;
  const acts = actList(given);
  let moved = false;
  session.say('clicked', { value: acts.map((act) => (typeof act === 'string' ? act : Object.keys(act)[0])).join(' ') });
  for (const act of acts) {
    if (act === 'next') (moved = true), controls.next ? controls.next() : session.end('completed', 'completed');
    else if (act === 'back') (moved = true), controls.back?.();
    else if (act === 'complete') (moved = true), session.end('completed', 'completed');
    else if (act === 'dismiss') (moved = true), session.end('dismissed', 'dismissed');
    else if (act === 'never') (moved = true), session.end('never', 'never');
    else if (act === 'snooze') (moved = true), session.end('snoozed', 'snoozed');
    else if ('snooze' in act) (moved = true), session.end('snoozed', 'snoozed', { until: api.now() + ms(act.snooze) });
    else if ('go' in act) (moved = true), controls.go?.(act.go);
    else if ('open' in act) {
      const href = openUrl(session, act);
      if (!href) api.report(new Error(`SHIRUBE_URL ${content.id}: "${act.open}" is neither https nor of this origin, so it was not opened.`));
      else if (!controls.linked) act.newTab === false ? api.win.location.assign(href) : api.win.open(href, '_blank', 'noopener');
    } else if ('navigate' in act) api.navigate(act.navigate);
    else if ('start' in act) api.request(act.start);
    else if ('play' in act) play(act.play, act.at);
    else if ('track' in act) api.track(act.track, { ...act.properties });
    else if ('setTrait' in act) api.setTrait(act.setTrait, act.to);
    else if ('call' in act) api.call(act.call, act.args);
  }
  if (!moved) controls.acted?.(acts);
}

export const videoOf = (session: Pick<Session, 'api'>, id: string): Video | undefined => session.api.config.videos?.find((video) => video.id === id);
/** Content made up for a video that a button opens. */
export const videoContentFor = (id: string, at?: number): Extract<Content, { kind: 'video' }> => ({ kind: 'video', id: `video-${id}`, video: id, ...(at !== undefined && { startAt: at }) });
