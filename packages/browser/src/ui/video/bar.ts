/** The first of our own controls, a play button, until the player is there and takes its place. */
import { barCss } from './bar.css';
import { iconButton, playWord } from './early';
import type { First } from './index';

export function addBar(first: First): void {
  const { api, video, screen, make, css } = first;
  css(barCss);
  first.bar = make(`sv-bar${video.chapters?.length ? ' sv-chaptered' : ''}`, screen);
  const play = iconButton(api.doc, 'sv-btn', playWord(api));
  play.onclick = () => first.medium?.play();
  make('sv-row', first.bar).append(play);
}
