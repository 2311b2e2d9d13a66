/**
 * Watched time of one person: unions of [from, to] pieces in media seconds. Merging is a set union, so sessions, tabs and devices never
 * conflict: whatever order they arrive in, and however often, the result is the same.
 */

/** [from, to] in media seconds; the playhead moved through it without a jump. */
export type Piece = [number, number];

/** Gaps up to this many seconds do not count as missed: players differ by that much in where a clip begins and ends. */
export const TOLERANCE = 0.5;

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

/** Appends in order of time; a piece that goes on where the last one ended makes it longer instead. */
export function append(pieces: readonly Piece[], [a, b]: Piece): Piece[] {
  const last = pieces[pieces.length - 1];
  return last && Math.abs(a - last[1]) < 0.002 ? [...pieces.slice(0, -1), [last[0], b]] : [...pieces, [a, b]];
}

/** Seconds covered by the pieces within [from, to]. */
export const covered = (pieces: readonly Piece[], from: number, to: number): number =>
  merge(pieces, TOLERANCE).reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0);

/** Only a known, finite length can be covered: not a live stream. */
const known = (duration: number | undefined): duration is number => !!duration && duration > 0 && Number.isFinite(duration);

/** Share (0..1) of the duration that was watched at least once; null while the duration is unknown, 0 or endless. */
export const coverage = (pieces: readonly Piece[], duration: number | undefined): number | null =>
  known(duration) ? Math.min(1, covered(pieces, 0, duration) / duration) : null;

/** Complete when coverage plus the gaps at head and tail (below 0.5 s each) reaches the threshold (0..1). */
export function complete(pieces: readonly Piece[], duration: number | undefined, threshold: number): boolean {
  const union = merge(pieces, TOLERANCE);
  const first = union[0];
  const last = union[union.length - 1];
  if (!known(duration) || !first || !last) return false;
  const gap = (g: number) => (g > 0 && g < TOLERANCE ? g : 0);
  return covered(union, 0, duration) + gap(first[0]) + gap(duration - last[1]) >= threshold * duration - 1e-6;
}

/**
 * Share to report, 0..1 in steps of 0.001. Never rounded up: 0.9996 is 0.999, and 1 means that everything was watched.
 * The small term keeps 0.9 from becoming 0.899 in binary fractions.
 */
export function progress(pieces: readonly Piece[], duration: number | undefined): number {
  if (complete(pieces, duration, 1)) return 1;
  return Math.min(0.999, Math.floor(1000 * (coverage(pieces, duration) ?? 0) + 1e-6) / 1000);
}

/** Media seconds played, re-watching included. */
export const played = (pieces: readonly Piece[]): number => pieces.reduce((sum, [a, b]) => sum + Math.max(0, b - a), 0);

/** How often each covered second was played on average; 0 when nothing was. */
export const rewatch = (pieces: readonly Piece[]): number => {
  const once = played(merge(pieces));
  return once ? played(pieces) / once : 0;
};

/**
 * Can so much have been watched in `wall` seconds of playing? A published rule for the server, because a browser can be made to say
 * anything: what is covered cannot exceed the time spent times the highest speed, plus `slack` seconds.
 */
export const plausible = (pieces: readonly Piece[], wall: number, maxRate = 2, slack = 2): boolean =>
  played(merge(pieces)) <= wall * maxRate + slack;

/** Farthest second that may be sought to when skipping ahead is not allowed: the end of what was watched from the start, plus `slack`. */
export function maxSeek(pieces: readonly Piece[], slack = 1): number {
  const first = merge(pieces, TOLERANCE)[0];
  return (first && first[0] <= TOLERANCE ? first[1] : 0) + slack;
}

/** `0.000[.]12.000[,]14.000[.]21.000`: the notation of the xAPI Video Profile, in order of time, seconds with three decimals. */
export const formatPieces = (pieces: readonly Piece[]): string => pieces.map(([a, b]) => `${a.toFixed(3)}[.]${b.toFixed(3)}`).join('[,]');

/** Reads the notation back; what is not a piece is left out. */
export const parsePieces = (text: string): Piece[] =>
  text.split('[,]').flatMap((part): Piece[] => {
    const [a, b] = part.split('[.]').map(Number.parseFloat);
    return a !== undefined && b !== undefined && a >= 0 && b > a && Number.isFinite(b) ? [[a, b]] : [];
  });
