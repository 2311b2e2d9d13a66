import { covered, merge, type Piece } from '@shirube/engine';
import { ratio, type Ratio } from './ratio';

/** What one person has watched of one video, in media seconds. `plays` are the raw pieces, with repetitions. */
export interface Watched { user: string; union: readonly Piece[]; plays?: readonly Piece[] | undefined; completed: boolean; position?: number | undefined }
export interface VideoFigures {
  completion: Ratio;
  playRate: Ratio;
  /** Share of the starters that saw each second (index = second). */
  retention: number[];
  /** Times each second was played by the average starter; above `retention` it was watched again. */
  heat: number[];
  /** Steepest fall of the curve: from which second to which, and how much was lost. */
  dropOff: { from: number; to: number; lost: number } | null;
  starters: number;
}

/** Figures of one video over its starters. Seconds are counted as watched when at least half of them was. */
export function videoFigures(watched: readonly Watched[], duration: number, impressions?: number): VideoFigures {
  const seconds = Math.max(0, Math.ceil(duration - 1e-6));
  const retention = new Array<number>(seconds).fill(0);
  const heat = new Array<number>(seconds).fill(0);
  for (const one of watched) {
    add(retention, merge([...one.union].map(([a, b]): Piece => [a, b]), 0.5));
    add(heat, one.plays?.length ? one.plays : one.union);
  }
  const n = watched.length || 1;
  return {
    completion: ratio(watched.filter((w) => w.completed).length, watched.length),
    playRate: ratio(watched.length, impressions ?? 0),
    retention: retention.map((v) => v / n), heat: heat.map((v) => v / n),
    dropOff: steepest(retention.map((v) => v / n)), starters: watched.length,
  };
}

function add(seconds: number[], pieces: readonly Piece[]): void {
  for (const [from, to] of pieces)
    for (let k = Math.max(0, Math.floor(from)); k < Math.min(seconds.length, Math.ceil(to)); k++)
      if (Math.min(k + 1, to) - Math.max(k, from) >= 0.5) seconds[k] = (seconds[k] ?? 0) + 1;
}

/** The window of `width` seconds in which the largest share of the starters is lost; null when none is. */
export function steepest(curve: readonly number[], width = 10): { from: number; to: number; lost: number } | null {
  let best: { from: number; to: number; lost: number } | null = null;
  for (let from = 0; from + 1 < curve.length; from++) {
    const to = Math.min(curve.length - 1, from + width);
    const lost = (curve[from] ?? 0) - (curve[to] ?? 0);
    if (lost > 1e-9 && (!best || lost > best.lost + 1e-9)) best = { from, to, lost };
  }
  return best;
}

/** Progress by the xAPI Video Profile: covered seconds / duration; play time and repeated seconds beside it. */
export function progress(plays: readonly Piece[], duration: number): { progress: number | null; playSeconds: number; rewatched: number } {
  const playSeconds = plays.reduce((sum, [a, b]) => sum + b - a, 0);
  const unique = merge([...plays]).reduce((sum, [a, b]) => sum + b - a, 0);
  return { progress: duration > 0 ? Math.min(1, covered([...plays], 0, duration) / duration) : null, playSeconds, rewatched: playSeconds - unique };
}

/** `0.000[.]12.000[,]14.000[.]21.000`: the xAPI Video Profile's played segments. Anything malformed is left out. */
export const parseSegments = (text: string): Piece[] =>
  text.split('[,]').flatMap((part): Piece[] => {
    const [from, to] = part.split('[.]').map(Number);
    return from !== undefined && to !== undefined && Number.isFinite(from) && Number.isFinite(to) && to > from ? [[from, to]] : [];
  });
