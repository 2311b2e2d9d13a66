/** Vimeo without its script: `{method, value}` out, `{event, data}` in, as its open-source client does. `dnt=1` asks not to be tracked. */
import { number, talk } from './frame';
import type { Medium, MediumOptions } from './medium';

const ORIGIN = 'https://player.vimeo.com';
const EVENTS = { play: 'playing', pause: 'pause', ended: 'ended', timeupdate: 'time', seeked: 'seeked', bufferstart: 'waiting', bufferend: 'playing', playbackratechange: 'rate', error: '' } as const;

export function vimeo(id: string, key: string, o: MediumOptions): Medium {
  const query = new URLSearchParams({ ...(key && { h: key }), autoplay: '1', playsinline: '1', dnt: '1', texttrack: o.lang });
  const seek = (value: number | undefined) => ({ method: 'setCurrentTime', value });
  return talk(o, `${ORIGIN}/video/${id}?${query}`, ORIGIN, { method: 'ping' }, (t, { event, data }) => {
    const said = (data ?? {}) as Record<string, unknown>;
    const what = EVENTS[event as keyof typeof EVENTS];
    const length = number(said.duration);
    if (event === 'ready') {
      for (const value of Object.keys(EVENTS)) t.post({ method: 'addEventListener', value });
      if (o.startAt) t.post(seek(o.startAt));
    } else if (event === 'error') return o.failed(`${said.name}`);
    if (length) o.duration(length);
    t.at = number(said.seconds) ?? t.at;
    if (what === 'seeked') t.say('seeking');
    // Buffering also happens before the first play and while paused.
    if (what && (event !== 'bufferend' || t.on)) t.say(what, said.playbackRate as number | undefined);
  }, (what, s) => (what === 'seek' ? seek(s) : { method: what }));
}
