/** Keeps a policy, softly: what is not allowed is put right, and the person is told why. It can be got around; the server checks too. */
import { maxSeek, type VideoPolicy } from '@shirube/engine';

export interface Fence {
  /** The farthest second that may be sought to now; Infinity when anything goes. */
  limit(): number;
  /** The playhead is at `t`. False when it cannot have come there by watching. */
  pass(t: number): boolean;
}

/** What the state knows arrives a few seconds late, so what was just played is remembered here. `stride`: seconds between two reports, at most. */
export function createFence(
  { skip }: VideoPolicy,
  watched: () => { pieces: readonly [number, number][]; completed: boolean },
  stride: number,
): Fence {
  let best = 0;
  const edge = () => Math.max(best, maxSeek(watched().pieces));
  const limit = () => (skip === 'free' || watched().completed ? Infinity : edge());
  return {
    limit,
    pass(t) {
      if (t > limit() + stride) return false;
      if (t <= edge() + stride) best = Math.max(best, t);
      return true;
    },
  };
}

/** Puts an element back to where it may be, and to a speed that it may have. */
export function keepRules(video: HTMLVideoElement, { speeds }: VideoPolicy, fence: Fence, tell: () => void): () => void {
  const off = new AbortController();
  const { signal } = off;
  video.addEventListener('timeupdate', () => video.seeking || fence.pass(video.currentTime), { signal });
  video.addEventListener(
    'seeking',
    () => {
      const most = fence.limit();
      if (video.currentTime <= most + 0.5) return;
      video.currentTime = most;
      tell();
    },
    { signal },
  );
  video.addEventListener(
    'ratechange',
    () => {
      const most = Math.max(...speeds);
      if (video.playbackRate > most) video.playbackRate = most;
    },
    { signal },
  );
  return () => off.abort();
}
