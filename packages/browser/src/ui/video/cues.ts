/**
 * Captions and chapters as text tracks of the element. The file is fetched (connect-src) and its cues are added one by one: a <track>
 * would need media-src, and a blob: address is blocked by a strict policy.
 */
import type { FaceApi } from '../../host/ports';
import { pick } from './captions';
import { parseVtt } from './vtt';

interface Listed {
  lang: string;
  src: string;
  label?: string | undefined;
}

const nameOf = (lang: string, ui: string): string => {
  try {
    return new Intl.DisplayNames([ui, 'en'], { type: 'language' }).of(lang) ?? lang;
  } catch {
    return lang;
  }
};

async function add(api: FaceApi, video: HTMLVideoElement, kind: 'captions' | 'chapters', { lang, src, label }: Listed): Promise<void> {
  const win = api.win as Window & typeof globalThis;
  const track = video.addTextTrack(kind, label ?? nameOf(lang, api.lang()), lang);
  track.mode = 'hidden';
  const response = await api.fetch(src);
  if (!response.ok)
    throw new Error(`${src} answered ${response.status}: the ${kind} (${lang}) stay empty. Check the address in videos[].${kind}.`);
  for (const { from, to, text } of parseVtt(await response.text())) {
    const cue = new win.VTTCue(from, to, text);
    // One line above the edge of the picture; the browser moves it up further when the words wrap.
    cue.line = -1 - text.split('\n').length;
    track.addCue(cue);
  }
}

/** Resolves when everything that could be loaded is there; what could not be is reported, and the video plays on without it. */
export async function addTracks(
  api: FaceApi,
  video: HTMLVideoElement,
  captions: readonly Listed[],
  chapters: readonly Listed[],
): Promise<void> {
  const chapter = pick(chapters, api.lang()) ?? chapters[0];
  const jobs = [...captions.map((c) => add(api, video, 'captions', c)), ...(chapter ? [add(api, video, 'chapters', chapter)] : [])];
  for (const done of await Promise.allSettled(jobs)) if (done.status === 'rejected') api.report(done.reason);
}
