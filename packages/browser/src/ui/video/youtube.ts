/**
 * YouTube without its script: the messages that its own script exchanges with the frame. They are not documented; where that is not
 * acceptable, `videoSettings.youtube: "script"` uses the documented API instead.
 */
import { number, talk } from './frame';
import type { Medium, MediumOptions } from './medium';

const ORIGIN = 'https://www.youtube-nocookie.com';
/** The player's states by number. -1 (unstarted) and 5 (cued) change nothing. */
const STATES = { 0: 'ended', 1: 'playing', 2: 'pause', 3: 'waiting' } as const;

export function youtube(id: string, o: MediumOptions): Medium {
  const query = new URLSearchParams({
    enablejsapi: '1', autoplay: '1', playsinline: '1', rel: '0', hl: o.lang, cc_lang_pref: o.lang, origin: o.win.location.origin, start: `${Math.floor(o.startAt)}`,
  });
  return talk(o, `${ORIGIN}/embed/${id}?${query}`, ORIGIN, { event: 'listening', id: 1, channel: 'widget' }, (t, { event, info }) => {
    if (event === 'onError') return o.failed(`${info}`);
    const said = (event === 'onStateChange' ? { playerState: info } : (info ?? {})) as Record<string, unknown>;
    const length = number(said.duration);
    const rate = number(said.playbackRate);
    const at = number(said.currentTime);
    const state = STATES[said.playerState as keyof typeof STATES];
    if (length) o.duration(length);
    t.at = at ?? t.at;
    if (rate) t.say('rate', rate);
    if (state) t.say(state);
    else if (at !== undefined) t.say('time');
  }, (what, s) => ({ event: 'command', func: what === 'seek' ? 'seekTo' : `${what}Video`, args: what === 'seek' ? [s, true] : [] }));
}
