/** Which captions are shown: the person's own choice; until they make one, those of their language while there is no sound. */
import type { Video } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import { choicesOf, choose as keep } from './choices';

/** The first that is in the language, else the first whose language is the same without its region. */
export const pick = <T extends { lang: string }>(list: readonly T[], lang: string): T | undefined =>
  list.find((item) => item.lang === lang) ?? list.find((item) => item.lang.split('-')[0] === lang.split('-')[0]);

export interface Captions {
  tracks(): TextTrack[];
  /** The language that is shown now. */
  shown(): string | undefined;
  preferred(): string | undefined;
  /** The person wants this language, or none. */
  choose(lang: string | undefined): void;
}

export function createCaptions(api: FaceApi, el: HTMLVideoElement, { captions = [], chapters = [] }: Video): Captions {
  /** "": none; undefined: no choice was made. */
  let chosen = choicesOf(api).captions;
  let mine: string | undefined;
  const tracks = () => Array.from(el.textTracks).filter(({ kind }) => kind === 'captions');
  const shown = () => tracks().find(({ mode }) => mode === 'showing')?.language;
  const preferred = () =>
    pick(
      tracks().map(({ language }) => ({ lang: language })),
      chosen || api.lang(),
    )?.lang ?? tracks()[0]?.language;
  const show = (lang: string | undefined) => {
    mine = lang;
    for (const track of tracks()) track.mode = track.language === lang ? 'showing' : 'hidden';
  };
  const choose = (lang: string | undefined) => {
    chosen = lang ?? '';
    keep(api, { captions: chosen });
    show(lang);
  };
  const look = () => {
    const quiet = el.muted || el.volume === 0;
    if (chosen ? !shown() : chosen === undefined && quiet && !shown()) show(preferred());
    else if (chosen === undefined && !quiet && shown()) show(undefined);
  };
  el.addEventListener('volumechange', look);
  el.textTracks.addEventListener('addtrack', look);
  // Chosen in the browser's own menu.
  el.textTracks.addEventListener('change', () => {
    const now = shown();
    if (now !== mine) choose(now);
  });
  if (captions.length || chapters.length)
    import('./cues').then(({ addTracks }) => addTracks(api, el, captions, chapters)).catch((error: unknown) => api.report(error));
  return { tracks, shown, preferred, choose };
}
