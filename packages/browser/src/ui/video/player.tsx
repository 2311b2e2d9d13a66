/** @jsxImportSource ../jsx */
/** Controls for own files, below the picture: nothing covers it, nothing hides by itself, and it reads the same with and without a mouse. */
import { coverage, merge, videoPolicy } from '@shirube/engine';
import { render } from '../jsx/render';
import { showCaptions, pick } from './captions';
import { choicesOf, choose } from './choices';
import { controlsCss } from './controls.css';
import { Icon, type IconName } from './icons';
import type { Mounted } from './index';
import { onKey } from './keys';
import { Seek } from './seek';
import { clock } from './strings';
import { adopt } from './style';

type Full = HTMLElement & { webkitRequestFullscreen?(): void };

export function mountPlayer(mounted: Mounted, video: HTMLVideoElement, screen: HTMLElement, bar: HTMLElement): void {
  const { api, say, box } = mounted;
  const { doc } = api;
  const root = box.getRootNode() as ShadowRoot | Document;
  const { speeds } = videoPolicy(mounted.video);
  adopt(api, box, controlsCss);
  const over = doc.createElement('div');
  over.className = 'sv-over';
  video.after(over);
  screen.tabIndex = -1;
  const before = choicesOf(api).captions;
  let chosen = before === undefined ? null : before || undefined; // the person's own choice of captions; null: none yet
  let transcript: { draw(): void; remove(): void } | undefined;
  let begun = false;

  const length = () => mounted.length() || video.duration || 0;
  const tracks = (kind: TextTrackKind) => Array.from(video.textTracks).filter((track) => track.kind === kind);
  const shown = () => tracks('captions').find((track) => track.mode === 'showing')?.language;
  const captions = (lang: string | undefined, own = true) => {
    if (own) {
      chosen = lang;
      choose(api, { captions: lang ?? '' });
    }
    showCaptions(video, lang);
    draw();
  };
  const preferred = () => pick(tracks('captions').map((t) => ({ lang: t.language })), chosen ?? api.lang())?.lang ?? tracks('captions')[0]?.language;
  /** Without sound the words have to be read; until the person says otherwise. */
  const silent = () => {
    if (chosen && !shown()) captions(preferred(), false);
    if (chosen !== null) return;
    const quiet = video.muted || video.volume === 0;
    if (quiet && !shown()) captions(preferred(), false);
    else if (!quiet && shown()) captions(undefined, false);
  };
  const seek = (t: number) => {
    const limit = mounted.limit();
    if (t > limit) mounted.tell(say('video.skip'));
    video.currentTime = Math.max(0, Math.min(t, limit, length() || t));
    draw();
  };
  const toggle = () => {
    if (!video.paused) return video.pause();
    void video.play().catch(() => undefined);
  };
  const isFull = () => root.fullscreenElement === screen;
  const full = () => {
    if (isFull()) return void doc.exitFullscreen();
    const ask = (screen as Full).requestFullscreen as (() => Promise<void>) | undefined;
    if (ask) void ask.call(screen).catch((error: unknown) => api.report(error));
    // A phone shows only the video itself in full screen.
    else (video as HTMLVideoElement & { webkitEnterFullscreen?(): void }).webkitEnterFullscreen?.();
  };
  const pip = () => void (root.pictureInPictureElement === video ? doc.exitPictureInPicture() : video.requestPictureInPicture()).catch((error: unknown) => api.report(error));
  const words = () => {
    if (transcript) {
      transcript.remove();
      transcript = undefined;
      return draw();
    }
    void import('./transcript').then(({ mountTranscript }) => {
      transcript ??= mountTranscript({ mounted, video, seek, lang: () => shown() ?? preferred() });
      draw();
    }).catch((error: unknown) => api.report(error));
  };
  const keys = {
    toggle, full, transcript: words,
    by: (s: number) => seek(video.currentTime + s),
    to: (share: number) => seek(share * length()),
    volume: (change: number) => {
      video.muted = false;
      video.volume = Math.max(0, Math.min(1, Math.round((video.volume + change) * 100) / 100));
    },
    mute: () => void (video.muted = !video.muted),
    captions: () => captions(shown() ? undefined : preferred()),
    faster: (steps: number) => void (video.playbackRate = speeds[Math.max(0, Math.min(speeds.length - 1, speeds.indexOf(video.playbackRate) + steps))] ?? 1),
  };

  const button = (icon: IconName, label: string, run: () => void, pressed?: boolean) => (
    <button type="button" class={`sv-btn sv-${icon}`} aria-label={label} title={label} aria-pressed={pressed} onClick={run}><Icon name={icon} /></button>
  );
  function draw(): void {
    const cues = tracks('captions');
    const chapters = tracks('chapters')[0];
    const known = api.state().vid[mounted.video.id];
    const here = Array.from({ length: video.played.length }, (_, i): [number, number] => [video.played.start(i), video.played.end(i)]);
    const pieces = merge([...(known?.u ?? []), ...here], 0.5);
    const share = Math.floor(100 * (coverage(pieces, length()) ?? 0));
    const on = !video.paused && !video.ended;
    const label = say(on ? 'video.pause' : video.ended ? 'video.again' : 'video.play');
    const icon = on ? 'pause' : video.ended ? 'again' : 'play';
    const lang = shown();
    const loud = !video.muted && video.volume > 0;
    render(!on && (!begun || video.ended) ? (
      <button type="button" class="sv-big" tabIndex={-1} aria-hidden="true" onClick={() => {
        toggle();
        bar.querySelector('button')?.focus();
      }}><Icon name={icon} /></button>
    ) : null, over);
    render(
      <>
        <Seek at={video.currentTime} length={length()} limit={mounted.limit()} pieces={pieces} chapters={chapters} say={say} seek={seek} />
        <div class="sv-row">
          {button(icon, label, toggle)}
          <span class="sv-time">{clock(video.currentTime)}<span> / {clock(length())}</span></span>
          <span class="sv-seen">{share > 0 && say('video.seen', { n: share })}</span>
          {button(loud ? 'loud' : 'mute', say(loud ? 'video.mute' : 'video.unmute'), keys.mute)}
          <input class="sv-volume" type="range" min="0" max="1" step="0.05" value={loud ? video.volume : 0} aria-label={say('video.volume')} onInput={({ currentTarget }) => {
            video.muted = false;
            video.volume = Number(currentTarget.value);
          }} />
          {cues.length > 0 && (
            <label class="sv-pick" data-on={lang !== undefined}><Icon name="captions" />
              <select aria-label={say('video.captions')} value={lang ?? ''} onChange={({ currentTarget }) => captions(currentTarget.value || undefined)}>
                <option value="">{say('video.off')}</option>
                {cues.map((track) => <option value={track.language}>{track.label}</option>)}
              </select>
            </label>
          )}
          {speeds.length > 1 && (
            <label class="sv-pick">
              <select aria-label={say('video.speed')} value={String(video.playbackRate)} onChange={({ currentTarget }) => void (video.playbackRate = Number(currentTarget.value))}>
                {speeds.map((speed) => <option value={String(speed)}>{speed}×</option>)}
              </select>
            </label>
          )}
          {cues.length > 0 && button('text', say('video.transcript'), words, transcript !== undefined)}
          {doc.pictureInPictureEnabled && button('pip', say('video.pip'), pip)}
          {button(isFull() ? 'window' : 'full', say(isFull() ? 'video.window' : 'video.full'), full)}
        </div>
      </>, bar);
    transcript?.draw();
  }

  const off = new AbortController();
  const { signal } = off;
  const on = (target: EventTarget, types: string, run: (event: Event) => void = draw) => {
    for (const type of types.split(' ')) target.addEventListener(type, run, { signal });
  };
  on(video, 'timeupdate play pause ended seeked durationchange loadedmetadata ratechange emptied');
  on(video, 'play', () => (begun = true));
  on(video, 'volumechange', () => {
    silent();
    draw();
  });
  on(video.textTracks, 'addtrack', () => {
    silent();
    draw();
  });
  on(video.textTracks, 'change');
  on(doc, 'fullscreenchange');
  on(video, 'click', () => {
    toggle();
    screen.focus({ preventScroll: true });
  });
  on(screen, 'keydown', (event) => onKey(event as KeyboardEvent, keys));
  on(box, 'sv-destroy', () => {
    off.abort();
    transcript?.remove();
    render(null, bar);
    render(null, over);
  });
  // The captions may have been there first.
  silent();
  draw();
}
