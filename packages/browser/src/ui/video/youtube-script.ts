/** The opt-in way: YouTube's own, documented script. It sets cookies, and a page with Trusted Types refuses it. */
import { createFrame } from './frame';
import type { Medium, MediumOptions } from './medium';
import { loadScript } from './script';

interface Player {
  playVideo(): void;
  pauseVideo(): void;
  seekTo(s: number, ahead: boolean): void;
  getCurrentTime(): number;
  getDuration(): number;
  destroy(): void;
}
interface Api {
  ready(run: () => void): void;
  Player: new (el: Element, options: unknown) => Player;
}
const STATES = { 0: 'ended', 1: 'playing', 2: 'pause', 3: 'waiting' } as const;

export function youtubeScript(src: string, o: MediumOptions): Medium {
  // The script is given a frame instead of making one: the address stays the one without cookies, and the referrer is right.
  const el = createFrame(o.doc, src, o.title);
  let player: Player | undefined;
  let on = false;
  let at = o.startAt;
  const say = (what: Parameters<MediumOptions['feed']>[0], value?: number) =>
    o.feed(what, (at = player?.getCurrentTime?.() ?? at), o.win.performance.now(), value);
  const beat = o.win.setInterval(() => on && say('time'), 250);
  const off = new AbortController();
  loadScript<Api>(o.doc, 'https://www.youtube.com/iframe_api', 'YT')
    .then((api) => {
      api.ready(() => {
        if (off.signal.aborted) return;
        player = new api.Player(el, {
          events: {
            onReady: () => o.ready?.(),
            onError: ({ data }: { data: number }) => o.failed(String(data)),
            onPlaybackRateChange: ({ data }: { data: number }) => say('rate', data),
            onStateChange({ data }: { data: number }) {
              const state = STATES[data as keyof typeof STATES];
              const length = player?.getDuration();
              if (length) o.duration(length);
              if (!state) return;
              on = state === 'playing';
              say(state);
            },
          },
        });
      });
    })
    .catch(() => o.failed('script'));
  return {
    el,
    play: () => player?.playVideo(),
    pause: () => player?.pauseVideo(),
    seek: (t) => player?.seekTo(t, true),
    playing: () => on,
    position: () => at,
    stop() {
      o.win.clearInterval(beat);
      off.abort();
      player?.destroy();
    },
  };
}
