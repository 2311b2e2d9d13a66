/** The app's own file in a <video>: exact tracking, and on where the person left. Controls come with the player chunk, or from the browser. */
import type { Video } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import { bindElement } from './element';
import type { Medium, MediumOptions } from './medium';

export interface OwnMedium extends Medium {
  readonly el: HTMLVideoElement;
}
const HLS = 'application/vnd.apple.mpegurl';
/** "" for an address that is not a file of the app's own. */
export type FileKind = '' | 'file' | 'hls';

export function fileKind({ src, type = '' }: { src: string; type?: string | undefined }, base: string): FileKind {
  try {
    const { protocol, hostname, pathname } = new URL(src, base);
    if (!/^http/.test(protocol) || /^((www|m|music|player)\.)?(youtube(-nocookie)?\.com|youtu\.be|vimeo\.com)$/.test(hostname)) return '';
    return /mpegurl/i.test(type) || /\.m3u8$/i.test(pathname)
      ? 'hls'
      : /^video\//.test(type) || /\.(mp4|m4v|webm|ogv|mov)$/i.test(pathname)
        ? 'file'
        : '';
  } catch {
    return '';
  }
}

export function ownFile(api: FaceApi, config: Video, o: MediumOptions): OwnMedium {
  const { doc } = o;
  const el = doc.createElement('video');
  el.playsInline = true;
  el.preload = 'metadata';
  el.setAttribute('aria-label', o.title);
  if (config.poster) el.poster = config.poster;
  // As loud as the person had it last, before anything can be heard.
  const { muted, volume } = (api.recall('video') ?? {}) as { muted?: unknown; volume?: unknown };
  el.muted = muted === true;
  if (typeof volume === 'number' && volume >= 0 && volume <= 1) el.volume = volume;
  const off = new AbortController();
  const { signal } = off;
  const on = (type: string, run: () => void, once = false) => el.addEventListener(type, run, { signal, once });
  const binding = bindElement(el, o.feed);
  /** In the order of the definition. The last one that fails means that none can be played. */
  const addFiles = (...kinds: FileKind[]): boolean => {
    let last: HTMLSourceElement | undefined;
    for (const { src, type } of config.sources) {
      const kind = fileKind({ src, type }, doc.baseURI);
      if (!kinds.includes(kind)) continue;
      last = doc.createElement('source');
      last.src = src;
      last.type = type ?? (kind === 'hls' ? HLS : '');
      el.append(last);
    }
    last?.addEventListener('error', () => o.failed('source'), { signal });
    return !!last;
  };
  const list = config.sources.find((source) => fileKind(source, doc.baseURI) === 'hls')?.src;
  if (list === undefined || el.canPlayType(HLS)) addFiles('file', 'hls');
  else {
    void import('./hls')
      .then(({ attachHls }) =>
        attachHls(api, el, new URL(list, doc.baseURI).href, (code) => addFiles('file') || void o.failed(code), signal),
      )
      .catch((error: unknown) => {
        api.report(error);
        if (!addFiles('file')) o.failed('hls');
      });
  }
  // Where a phone does not take the position yet, it does when it can play.
  const resume = () => {
    if (o.startAt && Math.abs(el.currentTime - o.startAt) > 0.5 && el.paused) el.currentTime = o.startAt;
  };
  on('loadedmetadata', resume, true);
  on('canplay', resume, true);
  on('error', () => el.error && o.failed(`${el.error.code}`));
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
      el.removeAttribute('src');
      el.replaceChildren();
      el.load();
    },
  };
}
