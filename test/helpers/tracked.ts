/** For the tests of the tracker: rows in, and what follows from them. */
import { merge, type Piece } from '@shirube/engine';
import { createTracker, type Happening, type Played } from '../../packages/browser/src/ui/video/tracker';

/** Length of the video, seconds. */
export const D = 60;
export type Row = [what: Happening, t: number, at: number, value?: number];
export function watch(rows: Row[], options: { maxCountedRate?: number; minVisible?: number } = {}) {
  const signals: Played[] = [];
  const feed = createTracker({ out: (s) => signals.push(s), duration: () => D, visible: true, ...options });
  for (const row of rows) feed(...row);
  const moved = signals.filter((s) => s.to !== undefined);
  const pieces = moved.map((s): Piece => [s.from ?? 0, s.to ?? 0]);
  const counted = moved.filter((s) => !s.uncounted).map((s): Piece => [s.from ?? 0, s.to ?? 0]);
  const sum = (key: 'wall' | 'visible') => signals.reduce((n, s) => n + (s[key] ?? 0), 0);
  return {
    signals,
    pieces,
    union: merge(pieces),
    counted: merge(counted),
    acts: signals.flatMap((s) => (s.act ? [s.act] : [])),
    wall: sum('wall'),
    visible: sum('visible'),
  };
}
/** Playing from `a` to `b` with a report each quarter of a second, as browsers give them; returns the rows and the instant of the end. */
export function play(a: number, b: number, at: number, rate = 1, tick = 0.25): Row[] {
  const rows: Row[] = [['playing', a, at]];
  for (let t = a + tick * rate; t < b - 1e-9; t += tick * rate) rows.push(['time', t, at + ((t - a) / rate) * 1000]);
  rows.push(['time', b, at + ((b - a) / rate) * 1000]);
  return rows;
}
