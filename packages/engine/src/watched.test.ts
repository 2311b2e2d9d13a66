import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { quick } from '../../../test/helpers/property';
import { heat } from './retention';
import {
  append,
  complete,
  coverage,
  covered,
  formatPieces,
  maxSeek,
  merge,
  parsePieces,
  plausible,
  played,
  progress,
  rewatch,
  type Piece,
} from './watched';

// Thousands of runs; a busy machine needs more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

const RUNS = quick(2000);
const DURATION = 60;
/** Pieces on a grid of 0.2 s, so that sums can be counted in cells of 0.1 s and no gap is 0.5 s to the last bit. */
const pieces = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 295 }), fc.integer({ min: 1, max: 150 })).map(([a, n]): Piece => [a / 5, Math.min(300, a + n) / 5]),
  { maxLength: 12 },
);
/** The same sum, counted in cells; gaps up to 0.5 s between pieces count as seen, as they do in coverage. */
function byGrid(list: Piece[]): number {
  const cells = new Set<number>();
  for (const [a, b] of list) for (let i = Math.round(a * 10); i < Math.round(b * 10); i++) cells.add(i);
  const ends = [...cells].sort((x, y) => x - y);
  ends.forEach((cell, i) => {
    const next = ends[i + 1];
    if (next !== undefined && next - cell - 1 <= 5) for (let k = cell + 1; k < next; k++) cells.add(k);
  });
  return cells.size / 10;
}
const close = (a: number, b: number, by = 1e-6) => {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(by);
};

describe('what a person watched', () => {
  it('covers 28 of 30 seconds in the worked example, 31 seconds played, complete at 0.9 and not at 1', () => {
    const list = parsePieces('0.000[.]12.000[,]14.000[.]21.000[,]18.000[.]30.000');
    expect(progress(list, 30)).toBe(0.933);
    expect(played(list)).toBe(31);
    close(rewatch(list), 31 / 28);
    expect(complete(list, 30, 0.9)).toBe(true);
    expect(complete(list, 30, 1)).toBe(false);
  });
  it('is what a count of tenths of a second finds', () => {
    fc.assert(
      fc.property(pieces, (list) => {
        close(covered(list, 0, DURATION), byGrid(list));
      }),
      RUNS,
    );
  });
  it('is a set: sorted, disjoint, the same when merged again and in any order', () => {
    fc.assert(
      fc.property(pieces, fc.infiniteStream(fc.nat()), (list, random) => {
        const union = merge(list);
        union.forEach(([a, b], i) => {
          expect(b).toBeGreaterThan(a);
          if (i) expect(a).toBeGreaterThan(union[i - 1]?.[1] ?? 0);
        });
        expect(merge(union)).toEqual(union);
        const shuffled = list
          .map((p) => [random.next().value ?? 0, p] as const)
          .sort((x, y) => x[0] - y[0])
          .map(([, p]) => p);
        expect(merge(shuffled)).toEqual(union);
      }),
      RUNS,
    );
  });
  it('is the same whichever session, tab or device arrives first', () => {
    fc.assert(
      fc.property(pieces, pieces, pieces, (a, b, c) => {
        const join = (...lists: Piece[][]) => merge(lists.flat());
        expect(join(a, b)).toEqual(join(b, a));
        expect(join(merge(join(a, b)), c)).toEqual(join(a, merge(join(b, c))));
        expect(join(a, a)).toEqual(merge(a));
      }),
      RUNS,
    );
  });
  it('survives being written down and read back, to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .tuple(fc.double({ min: 0, max: 7200, noNaN: true }), fc.double({ min: 0.01, max: 600, noNaN: true }))
            .map(([a, n]): Piece => [a, a + n]),
          { maxLength: 12 },
        ),
        (list) => {
          const back = parsePieces(formatPieces(list));
          expect(back.length).toBe(list.length);
          back.forEach(([a, b], i) => {
            close(a, list[i]?.[0] ?? 0, 0.001);
            close(b, list[i]?.[1] ?? 0, 0.001);
          });
        },
      ),
      RUNS,
    );
  });
  it('heats up the slices by exactly the seconds that were played', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom(1, 2, 5), (list, slice) => {
        close(
          heat(list, DURATION, slice).reduce((x, y) => x + y, 0),
          played(list) / slice,
        );
      }),
      RUNS,
    );
  });
  it('never goes down and stays between 0 and 1', () => {
    fc.assert(
      fc.property(pieces, pieces, (a, b) => {
        const before = progress(a, DURATION);
        const after = progress([...a, ...b], DURATION);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(1);
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      RUNS,
    );
  });
  it('is 1 only when everything was watched', () => {
    fc.assert(
      fc.property(pieces, (list) => {
        expect(progress(list, DURATION) === 1).toBe(complete(list, DURATION, 1));
      }),
      RUNS,
    );
    expect(progress([[0, 59.4]], 60)).toBe(0.99);
    expect(
      progress(
        [
          [0, 59.99],
          [0.7, 1],
        ],
        60,
      ),
    ).toBe(1);
    expect(progress([[0, 179.3]], 180)).toBe(0.996);
    // Never rounded up: 0.89983 is not nine tenths.
    expect(progress([[0, 53.99]], 60)).toBe(0.899);
    expect(progress([[0, 54]], 60)).toBe(0.9);
    expect(progress([[0.3, 29.7]], 30)).toBe(1);
  });
  it('is nothing while the length is unknown or endless', () => {
    for (const d of [undefined, 0, NaN, Infinity]) {
      expect(coverage([[0, 10]], d)).toBeNull();
      expect(complete([[0, 10]], d, 0.1)).toBe(false);
      expect(progress([[0, 10]], d)).toBe(0);
    }
    expect(complete([], 10, 0.9)).toBe(false);
  });
  it('cannot be more than the time that was spent allows', () => {
    expect(plausible([[0, 100]], 50)).toBe(true);
    expect(plausible([[0, 180]], 5)).toBe(false);
    expect(
      plausible(
        [
          [0, 10],
          [0, 10],
          [0, 10],
        ],
        4.5,
      ),
    ).toBe(true);
  });
  it('opens the seek bar only as far as it was watched from the start', () => {
    expect(maxSeek([])).toBe(1);
    expect(
      maxSeek([
        [0, 12],
        [30, 40],
      ]),
    ).toBe(13);
    expect(maxSeek([[30, 40]])).toBe(1);
    expect(
      maxSeek(
        [
          [5, 12],
          [0, 5.2],
        ],
        0,
      ),
    ).toBe(12);
  });
  it('reads past what it does not understand', () => {
    expect(parsePieces('')).toEqual([]);
    expect(parsePieces('x[.]y[,]3[.]2[,]1.000[.]2.500[,]')).toEqual([[1, 2.5]]);
  });
  it('grows a piece that goes on, and begins one after a jump', () => {
    expect(append(append(append([], [0, 5]), [5, 9.5]), [3, 4])).toEqual([
      [0, 9.5],
      [3, 4],
    ]);
  });
});
