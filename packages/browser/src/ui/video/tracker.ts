/**
 * What was really watched, from what a player says. One row per thing that can happen; own files and providers feed the same table.
 * The playhead opens a piece when it begins to move, and closes it when it stops or jumps; the wall clock runs with it.
 */
import type { VideoSignal } from '@shirube/engine';

/** What a player can say. `seeking`, `seeked` and `waiting` are optional: a jump is also noticed by itself. */
export type Happening =
  'playing' | 'time' | 'seeking' | 'seeked' | 'waiting' | 'pause' | 'ended' | 'rate' | 'emptied' | 'hidden' | 'shown' | 'leave';
/** `t`: position in media seconds. `at`: a clock that never goes back, ms. `value`: the new rate; for seeking, where playing really ended; for playing and seeked, where it really began, when that is told late. */
export type Feed = (what: Happening, t: number, at: number, value?: number) => void;
export type Played = Omit<VideoSignal, 'kind' | 'video'>;

export interface TrackerOptions {
  /** Called with each piece, and with each moment (`act`). */
  out(signal: Played): void;
  /** Length in seconds; undefined while unknown. */
  duration(): number | undefined;
  visible: boolean;
  rate?: number | undefined;
  /** Faster pieces do not count. Default: no limit. */
  maxCountedRate?: number | undefined;
  /** Share of a piece's time that must be visible for it to count. Default 0. */
  minVisible?: number | undefined;
}

/** A piece is handed over at least this often, so that a crash loses no more. */
const EVERY = 5000;
/** Players report positions a little late; a step within this many seconds is playing, not jumping. */
const LATE = 1;
const ms = (seconds: number) => Math.round(seconds * 1000) / 1000;

export function createTracker({ out: hand, duration, visible, rate = 1, maxCountedRate = Infinity, minVisible = 0 }: TrackerOptions): Feed {
  let begun = false; // between the first play and the leaving: a viewing session
  let from = -1; // start of the open piece; negative: none is open
  let last = 0; // last known position
  let clock = 0; // instant of `last`
  let since = 0; // instant at which the piece began
  let wall = 0;
  let seen = 0;
  let playing = false;
  let buffering = false;
  let left = -1; // where a seek under way began; negative: none
  let jumped = 0; // instant at which it began
  let heard = 0; // instant of the last word of any kind

  const out = (signal: Played) => {
    if (begun) hand(signal);
  };
  const open = (t: number, at: number) => {
    if (from < 0) [from, last, clock, since, wall, seen] = [t, t, at, at, 0, 0];
  };
  /** Hands over the open piece up to `end` together with what happened there; without a piece only what happened. */
  const close = (end: number, more: Played = {}) => {
    const moved = from >= 0 && end - from > 1e-3;
    const d = duration();
    if (moved || more.act || more.flush) {
      out({
        ...(moved && {
          from: ms(from),
          to: ms(end),
          wall: Math.round(wall),
          visible: Math.round(seen),
          ...((rate > maxCountedRate || seen < minVisible * wall) && { uncounted: true }),
        }),
        ...(d && Number.isFinite(d) && { duration: ms(d) }),
        pos: ms(more.target ?? end),
        ...more,
      });
    }
    from = -1;
    last = end;
  };
  /** The playhead is at `t` now. If it cannot have got there by playing, it jumped. */
  const move = (t: number, at: number) => {
    if (from < 0) return;
    const spent = at - clock;
    const step = t - last;
    clock = at;
    if (step < 0 || step > (spent / 1000) * rate + LATE) {
      const end = last;
      close(end);
      open(t, at);
      out({ act: 'seeked', time: ms(end), target: ms(t), pos: ms(t) });
    } else {
      // A laptop that slept while "playing" did not play.
      const real = spent > (step / rate) * 1000 + 2000 ? (step / rate) * 1000 : spent;
      wall += real;
      if (visible) seen += real;
      last = t;
    }
  };
  /** A busy page hears late that playing began. From `start`, if there was time for it since `word`; else from now. */
  const truly = (t: number, at: number, start: number, word: number) =>
    start < t && t - start <= ((at - word) / 1000) * rate + LATE ? start : t;
  /** Opens at `start` and moves to `t` at once. */
  const reopen = (start: number, t: number, at: number, word: number) => {
    open(start, Math.max(word, at - ((t - start) / rate) * 1000));
    if (start < t) move(t, at);
  };
  const cut = (t: number, at: number, more?: Played) => {
    move(t, at);
    const going = from >= 0;
    close(going ? last : t, more);
    if (going) open(last, at);
  };
  const stop = (t: number, at: number) => {
    move(t, at);
    const moment: Played = playing ? { act: 'paused', time: ms(from < 0 ? t : last), flush: true } : { flush: true };
    close(from < 0 ? t : last, moment);
    playing = buffering = false;
  };

  const rows: Record<Happening, (t: number, at: number, value?: number) => void> = {
    playing(t, at, value = t) {
      const start = truly(t, at, value, heard);
      begun = true;
      if (!playing) out({ act: 'played', time: ms(start), pos: ms(start) });
      playing = true;
      buffering = false;
      if (left < 0 && from < 0) reopen(start, t, at, heard);
    },
    time(t, at) {
      // Some players go on after buffering without saying so.
      if (playing && left < 0 && from < 0 && (!buffering || t > last)) rows.playing(t, at);
      move(t, at);
      if (from >= 0 && at - since >= EVERY) cut(t, at);
    },
    seeking(t, at, end) {
      const spent = at - clock;
      // Where playing ended is known exactly only if it is where playing can have come to.
      const exact = end !== undefined && end >= last && end - last <= (spent / 1000) * rate + LATE ? end : last;
      if (from >= 0) {
        move(exact, at);
        close(exact);
      }
      if (left < 0) [left, jumped] = [exact, at];
    },
    seeked(t, at, value = t) {
      const start = playing && !buffering ? truly(t, at, value, jumped) : t;
      if (left >= 0) out({ act: 'seeked', time: ms(left), target: ms(start), pos: ms(start) });
      left = -1;
      last = start;
      if (playing && !buffering) reopen(start, t, at, jumped);
    },
    waiting(t, at) {
      move(t, at);
      if (from >= 0) close(last);
      buffering = true;
    },
    pause: stop,
    ended: (t, at) => stop(duration() ?? t, at),
    rate(t, at, value = 1) {
      cut(t, at);
      rate = value;
    },
    emptied: (_, at) => rows.leave(last, at),
    hidden(t, at) {
      cut(t, at, { flush: true });
      visible = false;
    },
    shown(t, at) {
      cut(t, at);
      visible = true;
    },
    leave(t, at) {
      stop(t, at);
      left = -1;
      out({ act: 'terminated', time: ms(t), pos: ms(t), flush: true });
      begun = false;
    },
  };
  return (what, t, at, value) => {
    rows[what](t, at, value);
    heard = at;
  };
}
