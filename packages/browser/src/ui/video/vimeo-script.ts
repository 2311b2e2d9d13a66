/** The opt-in way: Vimeo's own player script. */
import { createFrame } from './frame';
import type { Medium, MediumOptions } from './medium';
import { loadScript } from './script';

interface Said {
  seconds?: number;
  duration?: number;
  playbackRate?: number;
  name?: string;
  method?: string;
}
interface Player {
  ready(): Promise<void>;
  on(event: string, run: (said: Said) => unknown): void;
  play(): Promise<void>;
  pause(): Promise<void>;
  setCurrentTime(s: number): Promise<number>;
  destroy(): Promise<void>;
}
const EVENTS = {
  play: 'playing',
  pause: 'pause',
  ended: 'ended',
  timeupdate: 'time',
  seeked: 'seeked',
  bufferstart: 'waiting',
  playbackratechange: 'rate',
} as const;

export function vimeoScript(src: string, o: MediumOptions): Medium {
  // The script is given a frame instead of asking Vimeo for one, which would be one more request to allow.
  const el = createFrame(o.doc, src, o.title);
  let player: Player | undefined;
  let on = false;
  let at = o.startAt;
  const say = (what: Parameters<MediumOptions['feed']>[0], value?: number) => o.feed(what, at, o.win.performance.now(), value);
  const off = new AbortController();
  loadScript<{ Player: new (el: Element) => Player }>(o.doc, 'https://player.vimeo.com/api/player.js', 'Vimeo')
    .then(({ Player }) => {
      if (off.signal.aborted) return;
      const own = (player = new Player(el));
      void own.ready().then(() => {
        o.ready?.();
        if (o.startAt) void own.setCurrentTime(o.startAt);
      });
      // Of a call that was refused (play, without a click in the frame) the player itself knows nothing.
      own.on('error', ({ name, method = 'ready' }) => method === 'ready' && o.failed(name ?? 'vimeo'));
      for (const [event, what] of Object.entries(EVENTS))
        own.on(event, ({ seconds, duration, playbackRate }) => {
          if (duration) o.duration(duration);
          at = seconds ?? at;
          if (what === 'playing') on = true;
          if (what === 'pause' || what === 'ended') on = false;
          if (what === 'seeked') say('seeking');
          say(what, what === 'rate' ? playbackRate : undefined);
        });
    })
    .catch(() => o.failed('script'));
  return {
    el,
    play: () => void player?.play(),
    pause: () => void player?.pause(),
    seek: (t) => void player?.setCurrentTime(t),
    playing: () => on,
    position: () => at,
    stop() {
      off.abort();
      void player?.destroy();
    },
  };
}
