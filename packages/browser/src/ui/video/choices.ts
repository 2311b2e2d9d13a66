/** Volume, speed and captions as this person had them last, in this browser. */
import type { FaceApi } from '../../host/ports';

/** `captions`: a language, or "" for none. */
export interface Choices {
  volume?: number;
  muted?: boolean;
  rate?: number;
  captions?: string;
}

/** What is remembered, read with suspicion: a store is open to everybody on the page. */
export function choicesOf(api: FaceApi): Choices {
  const { volume, muted, rate, captions } = (api.recall('video') ?? {}) as Record<string, unknown>;
  return {
    ...(typeof volume === 'number' && volume >= 0 && volume <= 1 && { volume }),
    ...(typeof muted === 'boolean' && { muted }),
    ...(typeof rate === 'number' && { rate }),
    ...(typeof captions === 'string' && { captions }),
  };
}
export const choose = (api: FaceApi, more: Choices): void => api.remember('video', { ...choicesOf(api), ...more });

/** Sets the speed as the person likes it, and remembers what they change. */
export function keepChoices(api: FaceApi, video: HTMLVideoElement, speeds: readonly number[]): void {
  const { volume = 1, muted = false, rate = 1 } = choicesOf(api);
  // Loading goes back to the default.
  if (speeds.includes(rate)) video.playbackRate = video.defaultPlaybackRate = rate;
  /** What was set here is no choice: its event comes later, when another person may be there. */
  const on = (type: string, now: () => Choices, before = now()) => {
    let known = JSON.stringify(before);
    const look = () => {
      const next = JSON.stringify(now());
      if (next !== known) choose(api, now());
      known = next;
    };
    video.addEventListener(type, look);
    look();
  };
  // The volume was set before this came; what differs was changed by the person since.
  on('volumechange', () => ({ volume: video.volume, muted: video.muted }), { volume, muted });
  // Where there is no choice of speeds, nobody chose.
  if (speeds.length > 1) on('ratechange', () => ({ rate: video.playbackRate }));
}
