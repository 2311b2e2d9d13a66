import type { Act, Video } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import type { Medium } from './medium';
import type { Say } from './strings';

/** What the controls and the interactions get of a mounted video. "sv-destroy" at `box` says that it is over. */
export interface Mounted {
  readonly api: FaceApi;
  readonly video: Video;
  readonly box: HTMLElement;
  readonly say: Say;
  css(text: string): void;
  medium(): Medium | undefined;
  /** The length in seconds; 0 while unknown. */
  length(): number;
  /** Called with the position whenever it is known to have changed, and with "ended". */
  onTime(run: (t: number, ended: boolean) => void): void;
  /** The farthest second that may be sought to. */
  limit(): number;
  tell(text: string): void;
  /** Plays another video in the same place. */
  change(id: string): void;
  run?: ((acts: Act | readonly Act[]) => void) | undefined;
}
