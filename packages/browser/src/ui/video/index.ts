/**
 * One video: picks the adapter by its address, tracks what is really watched, resumes, keeps the policy, and steps aside for others.
 * Own files get the player chunk or the browser's controls; providers keep their own controls, and nothing is ever drawn over them.
 */
import { videoPolicy, type Act, type Video } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import { mindManners } from './manners';
import type { Medium, MediumOptions } from './medium';
import { ownFile, type OwnMedium } from './own';
import { keepChoices } from './choices';
import type { Elsewhere } from './elsewhere';
import type { Foreign } from './provider';
import { createReport } from './report';
import { createFence, keepRules } from './rules';
import { confidenceOf, sourceOf, type Source } from './source';
import { sayIn } from './strings';
import { adopt } from './style';
import { createTracker, type Feed } from './tracker';
import { videoCss } from './video.css';

export interface VideoOptions {
  video: Video;
  /** Seconds; default: where the person left, on whatever device. */
  startAt?: number;
  /** Nothing starts by itself. */
  autoplay?: false;
  /** Carries out a button's actions; without it the video does what it can alone. */
  run?(acts: Act | readonly Act[]): void;
  onEnd?(): void;
  onReady?(): void;
}
export interface VideoHandle {
  readonly el: HTMLElement;
  pause(): void;
  /** Goes on if pause() stopped it. */
  resume(): void;
  destroy(): void;
}

