/**
 * One video, up to its first picture: its place on the page, the element with what it plays, and the tracker, so that no second is lost.
 * Everything else (reports, rules, controls, captions, manners, lessons) comes after the first paint, in `late.ts`, and is handed what
 * happened in the meantime. A video with rules of its own, or with learning records, waits for them. What is not the app's own file stands behind a facade.
 */
import type { Act, Video } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import type { Late } from './late';
import type { Medium, MediumOptions } from './medium';
import { fileKind, ownFile, type FileKind } from './own';
import type { Stage } from '../stage';
import { createTracker, type Played, type TrackerOptions } from './tracker';
import { videoCss } from './video.css';

export interface VideoOptions {
  video: Video;
  /** Seconds; default: where the person left, on whatever device. */
  startAt?: number | undefined;
  /** Where looks go, and what knows when something was painted. */
  stage: Pick<Stage, 'css' | 'painted'>;
  /** Carries out a button's actions; without it the video does what it can alone. */
  run?: ((acts: Act | readonly Act[]) => void) | undefined;
}
export interface VideoHandle {
  readonly el: HTMLElement;
  destroy(): void;
}

type Counts = Pick<TrackerOptions, 'maxCountedRate' | 'minVisible'>;

/** What the parts that come later find. */
export interface First {
  readonly api: FaceApi;
  readonly video: Video;
  readonly box: HTMLElement;
  readonly screen: HTMLElement;
  readonly stage: HTMLElement;
  readonly title: string;
  readonly run: VideoOptions['run'];
  readonly css: (text: string) => void;
  /** "" for what is not the app's own file. */
  readonly own: FileKind;
  /** Where to begin, in seconds: as asked, or where the person left. */
  readonly startAt: number | undefined;
  /** Seconds; 0 while unknown. */
  length: number;
  medium?: Medium;
  /** The app's own file. */
  el?: HTMLVideoElement;
  /** Where our own controls stand, and when it does. */
  bar?: HTMLElement;
  control?: Promise<unknown> | undefined;
  /** Draws what stands in a provider's place. */
  facade?: () => void;
  /** The provider's player is there, or on its way. */
  opened?: boolean;
  /** Why it cannot be played. */
  trouble?: string;
  /** What the tracker found before there was somebody to tell. */
  readonly waiting: Played[];
  /** Taken away. */
  gone?: boolean;
  make(className: string, parent: Element): HTMLElement;
  /** Opens a player and tracks it. */
  open<M extends Medium>(player: (o: MediumOptions) => M, startAt: number, counts?: Counts): M;
  /** What comes after the first paint; asked for once. undefined: it could not be loaded, which was reported. */
  late(): Promise<Late | undefined>;
  /** Mounts another video in the same place, or this one again. */
  change(id: string): void;
}

export function mountVideo(api: FaceApi, host: Element, options: VideoOptions): VideoHandle {
  const el = api.doc.createElement('div');
  el.className = 'sv-root';
  options.stage.css(videoCss);
  host.append(el);
  let now = options.video;
  const change = (id: string) => {
    const video = api.config.videos?.find((v) => v.id === id);
    if (!video) return;
    stop();
    stop = mountOne(api, el, { ...options, video, startAt: id === now.id && now === options.video ? options.startAt : undefined }, change);
    now = video;
    el.querySelector<HTMLElement>('button,video,iframe')?.focus();
  };
  let stop = mountOne(api, el, options, change);
  return {
    el,
    destroy() {
      stop();
      el.remove();
    },
  };
}

/** Returns what takes it away. */
function mountOne(
  api: FaceApi,
  root: HTMLElement,
  { video, startAt, run, stage: { css, painted } }: VideoOptions,
  change: (id: string) => void,
): () => void {
  const { doc, win } = api;
  const make = (className: string, parent: Element) => {
    const div = doc.createElement('div');
    div.className = className;
    parent.append(div);
    return div;
  };
  const box = make('sv', root);
  const screen = make('sv-screen', box);
  const stage = make('sv-stage', screen);
  const title = api.text(video.title);
  box.lang = api.lang();
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', title);
  stage.style.aspectRatio = (video.aspect ?? '16:9').replace(':', '/');
  const { d = 0, pos = 0 } = api.state().vid[video.id] ?? {};
  const own = fileKind(video.sources[0] ?? { src: '' }, doc.baseURI);
  const native = video.player === 'native';
  const waiting: Played[] = [];
  let late: Late | undefined;
  let asked: Promise<Late | undefined> | undefined;

  const load = async () => {
    const player = own && !native ? import('./player') : undefined;
    // Waited for below; until then it is nobody's mistake.
    player?.catch(() => undefined);
    const { attend } = await import('./late');
    if (!first.gone) late = attend(first, player);
    return late;
  };
  const first: First = {
    api,
    video,
    box,
    screen,
    stage,
    title,
    run,
    css,
    make,
    change,
    own,
    waiting,
    startAt: startAt ?? ((d && pos > d - 2 ? 0 : pos) || undefined),
    length: d || (video.duration ?? 0),
    late: () =>
      (asked ??= load().catch((error: unknown) => {
        api.report(error);
        const { el } = first;
        if (el) el.controls = true;
        else stage.textContent = api.text({ en: 'The video could not be loaded.', ja: '動画を読み込めませんでした。' });
        return undefined;
      })),
    open(player, from, counts) {
      const track = createTracker({
        ...counts,
        out: (played) => (late ? late.out(played) : waiting.push(played)),
        duration: () => first.length || undefined,
        visible: doc.visibilityState === 'visible',
      });
      return (first.medium = player({
        win,
        doc,
        title,
        lang: box.lang,
        startAt: from,
        feed(what, t, at, value) {
          track(what, t, at, value);
          if (late) late.hear(what, t);
          // Left before anybody came: what was played counts all the same.
          else if (what === 'leave')
            for (const { act: _, ...played } of waiting.splice(0))
              if (played.to) api.emit({ kind: 'video', video: video.id, confidence: 'exact', ...played });
        },
        duration: (seconds) => (first.length = seconds),
        failed(code) {
          first.trouble = code;
          late?.failed(code);
        },
      }));
    },
  };
  const start = (counts?: Counts) => {
    if (first.gone) return;
    const { el } = first.open((o) => ownFile(api, video, o), first.startAt ?? 0, counts);
    first.el = el;
    stage.append(el);
    if (native) el.controls = true;
  };
  // The first control: the browser's own is there with the element.
  first.control = own
    ? native
      ? undefined
      : import('./bar').then(({ addBar }) => first.gone || addBar(first))
    : import('./foreign').then(({ mountForeign }) => first.gone || mountForeign(first));
  const waits = own && (video.report === 'xapi' || (video.policy ?? 'reference') !== 'reference');
  if (waits) void first.late().then((it) => it?.begin(start));
  else if (own) start();
  void Promise.resolve(first.control)
    .catch(api.report)
    .then(() => {
      // After the first paint; a hidden page paints nothing.
      painted(() => void first.late());
      win.setTimeout(() => void first.late(), 300);
    });
  return () => {
    first.gone = true;
    late?.stop();
    first.medium?.stop();
    box.remove();
  };
}
