import { heatOf, retention, type Piece } from '@shirube/engine';
import { ratio, type Ratio } from './ratio';

/** What one person has watched of one video, in media seconds. `plays` are the raw pieces, with repetitions. */
export interface Watched {
  user: string;
  union: readonly Piece[];
  plays?: readonly Piece[] | undefined;
  completed: boolean;
  position?: number | undefined;
}
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

/** Figures of one video over its starters; the curves are the engine's, so that everybody who draws them draws the same. */
export function videoFigures(watched: readonly Watched[], duration: number, impressions?: number): VideoFigures {
  const curve =
    retention(
      watched.map(({ union }) => union),
      duration,
    ) ?? [];
  const views = heatOf(
    watched.map(({ plays, union }) => (plays?.length ? plays : union)),
    duration,
  );
  return {
    completion: ratio(watched.filter((w) => w.completed).length, watched.length),
    playRate: ratio(watched.length, impressions ?? 0),
    retention: curve,
    heat: watched.length ? views.map((n) => n / watched.length) : [],
    dropOff: steepest(curve),
    starters: watched.length,
  };
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