/** What the lazy parts (controls, interactions) get of a mounted video. */
export interface Mounted {
  readonly api: FaceApi;
  readonly video: Video;
  readonly box: HTMLElement;
  readonly say: ReturnType<typeof sayIn>;
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

export function mountVideo(api: FaceApi, host: Element, options: VideoOptions): VideoHandle {
  const { doc } = api;
  const el = doc.createElement('div');
  el.className = 'sv-root';
  adopt(api, host, videoCss);
  host.append(el);
  let inner = mountOne(api, el, options, change);
  function change(id: string): void {
    const video = api.config.videos?.find((v) => v.id === id);
    if (!video) return;
    inner.destroy();
    const { startAt: _, ...rest } = options;
    inner = mountOne(api, el, { ...rest, video }, change);
    inner.focus();
  }
  return {
    el,
    pause: () => inner.pause(),
    resume: () => inner.resume(),
    destroy() {
      inner.destroy();
      el.remove();
    },
  };
}

function mountOne(api: FaceApi, root: HTMLElement, { video, startAt, onEnd, onReady, run }: VideoOptions, change: (id: string) => void) {
  const { doc, win } = api;
  const say = sayIn(api);
  const title = api.text(video.title);
  const make = (className: string, parent: Element) => {
    const div = doc.createElement('div');
    div.className = className;
    parent.append(div);
    return div;
  };
  const box = make('sv', root);
  box.lang = api.lang();
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', title);
  const screen = make('sv-screen', box);
  const stage = make('sv-stage', screen);
  const [w = 16, h = 9] = (video.aspect ?? '16:9').split(':').map(Number);
  stage.style.aspectRatio = `${w} / ${h}`;
  const note = make('sv-note', box);
  note.setAttribute('role', 'status');
  const tell = (text: string) => (note.textContent = text);

  const sources = video.sources.map(({ src, type }) => sourceOf(src, doc.baseURI, type));
  const [source = { kind: 'refused' } satisfies Source] = sources;
  const policy = videoPolicy(video);
  const saved = api.state().vid[video.id];
  const left = saved?.pos ?? 0;
  const resumeAt = saved?.d && left > saved.d - 2 ? 0 : left;
  const begin = startAt ?? (resumeAt || ('start' in source ? source.start : 0));
  let length = saved?.d ?? video.duration ?? 0;
  let medium: Medium | undefined;
  let relax: (() => void) | undefined;
  let unwatch: (() => void) | undefined;
  let held = false;
  let ready = false;
  let gone = false;
  const ticks = new Set<(t: number, ended: boolean) => void>();

  const track = createTracker({
    out: createReport(api, video, confidenceOf(source)),
    duration: () => length || undefined,
    visible: doc.visibilityState === 'visible',
    maxCountedRate: policy.maxCountedRate,
    minVisible: policy.minVisible,
  });
  let elsewhere: Elsewhere | undefined;
  let away = '';
  const own = source.kind === 'file' || source.kind === 'hls';
  const fence = createFence(policy, () => {
    const known = api.state().vid[video.id];
    return { pieces: known?.u ?? [], completed: known?.completed !== undefined };
  }, own ? 1 : 2.5);
  const feed: Feed = (what, t, at, value) => {
    // A provider's own seek bar cannot be locked; who jumps ahead is taken back.
    if (!own && (what === 'time' || what === 'playing') && !fence.pass(t)) {
      const back = fence.limit();
      tell(say('video.skip'));
      track('seeking', back, at);
      track('seeked', back, at);
      return medium?.seek(back);
    }
    track(what, t, at, value);
    elsewhere?.hear(what);
    if (what === 'playing' && away) tell((away = ''));
    if (what === 'leave' || what === 'emptied') return;
    for (const run of ticks) run(t, what === 'ended');
    if (what === 'ended') onEnd?.();
  };
  const manners = mindManners(api, () => medium);
  const mounted: Mounted = {
    api, video, box, say, tell, change, run,
    medium: () => medium,
    length: () => length,
    onTime: (run) => void ticks.add(run),
    limit: fence.limit,
  };
  const mediumOptions: MediumOptions = {
    win, doc, title, lang: api.lang(), startAt: begin, feed,
    duration: (d) => (length = d),
    ready() {
      if (ready) return;
      ready = true;
      onReady?.();
    },
    failed: (code) => code === 'timeout' && ready ? undefined : fail(code),
  };

  function fail(code: string): void {
    if (gone) return;
    api.report(new Error(`Video ${video.id} could not be played (${code}). Check its address, its type, and the page's Content-Security-Policy (media-src, frame-src).`));
    tell(say('video.failed'));
    if ('page' in source) {
      const link = doc.createElement('a');
      link.href = source.page;
      link.target = '_blank';
      link.rel = 'noopener';
      link.textContent = say('video.open', { host: new URL(source.page).hostname.replace(/^www\./, '') });
      note.append(' ', link);
    }
  }
  const guard = (job: Promise<unknown>) => void job.catch((error: unknown) => {
    api.report(error);
    fail('load');
  });

  if (policy.oneTab) {
    guard(import('./elsewhere').then(({ watchElsewhere }) => {
      if (gone) return;
      elsewhere = watchElsewhere(api, video.id, (where) => {
        medium?.pause();
        tell((away = say(`video.${where}`)));
      });
      if (medium?.playing()) elsewhere.hear('playing');
    }));
  }
  if (own) {
    const player: OwnMedium = ownFile(api, video, sources, mediumOptions);
    const { el } = player;
    medium = player;
    stage.append(el);
    keepChoices(api, el, policy.speeds);
    relax = keepRules(el, policy, fence, () => tell(say('video.skip')));
    if (video.player === 'native') el.controls = true;
    else {
      screen.classList.add('sv-own');
      const bar = make(`sv-bar${video.chapters?.length ? ' sv-chaptered' : ''}`, screen);
      guard(import('./player').then(({ mountPlayer }) => !gone && mountPlayer(mounted, el, screen, bar)));
    }
    if (video.captions?.length || video.chapters?.length) {
      guard(import('./captions').then(({ addTracks }) => addTracks(api, el, video.captions ?? [], video.chapters ?? [])));
    }
    if (video.report === 'xapi') guard(import('./changes').then(({ reportChanges }) => !gone && reportChanges(el, screen, createChange)));
  } else if (source.kind === 'refused') fail('address');
  else {
    const where = new URL('page' in source ? source.page : source.src).hostname.replace(/^www\./, '');
    guard(import('./facade').then(({ mountFacade }) => !gone && mountFacade(api, { stage, id: video.id, title, poster: video.poster, host: where, say }, () => guard(load(source)))));
    if (source.kind === 'frame') tell(say('video.untracked'));
  }
  if (video.interactions?.length || video.next || api.config.videos?.some((v) => v.next === video.id)) {
    guard(import('./extras').then(({ mountExtras }) => !gone && mountExtras(mounted, make('sv-extras', box))));
  }

  function createChange(changed: Record<string, string | number | boolean>): void {
    const known = api.state().vid[video.id];
    if (known?.ses) api.emit({ kind: 'video', video: video.id, session: known.ses, act: 'interacted', time: medium?.position() ?? 0, changed });
  }
  async function load(chosen: Foreign): Promise<void> {
    const { openProvider } = await import('./provider');
    const opened = await openProvider(api, chosen, mediumOptions);
    if (gone) return opened.stop();
    unwatch = opened.stop;
    medium = opened.medium;
    stage.replaceChildren(opened.el);
    opened.el.focus();
    if (medium) return;
    api.emit({ kind: 'video', video: video.id, confidence: 'none' });
    onReady?.();
  }

  return {
    pause() {
      held ||= !!medium?.playing();
      medium?.pause();
    },
    resume() {
      if (held) medium?.play();
      held = false;
    },
    focus: () => box.querySelector<HTMLElement>('button, [tabindex], video, iframe')?.focus(),
    destroy() {
      gone = true;
      manners.stop();
      relax?.();
      elsewhere?.stop();
      if (unwatch) unwatch();
      else medium?.stop();
      box.dispatchEvent(new (win as Window & typeof globalThis).Event('sv-destroy'));
      box.remove();
    },
  };
}
