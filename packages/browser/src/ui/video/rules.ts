/** Keeps a policy, softly: what is not allowed is put right, and the person is told why. It can be got around; the server checks too. */
import { maxSeek, type VideoPolicy } from '@shirube/engine';

export interface Rules {
  /** The farthest second that may be sought to now; Infinity when anything goes. */
  limit(): number;
  stop(): void;
}

export function keepRules(video: HTMLVideoElement, policy: VideoPolicy, watched: () => { pieces: readonly [number, number][]; completed: boolean }, tell: () => void): Rules {
  const off = new AbortController();
  const { signal } = off;
  let best = 0;
  let before = 0;
  const limit = () => {
    const { pieces, completed } = watched();
    return policy.skip === 'free' || completed ? Infinity : Math.max(best, maxSeek(pieces));
  };
  video.addEventListener('timeupdate', () => {
    if (video.seeking) return;
    // The pieces arrive a few seconds late; what was just played counts at once.
    if (video.currentTime <= Math.max(best, maxSeek(watched().pieces)) + 1 && video.currentTime - before < 2) best = Math.max(best, video.currentTime);
    before = video.currentTime;
  }, { signal });
  video.addEventListener('seeking', () => {
    const most = limit();
    before = Math.min(video.currentTime, most);
    if (video.currentTime <= most + 0.5) return;
    video.currentTime = most;
    tell();
  }, { signal });
  video.addEventListener('ratechange', () => {
    const { speeds } = policy;
    const rate = video.playbackRate;
    if (!speeds.includes(rate) && rate > Math.max(...speeds)) video.playbackRate = Math.max(...speeds);
  }, { signal });
  return { limit, stop: () => off.abort() };
}

/** One tab at a time: whoever begins to play tells the others. Returns how to tell, and how to stop listening. */
export function oneTab(win: Window, id: string, pause: () => void): { claim(): void; stop(): void } {
  const Channel = (win as Window & typeof globalThis).BroadcastChannel as typeof BroadcastChannel | undefined;
  if (!Channel) return { claim: () => undefined, stop: () => undefined };
  const channel = new Channel('shirube-video');
  channel.onmessage = ({ data }) => {
    if (data === id) pause();
  };
  return { claim: () => channel.postMessage(id), stop: () => channel.close() };
}
