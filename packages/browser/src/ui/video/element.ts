/** Binds the tracker to a real <video>. Everything it listens to ends with `stop()`. */
import type { Feed } from './tracker';

/** Where the range of `played` that holds `t` ends: exact to the frame, but `played` forgets what was watched twice. */
function playedEnd(video: HTMLVideoElement, t: number): number | undefined {
  const { played } = video;
  for (let i = 0; i < played.length; i++) if (played.start(i) <= t + 0.01 && played.end(i) >= t - 0.01) return played.end(i);
  return undefined;
}

export const watching = (video: HTMLVideoElement): boolean =>
  video.ownerDocument.visibilityState === 'visible' ||
  video.ownerDocument.pictureInPictureElement === video ||
  (video.getRootNode() as ShadowRoot).pictureInPictureElement === video;

export function bindElement(video: HTMLVideoElement, feed: Feed): { stop(): void } {
  const doc = video.ownerDocument;
  const win = doc.defaultView;
  const off = new AbortController();
  const { signal } = off;
  let last = 0;
  let rest = video.currentTime; // where it stood before it began to move; Infinity: it moves and has said so
  const now = () => win?.performance.now() ?? 0;
  // Capture: before the script sends what it has when a page is hidden or left, so that the last piece is on board.
  const on = (target: EventTarget | null, types: string, run: () => void) => {
    for (const type of types.split(' ')) target?.addEventListener(type, run, { signal, capture: true });
  };
  const say = (what: Parameters<Feed>[0], value?: number) => feed(what, video.currentTime, now(), value);

  const halt = () => (rest = video.currentTime);
  /** Where playing began, if it has come from there: the word of it may be late. */
  const from = () => ((playedEnd(video, rest) ?? -1) >= video.currentTime - 0.05 ? rest : undefined);

  const start = () => {
    say('playing', from());
    rest = Infinity;
  };
  on(video, 'playing', start);
  on(video, 'timeupdate', () => {
    if (video.seeking) return;
    last = video.currentTime;
    // WebKitGTK pauses for a change of speed and never says that it plays again.
    if (!video.paused && last > rest) start();
    say('time');
  });
  on(video, 'seeking', () => {
    halt();
    say('seeking', playedEnd(video, last));
  });
  on(video, 'seeked', () => {
    last = video.currentTime;
    say('seeked', from());
  });
  for (const what of ['waiting', 'pause'] as const) {
    on(video, what, () => {
      halt();
      say(what);
    });
  }
  on(video, 'ended', () => say('ended'));
  on(video, 'ratechange', () => say('rate', video.playbackRate));
  on(video, 'emptied', () => {
    rest = 0;
    say('emptied');
  });
  on(doc, 'visibilitychange', () => say(watching(video) ? 'shown' : 'hidden'));
  on(video, 'enterpictureinpicture leavepictureinpicture', () => say(watching(video) ? 'shown' : 'hidden'));
  on(win, 'pagehide', () => say('leave'));
  return {
    stop() {
      say('leave');
      off.abort();
    },
  };
}
