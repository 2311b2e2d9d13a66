/**
 * YouTube without its script: the messages that its own script exchanges with the frame. They are not documented; where that is not
 * acceptable, `videoSettings.youtube: "script"` uses the documented API instead.
 */
import { number, talk } from './frame';
import type { Medium, MediumOptions } from './medium';

/** The player's states by number. -1 (unstarted) and 5 (cued) change nothing. */
const STATES = { 0: 'ended', 1: 'playing', 2: 'pause', 3: 'waiting' } as const;

/** `src`: the frame's address. */
export function youtube(src: string, o: MediumOptions): Medium {
  return talk(
    o,
    src,
    { event: 'listening', id: 1, channel: 'widget' },
    (t, { event, info }) => {
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
    },
    (what, s) => ({ event: 'command', func: what === 'seek' ? 'seekTo' : `${what}Video`, args: what === 'seek' ? [s, true] : [] }),
  );
}
