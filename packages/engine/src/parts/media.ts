/** Videos and surveys: what was watched, and what was answered. */
import { survey } from '../conditions/survey';
import { video } from '../conditions/video';
import { answer } from '../signals/answer';
import { video as videoSignal } from '../signals/video';
import type { Part } from '../types';

export const part = {
  conditions: { survey, video },
  signals: { answer, video: videoSignal },
  // Faces tell what they are about even where no condition asks.
  sections: { videos: () => {} },
} satisfies Part;
