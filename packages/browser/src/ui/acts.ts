/** What buttons do. The verbs that move or end content go to its controls; everything else happens here. */
import type { Act, Content, Video } from '@shirube/engine';
import { ms } from '@shirube/engine';
import { safeUrl } from './text/url';
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

const ENDS: Record<string, 'completed' | 'dismissed' | 'never' | 'snoozed' | undefined> = {
  complete: 'completed',
  dismiss: 'dismissed',
  never: 'never',
  snooze: 'snoozed',
};

/** Runs them in order. */
export function runActs(
  session: Session,
  given: Act | readonly Act[],
  controls: Controls = {},
  play: (video: string, at?: number) => void,
): void {
  const { api } = session;
  const acts = actList(given);
  let moved = false;
  session.say('clicked', { value: acts.map((act) => (typeof act === 'string' ? act : Object.keys(act)[0])).join(' ') });
  for (const act of acts) {
    if (typeof act === 'string') {
      moved = true;
      const end = ENDS[act];
      if (end) session.end(end);
      else if (act === 'back') controls.back?.();
      else if (controls.next) controls.next();
      else session.end('completed');
    } else if ('snooze' in act) {
      moved = true;
      session.end('snoozed', undefined, { until: api.now() + ms(act.snooze) });
    } else if ('go' in act) {
      moved = true;
      controls.go?.(act.go);
    } else if ('open' in act) {
      const href = openUrl(session, act);
      // Neither https nor of this origin.
      if (!href) api.report(new Error(`SHIRUBE_URL ${act.open}`));
      else if (controls.linked) continue;
      else if (act.newTab === false) api.win.location.assign(href);
      else api.win.open(href, '_blank', 'noopener');
    } else if ('navigate' in act) api.navigate(act.navigate);
    else if ('start' in act) api.request(act.start);
    else if ('play' in act) play(act.play, act.at);
    else if ('track' in act) api.track(act.track, { ...act.properties });
    else if ('setTrait' in act) api.setTrait(act.setTrait, act.to);
    else api.call(act.call, act.args);
  }
  if (!moved) controls.acted?.(acts);
}

export const videoOf = (session: Pick<Session, 'api'>, id: string): Video | undefined =>
  session.api.config.videos?.find((video) => video.id === id);
/** Content made up for a video that a button opens. */
export const videoContentFor = (id: string, at?: number): Extract<Content, { kind: 'video' }> => ({
  kind: 'video',
  id: `video-${id}`,
  video: id,
  ...(at !== undefined && { startAt: at }),
});
