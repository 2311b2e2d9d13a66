import { describe, expect, it } from 'vitest';
import { dropOffs, heat, heatOf, reach, retention, rewatched } from './retention';
import type { Piece } from './watched';

const everything: Piece[] = [[0, 10]];
const firstHalf: Piece[] = [[0, 5]];
const skipped: Piece[] = [
  [0, 2],
  [6, 10],
];

describe('curves for the people who make the videos', () => {
  it('show how many of those who began saw each second', () => {
    expect(retention([everything, firstHalf, skipped, firstHalf], 10)).toEqual([1, 1, 0.75, 0.75, 0.75, 0.25, 0.5, 0.5, 0.5, 0.5]);
  });
  it('show how far people came, and that only falls', () => {
    expect(reach([everything, firstHalf, skipped, firstHalf], 10)).toEqual([1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5]);
  });
  it('count the middle of a second, so that half a second more or less changes nothing', () => {
    expect(retention([[[0.4, 3.6]]], 5)).toEqual([1, 1, 1, 1, 0]);
    expect(retention([[[0.6, 3.4]]], 5)).toEqual([0, 1, 1, 0, 0]);
  });
  it('say nothing rather than zero when nobody began', () => {
    expect(retention([], 10)).toBeNull();
    expect(reach([], 10)).toBeNull();
  });
  it('keep a last slice that is shorter than the others', () => {
    expect(heat([[0, 2.5]], 2.5)).toEqual([1, 1, 0.5]);
    expect(heat([[0, 7]], 7, 5)).toEqual([1, 0.4]);
    expect(heat([[0, 7]], Infinity)).toEqual([]);
  });
  it('point at the second where most people leave for good', () => {
    const viewers: Piece[][] = [...Array<Piece[]>(6).fill([[0, 30]]), ...Array<Piece[]>(4).fill([[0, 12]])];
    const spot = dropOffs(reach(viewers, 30) ?? [])[0];
    expect(spot?.by).toBeCloseTo(0.4);
    expect(spot?.at).toBeGreaterThanOrEqual(8);
    expect(spot?.at).toBeLessThanOrEqual(12);
  });
  it('point at what is watched again and again', () => {
    const curve = heatOf(
      [
        [
          [0, 20],
          [8, 10],
          [8, 10],
        ],
        [[0, 20]],
      ],
      20,
    );
    expect(curve[8]).toBe(4);
    expect(rewatched(curve)[0]).toEqual({ at: 8, by: 1 });
    expect(rewatched(heatOf([[[0, 20]]], 20))).toEqual([]);
  });
});
