/**
 * What a mounted video has beyond its first picture: reports, rules, manners, one place at a time, remembered choices, captions, controls,
 * lessons, and a word when something goes wrong. Comes after the first paint and takes over what happened until then.
 */
import { videoPolicy, type VideoPolicy } from '@shirube/engine';
import { createCaptions } from './captions';
import { keepChoices } from './choices';
import type { Elsewhere } from './elsewhere';
import { hold } from '../hold';
import type { First } from './index';
import { lateCss } from './late.css';
import { mindManners } from './manners';
import type { Mounted } from './mounted';
import { createReport } from './report';
import { createFence, keepRules, type Fence } from './rules';
import { confidenceOf, sourceOf, type Source } from './source';
import { sayIn } from './strings';
import type { Happening, Played } from './tracker';

export interface Late {
  readonly fence: Fence;
  readonly source: Source;
  readonly tell: (text: string) => void;
  /** Mounts a video that waited for its rules. */
  begin(start: (policy: VideoPolicy) => void): void;
  out(played: Played): void;
  hear(what: Happening, t: number): void;
  failed(code: string): void;
  stop(): void;
}

export function attend(first: First, player: Promise<typeof import('./player')> | undefined): Late {
  const { api, video, box, screen, stage, make } = first;
  const own = !!first.own;
  const say = sayIn(api);
  first.css(lateCss);
  const note = make('sv-note', box);
  note.setAttribute('role', 'status');
  const tell = (text: string) => void (note.textContent = text);
  const guard = (job: Promise<unknown>) => void job.catch((error: unknown) => api.report(error));
  const policy = videoPolicy(video);
  const [given] = video.sources;
  const source: Source = given ? sourceOf(given.src, api.doc.baseURI, given.type) : { kind: 'refused' };
  const out = createReport(api, video, confidenceOf(source));
  const ticks = new Set<(t: number, ended: boolean) => void>();
  const fence = createFence(
    policy,
    () => {
      const known = api.state().vid[video.id];
      return { pieces: known?.u ?? [], completed: known?.completed !== undefined };
    },
    own ? 1 : 2.5,
  );
  const manners = mindManners(api, () => first.medium);
  // Not in a dialog of the app's: that is its own business.
  const dialog = box.closest<HTMLElement>('[part=card]>[aria-modal]');
  const release = dialog && hold(dialog);
  let elsewhere: Elsewhere | undefined;
  let relax: (() => void) | undefined;
  let away = '';
  const mounted: Mounted = {
    api,
    video,
    box,
    say,
    tell,
    css: first.css,
    run: first.run,
    change: first.change,
    medium: () => first.medium,
    length: () => first.length,
    onTime: (run) => void ticks.add(run),
    limit: fence.limit,
  };

  /** The app's own element is there. */
  function settle(el: HTMLVideoElement): void {
    keepChoices(api, el, policy.speeds);
    relax = keepRules(el, policy, fence, () => tell(say('video.skip')));
    const captions = createCaptions(api, el, video);
    if (player)
      Promise.all([player, first.control])
        .then(([{ mountPlayer }]) => first.gone || !first.bar || mountPlayer(mounted, el, screen, first.bar, captions))
        .catch((error: unknown) => {
          // Better the browser's controls than none.
          api.report(error);
          first.bar?.remove();
          el.controls = true;
        });
    // Told once it plays: the position was set before, and again when it could play.
    el.addEventListener(
      'playing',
      () => {
        if ((first.startAt ?? 0) > 1 && el.currentTime < 1)
          api.report(
            new Error(
              `Video ${video.id} cannot be resumed, nor can anybody jump in it: its server does not answer requests for parts of the file (Range). Let it answer them with 206 and Content-Range.`,
            ),
          );
      },
      { once: true },
    );
    if (video.report === 'xapi')
      guard(import('./changes').then(({ reportChanges }) => first.gone || reportChanges(el, screen, createChange)));
  }
  function createChange(changed: Record<string, string | number | boolean>): void {
    const known = api.state().vid[video.id];
    if (known?.ses)
      api.emit({ kind: 'video', video: video.id, session: known.ses, act: 'interacted', time: first.medium?.position() ?? 0, changed });
  }

  // Agreed elsewhere in the meantime, or taken back: then the provider has to go, too.
  let agreed = api.consent('video');
  const forget = api.subscribe(() => {
    const before = agreed;
    agreed = api.consent('video');
    if (own || agreed === before || (first.opened && agreed !== 'denied')) return;
    first.opened = false;
    first.medium?.stop();
    delete first.medium;
    stage.replaceChildren();
    box.querySelector('.sv-untracked')?.remove();
    first.facade?.();
  });

  if (policy.oneTab) {
    guard(
      import('./elsewhere').then(({ watchElsewhere }) => {
        if (first.gone) return;
        elsewhere = watchElsewhere(api, video.id, (where) => {
          first.medium?.pause();
          tell((away = say(`video.${where}`)));
        });
        if (first.medium?.playing()) elsewhere.hear('playing');
      }),
    );
  }
  if (video.interactions?.length || video.next || api.config.videos?.some((v) => v.next === video.id)) {
    guard(import('./extras').then(({ mountExtras }) => first.gone || mountExtras(mounted, make('sv-extras', box))));
  }
  const late: Late = {
    fence,
    tell,
    out,
    source,
    begin(start) {
      start(policy);
      if (first.el) settle(first.el);
    },
    hear(what, t) {
      elsewhere?.hear(what);
      if (what === 'playing' && away) tell((away = ''));
      if (what === 'leave' || what === 'emptied') return;
      for (const run of ticks) run(t, what === 'ended');
    },
    failed(code) {
      if (!first.gone) guard(import('./trouble').then(({ showTrouble }) => first.gone || showTrouble(first, say, source, code)));
    },
    stop() {
      manners.stop();
      forget();
      relax?.();
      release?.();
      elsewhere?.stop();
      box.dispatchEvent(new (api.win as Window & typeof globalThis).Event('sv-destroy'));
    },
  };
  first.waiting.splice(0).forEach(out);
  if (first.el) settle(first.el);
  if (first.trouble) late.failed(first.trouble);
  else if (source.kind === 'refused') late.failed('address');
  return late;
}
