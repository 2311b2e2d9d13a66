/** What the mount can do with a player, whatever it is. */
import type { Feed } from './tracker';

export interface Medium {
  readonly el: HTMLElement;
  play(): void;
  pause(): void;
  /** To a second of the video. */
  seek(t: number): void;
  playing(): boolean;
  /** Media seconds. */
  position(): number;
  /** Ends all listening and says that the viewer left. */
  stop(): void;
}

/** What an adapter is given. */
export interface MediumOptions {
  win: Window;
  doc: Document;
  title: string;
  lang: string;
  /** Seconds. */
  startAt: number;
  feed: Feed;
  duration(seconds: number): void;
  /** The provider answered: its player is there. */
  ready?(): void;
  /** It cannot be played; a provider's own error code when there is one. */
  failed(code: string): void;
}
