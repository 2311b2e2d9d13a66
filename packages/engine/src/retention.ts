/**
 * Curves over the viewers of one video, for people who make videos: where do they leave, what do they watch twice?
 * A viewer is the list of pieces that this person played, in order of time, re-watching included.
 */
import { merge, TOLERANCE, type Piece } from './watched';

const slices = (duration: number, slice = 1): number =>
  duration > 0 && Number.isFinite(duration) ? Math.ceil(duration / slice - 1e-9) : 0;

/** Overlap of the pieces with each slice, in slices: 1 is "seen once", 2 "seen twice". The sum is the seconds played divided by `slice`. */
export function heat(pieces: readonly Piece[], duration: number, slice = 1): number[] {
  const out = new Array<number>(slices(duration, slice)).fill(0);
  for (const [a, b] of pieces)
    for (let i = Math.max(0, Math.floor(a / slice)); i < out.length && i * slice < b; i++)
      out[i] = (out[i] ?? 0) + Math.max(0, Math.min(b, (i + 1) * slice, duration) - Math.max(a, i * slice)) / slice;
  return out;
}

/** Heat of all viewers together. */
export const heatOf = (viewers: readonly (readonly Piece[])[], duration: number, slice = 1): number[] =>
  heat(viewers.flat(), duration, slice);

/** Share of the starters who saw each second at least once (its middle counts); null without starters: no share can be said. */
export function retention(viewers: readonly (readonly Piece[])[], duration: number): number[] | null {
  if (!viewers.length) return null;
  const steps = new Array<number>(slices(duration) + 1).fill(0);
  const last = steps.length - 1;
  for (const pieces of viewers)
    for (const [a, b] of merge(pieces, TOLERANCE)) {
      const from = Math.max(0, Math.ceil(a - 0.5));
      const to = Math.min(last, Math.floor(b - 0.5) + 1);
      if (to <= from) continue;
      steps[from] = (steps[from] ?? 0) + 1;
      steps[to] = (steps[to] ?? 0) - 1;
    }
  let now = 0;
  return steps.slice(0, last).map((change) => (now += change) / viewers.length);
}

/** Share of the starters whose farthest second is at or after each second: falls only, unlike retention. Null without starters. */
export function reach(viewers: readonly (readonly Piece[])[], duration: number): number[] | null {
  if (!viewers.length) return null;
  const counts = new Array<number>(slices(duration) + 1).fill(0);
  for (const pieces of viewers) {
    const end = Math.min(counts.length - 1, Math.floor(Math.max(0, ...pieces.map(([, b]) => b)) + TOLERANCE));
    counts[end] = (counts[end] ?? 0) + 1;
  }
  let left = viewers.length;
  return counts.slice(0, -1).map((leaving) => {
    const share = left / viewers.length;
    left -= leaving;
    return share;
  });
}

/** A place in a video worth a look. `at` in seconds, `by` the share lost or the surplus of views there. */
export interface Spot {
  at: number;
  by: number;
}

/** Where most viewers leave for good: the largest falls of `reach` within `window` seconds, largest first, not closer than the window. */
export const dropOffs = (curve: readonly number[], count = 3, window = 5): Spot[] =>
  pick(
    curve.map((share, at) => ({ at, by: share - (curve[Math.min(curve.length - 1, at + window)] ?? share) })),
    count,
    window,
    0.02,
  );

/** What is watched again and again: heat above 1.25 times the median, highest first, not closer than the window. */
export function rewatched(curve: readonly number[], count = 3, window = 5): Spot[] {
  const median = [...curve].sort((a, b) => a - b)[curve.length >> 1] ?? 0;
  return median
    ? pick(
        curve.map((views, at) => ({ at, by: views / median - 1 })),
        count,
        window,
        0.25,
      )
    : [];
}

function pick(spots: Spot[], count: number, window: number, least: number): Spot[] {
  const out: Spot[] = [];
  for (const spot of spots.filter((s) => s.by >= least).sort((a, b) => b.by - a.by || a.at - b.at)) {
    if (out.length < count && out.every((o) => Math.abs(o.at - spot.at) >= window)) out.push(spot);
  }
  return out;
}
