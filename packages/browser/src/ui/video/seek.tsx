/** @jsxImportSource ../../jsx */
/** The seek bar. What was really watched is coloured; what was skipped stays grey, however far the playhead has come. */
import type { VNode } from 'preact';
import { clock, type Say } from './strings';
import { plain } from './vtt';

interface SeekProps {
  at: number;
  length: number;
  limit: number;
  pieces: readonly [number, number][];
  chapters: TextTrack | undefined;
  say: Say;
  seek(t: number): void;
}
interface Chapter {
  from: number;
  to: number;
  name: string;
}

export const chaptersOf = (track: TextTrack | undefined): Chapter[] =>
  Array.from(track?.cues ?? []).map((cue) => ({ from: cue.startTime, to: cue.endTime, name: plain((cue as VTTCue).text) }));
const chapterAt = (chapters: readonly Chapter[], t: number) => chapters.find((c) => t >= c.from && t < c.to)?.name;

export function Seek({ at, length, limit, pieces, chapters: track, say, seek }: SeekProps): VNode {
  const chapters = chaptersOf(track);
  const share = (t: number) => `${length ? Math.min(100, (100 * t) / length) : 0}%`;
  const name = chapterAt(chapters, at);
  /** Shows where a click would go. Written past the renderer: it changes with every movement of the mouse. */
  const hover = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const t = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * length;
    const tip = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('.sv-tip');
    if (!tip || !length) return;
    const chapter = chapterAt(chapters, t);
    tip.textContent = chapter ? `${clock(t)} ${chapter}` : clock(t);
    tip.style.left = `clamp(${tip.offsetWidth / 2}px, ${share(t)}, calc(100% - ${tip.offsetWidth / 2}px))`;
  };
  /** While it is dragged it is where the person has it, not where the film is. */
  const place = (input: HTMLInputElement | null) => {
    if (input && !input.hasAttribute('data-held')) input.value = String(at);
  };
  const held =
    (on: boolean) =>
    ({ currentTarget }: Event) =>
      void (currentTarget as Element).toggleAttribute('data-held', on);
  return (
    <div class="sv-seek" onPointerMove={hover}>
      <div class="sv-rail">
        {pieces.map(([a, b]) => (
          <i class="sv-piece" style={{ left: share(a), width: share(b - a) }} />
        ))}
        {limit < length && <i class="sv-locked" style={{ left: share(limit) }} />}
        {chapters.map(({ from }) => from > 0 && <i class="sv-mark" style={{ left: share(from) }} />)}
      </div>
      <input
        type="range"
        min="0"
        max={length || 1}
        step="0.1"
        ref={place}
        disabled={!length}
        aria-label={say('video.seek')}
        aria-valuetext={say('video.of', { at: clock(at), all: clock(length) }) + (name ? `, ${name}` : '')}
        onInput={held(true)}
        onPointerUp={held(false)}
        onPointerCancel={held(false)}
        onChange={(event) => {
          held(false)(event);
          seek(Number(event.currentTarget.value));
        }}
      />
      <span class="sv-tip" aria-hidden="true" />
      {name && <span class="sv-chapter">{name}</span>}
    </div>
  );
}
