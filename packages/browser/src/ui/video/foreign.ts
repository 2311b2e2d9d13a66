/** What is not the app's own file: a facade until a person asks for it, then the provider's player or a frame that says nothing of itself. */
import { mountFacade } from './facade';
import type { First } from './index';

/** As a person knows it. */
const nameOf = (host: string) =>
  host.replace(/^((www|m|music)\.)?(youtube(-nocookie)?\.com|youtu\.be)$/, 'youtube.com').replace(/^(www\.|player\.(?=vimeo\.com$))/, '');

export function mountForeign(first: First): void {
  const { api, stage, video, css, title } = first;
  const [{ src } = { src: '' }] = video.sources;
  let host = '';
  try {
    host = nameOf(new URL(src, api.doc.baseURI).hostname);
  } catch {} // Said below.
  const open = () => Promise.all([import('./provider'), first.late()]);
  const fail = (error: unknown) => {
    api.report(error);
    void first.late().then((late) => late?.failed('load'));
  };
  const untracked = !/^(youtube|vimeo)\.com$/.test(host);
  first.facade = () =>
    mountFacade(api, { css, stage, id: video.id, title, poster: video.poster, host, untracked }, () => {
      first.opened = true;
      open()
        .then(([{ openProvider }, late]) => late && openProvider(first, late))
        .catch(fail);
    });
  first.facade();
}
