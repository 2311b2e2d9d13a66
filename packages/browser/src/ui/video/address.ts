/** Where a provider's player lives: the address that sets the fewest cookies, and a player that can be spoken with. */
import type { MediumOptions } from './medium';

const YOUTUBE = 'https://www.youtube-nocookie.com';
const VIMEO = 'https://player.vimeo.com';

export const youtubeAddress = (id: string, o: MediumOptions): string =>
  `${YOUTUBE}/embed/${id}?${new URLSearchParams({ enablejsapi: '1', autoplay: '1', playsinline: '1', rel: '0', hl: o.lang, cc_lang_pref: o.lang, origin: o.win.location.origin, start: `${Math.floor(o.startAt)}` })}`;
/** `dnt=1` asks not to be tracked. */
export const vimeoAddress = (id: string, key: string, o: MediumOptions): string =>
  `${VIMEO}/video/${id}?${new URLSearchParams({ ...(key && { h: key }), autoplay: '1', playsinline: '1', dnt: '1', texttrack: o.lang })}`;
