/** What a viewer may do with a video and what of it counts. Presets are Japanese training practice: free for reference, strict for compliance. */
import type { Video } from './sections/video';

export interface VideoPolicy {
  /** "watched": until the first completion nobody can seek past what was watched from the start. Done in the browser, so it asks, it does not guard. */
  skip: 'free' | 'watched';
  /** Speeds on offer, ascending. */
  speeds: readonly number[];
  /** Pieces that were played faster do not count as watched. */
  maxCountedRate: number;
  /** Share (0..1) of a piece's time in which the page was visible, or the video in picture-in-picture; below it the piece does not count. */
  minVisible: number;
  /** One place at a time: starting it pauses other videos with this rule, in other tabs and, by the collector, on other devices. */
  oneTab: boolean;
}

const presets: Record<'reference' | 'compliance', VideoPolicy> = {
  reference: { skip: 'free', speeds: [0.75, 1, 1.25, 1.5, 2], maxCountedRate: Infinity, minVisible: 0, oneTab: false },
  compliance: { skip: 'watched', speeds: [1], maxCountedRate: 1, minVisible: 0.5, oneTab: true },
};

/** The policy of a video, complete: its preset (default "reference") and what the video says differently. */
export function videoPolicy({ policy = 'reference' }: Pick<Video, 'policy'>): VideoPolicy {
  if (typeof policy === 'string') return presets[policy];
  const { preset = 'reference', ...own } = policy;
  const out: VideoPolicy = { ...presets[preset] };
  for (const [key, value] of Object.entries(own)) if (value !== undefined) Object.assign(out, { [key]: value });
  return out;
}

/** Share of the duration that must be watched; 0.9 unless the video says otherwise. */
export const thresholdOf = (video: Pick<Video, 'threshold'> | undefined): number => video?.threshold ?? 0.9;
