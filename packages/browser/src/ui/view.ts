/** What the face and its views say to each other: one session per piece of content on the screen. */
import type { Act, Content, ContentKindName, Effect, SignalInput } from '@shirube/engine';
import type { FaceApi } from '../host/ports';
import type { Stage } from './stage';

export type ShowEffect = Extract<Effect, { kind: 'show' }>;
type ContentSignal = Extract<SignalInput, { kind: 'content' }>;
export type Phase = ContentSignal['phase'];
/** Why content left the screen; goes with the signal. */
export type Reason =
  | 'completed'
  | 'dismissed'
  | 'goal_met'
  | 'snoozed'
  | 'never'
  | 'target_missing'
  | 'left_page'
  | 'closed_by_app'
  | 'load_failed'
  | 'not_found'
  | (string & {});
type More = Partial<Omit<ContentSignal, 'kind' | 'content' | 'phase'>>;

/** The verbs of a button that only the content itself can carry out. */
export interface Controls {
  next?(): void;
  back?(): void;
  go?(step: string): void;
  /** The button had none of the verbs: it opened, played or tracked something. */
  acted?(acts: readonly Act[]): void;
  /** The button is a link: the address is opened by the browser. */
  linked?: boolean;
}

export interface Session<C extends Content = Content> {
  readonly api: FaceApi;
  readonly stage: Stage;
  readonly content: C;
  readonly effect: ShowEffect;
  /** Emits a content signal. Anything a person did counts as seen first. */
  say(phase: Phase, more?: More): void;
  /** Starts the clock of "shown": painted and in the viewport for 1 s. Call it again for each new surface; it reports once. */
  seen(surface: Element): void;
  /** Says how it ended and takes it off the screen. */
  end(phase: 'completed' | 'dismissed' | 'snoozed' | 'never' | 'failed' | 'closed', reason?: Reason, more?: More): void;
  /** Takes it off the screen; how it ended was said before. */
  leave(): void;
  /** Carries out a button's actions. */
  run(acts: Act | readonly Act[], controls?: Controls): void;
  /** The element that content points at is missing, or was found by something else than its first signal. */
  missing(target: string, more?: { step?: string | undefined; used?: string; policy?: string }): void;
}

/** What building a card needs of it. */
export type Around = Pick<Session, 'api' | 'stage' | 'content' | 'run' | 'seen'>;

export interface View {
  /** It is on the screen now (a tour that waits on another page is not). */
  visible(): boolean;
  /** Shows this step; only for content with steps. */
  go?(step: string): void;
  /** It is taken away, and the person is the same: tells what was begun. */
  keep?(): void;
  destroy(): void;
}

export type ContentOf<K extends ContentKindName> = Extract<Content, { kind: K }>;
export type ViewFactory<K extends ContentKindName> = (session: Session<ContentOf<K>>) => View;
/** One chunk per kind. A kind without a view does not compile. */
export type Views = { [K in ContentKindName]: () => Promise<{ view: ViewFactory<K> }> };
