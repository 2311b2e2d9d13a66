/** Watched time: unions of [from, to] pieces in media seconds. Merging is a set union, so sessions, tabs and devices never conflict. */

export type Piece = [number, number];

/** Sorted, disjoint union. `tolerance` in seconds joins pieces that nearly touch: 0 for storage, 0.5 for coverage. */
export function merge(pieces: readonly Piece[], tolerance = 0): Piece[] {
  const out: Piece[] = [];
  for (const [a, b] of [...pieces].sort((x, y) => x[0] - y[0])) {
    const last = out[out.length - 1];
    if (last && a <= last[1] + tolerance) last[1] = Math.max(last[1], b);
    else out.push([a, b]);
  }
  return out;
}

/** Seconds covered by the pieces within [from, to]. */
export const covered = (pieces: readonly Piece[], from: number, to: number): number =>
  merge(pieces, 0.5).reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0);

/** Share (0..1) of the duration that was watched at least once; null while the duration is unknown, 0 or endless. */
export const coverage = (pieces: readonly Piece[], duration: number | undefined): number | null =>
  duration && Number.isFinite(duration) ? Math.min(1, covered(pieces, 0, duration) / duration) : null;

/** Complete when coverage plus the gaps at head and tail (below 0.5 s each) reaches the threshold. */
export function complete(pieces: readonly Piece[], duration: number | undefined, threshold: number): boolean {
  if (!duration || !Number.isFinite(duration) || !pieces.length) return false;
  const union = merge(pieces, 0.5);
  const head = union[0]?.[0] ?? 0;
  const tail = duration - (union[union.length - 1]?.[1] ?? 0);
  const gap = (g: number) => (g > 0 && g < 0.5 ? g : 0);
  return covered(pieces, 0, duration) + gap(head) + gap(tail) >= threshold * duration - 1e-9;
}
