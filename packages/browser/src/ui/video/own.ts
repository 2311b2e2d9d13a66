/** The app's own file in a <video>: exact tracking, captions, resume. Controls come with the player chunk, or from the browser. */
import type { Video } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import { bindElement } from './element';
import type { Medium, MediumOptions } from './medium';
import type { Source } from './source';

export interface OwnMedium extends Medium {
  readonly el: HTMLVideoElement;
}

export function ownFile(api: FaceApi, config: Video, sources: readonly Source[], o: MediumOptions): OwnMedium {
  const { doc } = o;
  const el = doc.createElement('video');
  el.playsInline = true;
  el.preload = 'metadata';
  el.setAttribute('aria-label', o.title);
  if (config.poster) el.poster = config.poster;
  let tidy: () => void = () => undefined;
  const off = new AbortController();
  const { signal } = off;
  const on = (type: string, run: () => void, once = false) => el.addEventListener(type, run, { signal, once });
  const binding = bindElement(el, o.feed);
  const [first] = sources;
  if (first?.kind === 'hls') {
    void import('./hls').then(({ attachHls }) => attachHls(api, el, first.src, o.failed)).then((done) => {
      if (signal.aborted) done();
      else tidy = done;
    }).catch((error: unknown) => {
      api.report(error);
      o.failed('hls');
    });
  }
  for (const source of sources) {
    if (source.kind !== 'file') continue;
    const child = doc.createElement('source');
    child.src = source.src;
    if (source.type) child.type = source.type;
    // The last one that fails means that none can be played.
    if (source === sources[sources.length - 1]) child.addEventListener('error', () => o.failed('source'), { signal });
    el.append(child);
  }
  // Where a phone does not take the position yet, it does when it can play.
  const resume = () => {
    if (o.startAt && Math.abs(el.currentTime - o.startAt) > 0.5 && el.paused) el.currentTime = o.startAt;
  };
  on('loadedmetadata', () => {
    if (Number.isFinite(el.duration)) o.duration(el.duration);
    resume();
    o.ready();
  }, true);
  on('canplay', resume, true);
  on('error', () => el.error && o.failed(String(el.error.code)));
  on('durationchange', () => Number.isFinite(el.duration) && o.duration(el.duration));
  return {
    el,
    // A browser may refuse to play with sound; the play button stays.
    play: () => void el.play().catch(() => undefined),
    pause: () => el.pause(),
    seek: (t) => void (el.currentTime = t),
    playing: () => !el.paused && !el.ended,
    position: () => el.currentTime,
    stop() {
      el.pause();
      binding.stop();
      off.abort();
      tidy();
      el.removeAttribute('src');
      el.replaceChildren();
      el.load();
    },
  };
}
