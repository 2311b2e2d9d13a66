/** Tracking alone, for a page that has its own <video> and its own controls. */
import { bindElement } from './element';
import { createTracker, type TrackerOptions } from './tracker';

export function trackElement(video: HTMLVideoElement, options: Omit<TrackerOptions, 'duration' | 'visible' | 'rate'>): { stop(): void } {
  return bindElement(
    video,
    createTracker({
      duration: () => video.duration,
      visible: video.ownerDocument.visibilityState === 'visible',
      rate: video.playbackRate,
      ...options,
    }),
  );
}
