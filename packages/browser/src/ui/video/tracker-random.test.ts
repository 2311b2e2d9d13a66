/** The tracker against a model of a player, with thousands of random viewers. */
import { complete, coverage, merge, played, type Piece } from '@shirube/engine';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { quick } from '../../../../../test/helpers/property';
import { D, watch, type Row } from '../../../../../test/helpers/tracked';

// Thousands of runs; a busy machine needs more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

/** What a random viewer does; times in tenths of a second. */
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('play' as const), for: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('seek' as const), to: fc.integer({ min: 0, max: 599 }) }) },
  fc.record({ do: fc.constant('pause' as const), for: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ do: fc.constant('wait' as const), for: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ do: fc.constant('rate' as const), to: fc.constantFrom(0.5, 1, 1.5, 2) }),
  fc.record({ do: fc.constant('hide' as const) }),
);

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** Plays the deeds on a model of a player and returns what the tracker was told, and the truth. */
function simulate(deeds: Deed[], tick: number, tells: boolean) {
  const rows: Row[] = [];
  const truth: Piece[] = [];
  let [t, at, rate, running, visible, wall, seen] = [0, 0, 1, false, true, 0, 0];
  for (const d of deeds) {
    if (d.do === 'play') {
      if (!running) rows.push(['playing', t, at]);
      running = true;
      const end = Math.min(D, t + (d.for / 10) * rate);
      truth.push([t, end]);
      const start = at;
      const begin = t;
      for (let next = begin + tick * rate; next < end; next += tick * rate)
        rows.push(['time', next, start + ((next - begin) / rate) * 1000]);
      at = start + ((end - begin) / rate) * 1000;
      t = end;
      rows.push(['time', t, at]);
      wall += at - start;
      if (visible) seen += at - start;
      if (t >= D) {
        rows.push(['pause', D, at], ['ended', D, at]);
        running = false;
      }
    } else if (d.do === 'seek') {
      if (tells) rows.push(['seeking', d.to / 10, at, running ? t : undefined] as Row, ['seeked', d.to / 10, at]);
      else if (running) rows.push(['pause', t, at], ['playing', d.to / 10, at]);
      t = d.to / 10;
    } else if (d.do === 'pause') {
      if (running) rows.push(['pause', t, at]);
      running = false;
      at += d.for * 100;
    } else if (d.do === 'wait') {
      if (running) rows.push(['waiting', t, at], ['playing', t, at + d.for * 100]);
      at += d.for * 100;
    } else if (d.do === 'rate') {
      rows.push(['rate', t, at, d.to]);
      rate = d.to;
    } else {
      visible = !visible;
      rows.push([visible ? 'shown' : 'hidden', t, at]);
    }
  }
  rows.push(['leave', t, at]);
  return { rows, truth: truth.filter(([a, b]) => b - a > 1e-3), wall, seen };
}

describe('a random viewer', () => {
  const RUNS = quick(2000);
  const viewing = fc.tuple(fc.array(deed, { maxLength: 25 }), fc.constantFrom(0.05, 0.25, 0.266, 1), fc.boolean());
  it('is counted as what really played, for any tick, speed and way of telling', () => {
    fc.assert(
      fc.property(viewing, ([deeds, tick, tells]) => {
        const { rows, truth, wall, seen } = simulate(deeds, tick, tells);
        const got = watch(rows);
        const [real, found] = [merge(truth), got.union];
        expect(played(found)).toBeCloseTo(played(real), 1);
        expect(Math.abs(played(got.pieces) - played(truth))).toBeLessThan(0.1);
        expect(Math.abs(got.wall - wall)).toBeLessThanOrEqual(0.01 * wall + 60);
        expect(Math.abs(got.visible - seen)).toBeLessThanOrEqual(0.01 * seen + 60);
        expect(complete(found, D, 0.9)).toBe(complete(real, D, 0.9));
      }),
      RUNS,
    );
  });
  it('never gets a piece that runs backwards, overlaps in time or leaves the video', () => {
    fc.assert(
      fc.property(viewing, ([deeds, tick, tells]) => {
        for (const [a, b] of watch(simulate(deeds, tick, tells).rows).pieces) {
          expect(b).toBeGreaterThan(a);
          expect(a).toBeGreaterThanOrEqual(0);
          expect(b).toBeLessThanOrEqual(D);
        }
      }),
      RUNS,
    );
  });
  it('pauses before leaving, and says nothing afterwards', () => {
    fc.assert(
      fc.property(viewing, ([deeds, tick, tells]) => {
        const { acts } = watch(simulate(deeds, tick, tells).rows);
        const end = acts.indexOf('terminated');
        if (!acts.length) return;
        expect(end).toBe(acts.length - 1);
        expect(acts.filter((a) => a === 'played' || a === 'paused').at(-1)).toBe('paused');
        let on = false;
        for (const act of acts) {
          if (act === 'played') expect(on).toBe(false);
          if (act === 'paused') expect(on).toBe(true);
          if (act === 'played' || act === 'paused') on = act === 'played';
        }
      }),
      RUNS,
    );
  });
  it('who only seeks has watched nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(599), { maxLength: 20 }), (places) => {
        const rows = places.flatMap((p, i): Row[] => [
          ['seeking', p / 10, i * 100],
          ['seeked', p / 10, i * 100 + 20],
        ]);
        expect(watch(rows).signals).toEqual([]);
      }),
      RUNS,
    );
  });
  it('on two devices is one viewer', () => {
    fc.assert(
      fc.property(viewing, viewing, ([a, tick, tells], [b]) => {
        const one = watch(simulate(a, tick, tells).rows).pieces;
        const two = watch(simulate(b, tick, tells).rows).pieces;
        expect(merge([...one, ...two])).toEqual(merge([...two, ...one]));
        expect(coverage(merge([...merge(one), ...merge(two)]), D)).toBeCloseTo(coverage([...one, ...two], D) ?? 0, 9);
      }),
      RUNS,
    );
  });
});
