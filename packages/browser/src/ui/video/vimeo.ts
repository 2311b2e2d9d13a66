/** Vimeo without its script: `{method, value}` out, `{event, data}` in, as its open-source client does. */
import { number, talk } from './frame';
import type { Medium, MediumOptions } from './medium';

const EVENTS = {
  play: 'playing',
  pause: 'pause',
  ended: 'ended',
  timeupdate: 'time',
  seeked: 'seeked',
  bufferstart: 'waiting',
  bufferend: 'playing',
  playbackratechange: 'rate',
  error: '',
} as const;

/** `src`: the frame's address. */
export function vimeo(src: string, o: MediumOptions): Medium {
  const seek = (value: number | undefined) => ({ method: 'setCurrentTime', value });
  return talk(
    o,
    src,
    { method: 'ping' },
    (t, { event, data }) => {
      const said = (data ?? {}) as Record<string, unknown>;
      const what = EVENTS[event as keyof typeof EVENTS];
      const length = number(said.duration);
      if (event === 'ready') {
        for (const value of Object.keys(EVENTS)) t.post({ method: 'addEventListener', value });
        if (o.startAt) t.post(seek(o.startAt));
      } else if (event === 'error') {
        // Of a call that was refused (play, without a click in the frame) the player itself knows nothing.
        if (!said.method || said.method === 'ready') o.failed(`${said.name}`);
        return;
      }
      if (length) o.duration(length);
      t.at = number(said.seconds) ?? t.at;
      if (what === 'seeked') t.say('seeking');
      // Buffering also happens before the first play and while paused.
      if (what && (event !== 'bufferend' || t.on)) t.say(what, what === 'rate' ? number(said.playbackRate) : undefined);
    },
    (what, s) => (what === 'seek' ? seek(s) : { method: what }),
  );
}
