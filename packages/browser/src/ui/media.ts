/** The picture above a card's text, or the poster that starts its video. Loaded with the first content that has one. */
import type { Content } from '@shirube/engine';
import { videoOf } from './acts';
import { icon } from './dom';
import { own } from './text/own';
import { safeUrl } from './text/url';
import type { Around } from './view';

const PLAY = 'M7 5l8 5-8 5z';
export type Media = NonNullable<Extract<Content, { kind: 'popover' }>['media']>;

const words = { en: { play: 'Play video' }, ja: { play: '動画を再生' } };
const css = `.x.over{background:color-mix(in srgb,var(--surface) 82%,transparent);color:var(--text)}
.media{display:block;width:100%;border-radius:calc(var(--radius) - 2px) calc(var(--radius) - 2px) 0 0;object-fit:cover;flex:none}
img.media{height:auto;max-height:40vh}
.poster{appearance:none;position:relative;flex:none;display:grid;place-items:center;width:100%;aspect-ratio:16/9;max-height:40vh;padding:0;border:0;border-radius:calc(var(--radius) - 1px) calc(var(--radius) - 1px) 0 0;overflow:hidden;cursor:pointer;background:linear-gradient(135deg,color-mix(in oklab,var(--accent) 78%,#000),color-mix(in oklab,var(--accent) 34%,#0b0d14))}
.poster img{position:absolute;inset:0;width:100%;height:100%;max-height:none;object-fit:cover;border-radius:0}
.poster:focus-visible{outline:3px solid var(--focus);outline-offset:-5px}
.playdot{position:relative;display:grid;place-items:center;width:52px;height:52px;border-radius:50%;background:rgb(255 255 255/.94);color:#191c24;box-shadow:0 2px 12px rgb(0 0 0/.3)}.playdot path{fill:currentColor}`;

export function mediaOf(session: Around, { video, startAt, image, alt, width, height }: Media): HTMLElement | undefined {
  const {
    api,
    stage: { h },
  } = session;
  const base = api.doc.baseURI;
  session.stage.css(css);
  if (video) {
    const poster = videoOf(session, video)?.poster;
    return h(
      'button',
      {
        class: 'poster',
        part: 'media',
        type: 'button',
        'aria-label': `${own(api, words, 'media')('play')}: ${api.text(videoOf(session, video)?.title)}`,
        onclick: () => session.run({ play: video, ...(startAt !== undefined && { at: startAt }) }),
      },
      poster && h('img', { src: safeUrl(poster, base), alt: '' }),
      h('span', { class: 'playdot' }, icon(api.doc, PLAY, 26)),
    );
  }
  const src = image && safeUrl(image, base);
  return src ? h('img', { class: 'media', part: 'media', src, alt: api.text(alt), width, height }) : undefined;
}
