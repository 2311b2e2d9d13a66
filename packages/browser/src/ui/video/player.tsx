/** @jsxImportSource ../../jsx */
/** Controls for own files, below the picture: nothing covers it, nothing hides by itself, and it reads the same with and without a mouse. */
import { coverage, merge, videoPolicy } from '@shirube/engine';
import { render } from '../../jsx/render';
import { bigCss } from './big.css';
import type { Captions } from './captions';
import { controlsCss } from './controls.css';
import { Icon, type IconName } from './icons';
import type { Mounted } from './mounted';
import { onKey } from './keys';
import { Seek } from './seek';
import { clock } from './strings';

type Full = HTMLElement & { webkitRequestFullscreen?(): void };

export function mountPlayer(mounted: Mounted, video: HTMLVideoElement, screen: HTMLElement, bar: HTMLElement, captions: Captions): void {
  const { api, say, box } = mounted;
  const { doc } = api;
  const root = box.getRootNode() as ShadowRoot | Document;
  const { speeds } = videoPolicy(mounted.video);
  mounted.css(controlsCss);
  mounted.css(bigCss);
  const over = doc.createElement('div');
  over.className = 'sv-over';
  video.after(over);
  screen.tabIndex = -1;
  let transcript: { draw(): void; remove(): void } | undefined;
  let begun = !video.paused || video.played.length > 0;

  const length = () => mounted.length() || video.duration || 0;
  const { shown, preferred } = captions;
  const choose = (lang: string | undefined) => {
    captions.choose(lang);
    draw();
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
  const pip = () =>
    void (root.pictureInPictureElement === video ? doc.exitPictureInPicture() : video.requestPictureInPicture()).catch((error: unknown) =>
      api.report(error),
    );
  const words = () => {
    if (transcript) {
      transcript.remove();
      transcript = undefined;
      return draw();
    }
    if (!captions.tracks().length) return;
    void import('./transcript')
      .then(({ mountTranscript }) => {
        transcript ??= mountTranscript({ mounted, video, seek, lang: () => shown() ?? preferred() });
        draw();
      })
      .catch((error: unknown) => api.report(error));
  };
  const keys = {
    toggle,
    full,
    transcript: words,
    by: (s: number) => seek(video.currentTime + s),
    to: (share: number) => seek(share * length()),
    volume: (change: number) => {
      video.muted = false;
      video.volume = Math.max(0, Math.min(1, Math.round((video.volume + change) * 100) / 100));
    },
    mute: () => void (video.muted = !video.muted),
    // Where there are none, nobody chose to have none.
    captions: () => captions.tracks().length && choose(shown() ? undefined : preferred()),
    faster: (steps: number) =>
      void (video.playbackRate = speeds[Math.max(0, Math.min(speeds.length - 1, speeds.indexOf(video.playbackRate) + steps))] ?? 1),
  };

  const button = (icon: IconName, label: string, run: () => void, pressed?: boolean) => (
    <button type="button" class={`sv-btn sv-${icon}`} aria-label={label} title={label} aria-pressed={pressed} onClick={run}>
      <Icon name={icon} />
    </button>
  );
  function draw(): void {
    const cues = captions.tracks();
    const chapters = Array.from(video.textTracks).find(({ kind }) => kind === 'chapters');
    const known = api.state().vid[mounted.video.id];
    const here = Array.from({ length: video.played.length }, (_, i): [number, number] => [video.played.start(i), video.played.end(i)]);
    const pieces = merge([...(known?.u ?? []), ...here], 0.5);
    const share = Math.floor(100 * (coverage(pieces, length()) ?? 0));
    const on = !video.paused && !video.ended;
    const label = say(on ? 'video.pause' : video.ended ? 'video.again' : 'video.play');
    const icon = on ? 'pause' : video.ended ? 'again' : 'play';
    const lang = shown();
    const loud = !video.muted && video.volume > 0;
    render(
      !on && (!begun || video.ended) ? (
        <button
          type="button"
          class="sv-big"
          tabIndex={-1}
          aria-hidden="true"
          onClick={() => {
            toggle();
            bar.querySelector('button')?.focus();
          }}
        >
          <Icon name={icon} />
        </button>
      ) : null,
      over,
    );
    render(
      <>
        <Seek at={video.currentTime} length={length()} limit={mounted.limit()} pieces={pieces} chapters={chapters} say={say} seek={seek} />
        <div class="sv-row">
          {button(icon, label, toggle)}
          <span class="sv-time">
            {clock(video.currentTime)}
            <span> / {clock(length())}</span>
          </span>
          <span class="sv-seen">{share > 0 && say('video.seen', { n: share })}</span>
          {button(loud ? 'loud' : 'mute', say(loud ? 'video.mute' : 'video.unmute'), keys.mute)}
          <input
            class="sv-volume"
            type="range"
            min="0"
            max="1"
            step="0.05"
            value={loud ? video.volume : 0}
            aria-label={say('video.volume')}
            onInput={({ currentTarget }) => {
              video.muted = false;
              video.volume = Number(currentTarget.value);
            }}
          />
          {cues.length > 0 && (
            <label class="sv-pick" data-on={lang !== undefined}>
              <Icon name="captions" />
              <select
                aria-label={say('video.captions')}
                value={lang ?? ''}
                onChange={({ currentTarget }) => choose(currentTarget.value || undefined)}
              >
                <option value="">{say('video.off')}</option>
                {cues.map((track) => (
                  <option value={track.language}>{track.label}</option>
                ))}
              </select>
            </label>
          )}
          {speeds.length > 1 && (
            <label class="sv-pick">
              <select
                aria-label={say('video.speed')}
                value={String(video.playbackRate)}
                onChange={({ currentTarget }) => void (video.playbackRate = Number(currentTarget.value))}
              >
                {speeds.map((speed) => (
                  <option value={String(speed)}>{speed}×</option>
                ))}
              </select>
            </label>
          )}
          {cues.length > 0 && button('text', say('video.transcript'), words, transcript !== undefined)}
          {doc.pictureInPictureEnabled && button('pip', say('video.pip'), pip)}
          {button(isFull() ? 'window' : 'full', say(isFull() ? 'video.window' : 'video.full'), full)}
        </div>
      </>,
      bar,
    );
    transcript?.draw();
  }

  const off = new AbortController();
  const { signal } = off;
  const on = (target: EventTarget, types: string, run: (event: Event) => void = draw) => {
    for (const type of types.split(' ')) target.addEventListener(type, run, { signal });
  };
  on(video, 'timeupdate play pause ended seeked durationchange loadedmetadata ratechange volumechange emptied');
  on(video, 'play', () => (begun = true));
  on(video.textTracks, 'addtrack change');
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
  // What stood here until now; whoever was on it is on its successor.
  const was = root.activeElement;
  const held = bar.contains(was);
  bar.replaceChildren();
  draw();
  if (held) bar.querySelector<HTMLElement>('.sv-btn')?.focus();
}
