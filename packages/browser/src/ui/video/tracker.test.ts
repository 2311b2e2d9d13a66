import { complete, coverage, merge, played, type Piece } from '@shirube/engine';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { quick } from '../../../../../test/helpers/property';
import { createTracker, type Happening, type Played } from './tracker';

// Thousands of runs; a busy machine needs more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

const D = 60;
type Row = [what: Happening, t: number, at: number, value?: number];
function watch(rows: Row[], options: { maxCountedRate?: number; minVisible?: number } = {}) {
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
function play(a: number, b: number, at: number, rate = 1, tick = 0.25): Row[] {
  const rows: Row[] = [['playing', a, at]];
  for (let t = a + tick * rate; t < b - 1e-9; t += tick * rate) rows.push(['time', t, at + ((t - a) / rate) * 1000]);
  rows.push(['time', b, at + ((b - a) / rate) * 1000]);
  return rows;
}

describe('each thing that a player can say', () => {
  const at10 = 10_000;
  const table: [name: string, rows: Row[], union: Piece[], acts: string[]][] = [
    ['playing opens and pause closes', [...play(0, 10, 0), ['pause', 10, at10]], [[0, 10]], ['played', 'paused']],
    [
      'a jump without a word while playing is two pieces and a seek',
      [...play(0, 10, 0), ['time', 50, 10_250], ['time', 50.25, 10_500], ['pause', 50.25, 10_500]],
      [
        [0, 10],
        [50, 50.25],
      ],
      ['played', 'seeked', 'paused'],
    ],
    [
      'a jump back without a word too',
      [...play(0, 10, 0), ['time', 3, 10_250], ['pause', 3.5, 10_750]],
      [[0, 10]],
      ['played', 'seeked', 'paused'],
    ],
    [
      'seeking closes where playing really ended, not where it went',
      [...play(0, 10, 0), ['seeking', 50, 10_120, 10.12], ['seeked', 50, 10_200], ['time', 50.3, 10_500], ['pause', 50.3, 10_500]],
      [
        [0, 10.12],
        [50, 50.3],
      ],
      ['played', 'seeked', 'paused'],
    ],
    [
      'seeking without an exact end closes at the last report',
      [...play(0, 10, 0), ['seeking', 50, 10_120], ['seeked', 50, 10_200], ['pause', 50, 10_200]],
      [[0, 10]],
      ['played', 'seeked', 'paused'],
    ],
    [
      'an "exact" end that cannot be true is not believed',
      [...play(0, 10, 0), ['seeking', 50, 10_120, 40], ['seeked', 50, 10_200], ['pause', 50, 10_200]],
      [[0, 10]],
      ['played', 'seeked', 'paused'],
    ],
    [
      'scrubbing while paused adds nothing',
      [...play(0, 2, 0), ['pause', 2, 2000], ['seeking', 30, 3000], ['seeked', 30, 3010], ['seeking', 40, 3100], ['seeked', 40, 3110]],
      [[0, 2]],
      ['played', 'paused', 'seeked', 'seeked'],
    ],
    [
      'waiting stops the clock',
      [...play(0, 2, 0), ['waiting', 2, 2000], ['playing', 2, 9000], ['time', 3, 10_000], ['pause', 3, 10_000]],
      [[0, 3]],
      ['played', 'paused'],
    ],
    [
      'playing that goes on after waiting without saying so is noticed',
      [...play(0, 2, 0), ['waiting', 2, 2000], ['time', 2.2, 9000], ['time', 3.2, 10_000], ['pause', 3.2, 10_000]],
      [
        [0, 2],
        [2.2, 3.2],
      ],
      ['played', 'paused'],
    ],
    [
      'playing that is told late counts from where it began',
      [
        ['hidden', 0, 0],
        ['playing', 0.9, 1000, 0],
        ['time', 2, 2100],
        ['pause', 2, 2100],
      ],
      [[0, 2]],
      ['played', 'paused'],
    ],
    [
      'a late word that cannot be true is not believed',
      [
        ['hidden', 0, 0],
        ['playing', 9, 1000, 0],
        ['time', 10, 2000],
        ['pause', 10, 2000],
      ],
      [[9, 10]],
      ['played', 'paused'],
    ],
    [
      'a seek that is told late counts from where it went',
      [...play(0, 2, 0), ['seeking', 30, 2000], ['seeked', 30.8, 2900, 30], ['time', 31, 3100], ['pause', 31, 3100]],
      [
        [0, 2],
        [30, 31],
      ],
      ['played', 'seeked', 'paused'],
    ],
    ['ended closes at the length', [...play(50, 59.9, 0), ['pause', 60, 10_000], ['ended', 60, 10_000]], [[50, 60]], ['played', 'paused']],
    ['ended without pause closes at the length too', [...play(50, 59.9, 0), ['ended', 59.9, 10_000]], [[50, 60]], ['played', 'paused']],
    [
      'a change of speed changes no piece',
      [...play(0, 2, 0), ['rate', 2, 2000, 2], ['time', 4, 3000], ['pause', 4, 3000]],
      [[0, 4]],
      ['played', 'paused'],
    ],
    [
      'a loop is a new round, not one long piece',
      [...play(58, 60, 0), ['seeking', 0, 2000, 60], ['seeked', 0, 2010], ['time', 1, 3010], ['pause', 1, 3010]],
      [
        [0, 1],
        [58, 60],
      ],
      ['played', 'seeked', 'paused'],
    ],
    ['another source closes and ends the session', [...play(0, 3, 0), ['emptied', 0, 3000]], [[0, 3]], ['played', 'paused', 'terminated']],
    [
      'hidden hands over and goes on counting what was covered',
      [...play(0, 3, 0), ['hidden', 3, 3000], ['time', 4, 4000], ['shown', 4, 4000], ['pause', 4, 4000]],
      [[0, 4]],
      ['played', 'paused'],
    ],
    [
      'leaving the page pauses, then ends, and nothing follows',
      [...play(0, 3, 0), ['leave', 3, 3000], ['pause', 3, 3001], ['hidden', 3, 3002]],
      [[0, 3]],
      ['played', 'paused', 'terminated'],
    ],
    [
      'seeking alone is not watching, and nobody who has not played has begun',
      [
        ['seeking', 30, 0],
        ['seeked', 30, 10],
        ['time', 30, 20],
        ['hidden', 30, 30],
        ['leave', 30, 40],
      ],
      [],
      [],
    ],
  ];
  it.each(table)('%s', (_, rows, union, acts) => {
    const got = watch(rows);
    expect(got.union).toEqual(union);
    expect(got.acts).toEqual(acts);
  });
  it('hands over at least every five seconds, so that a reload loses almost nothing', () => {
    expect(watch(play(0, 21, 0)).pieces).toEqual([
      [0, 5],
      [5, 10],
      [10, 15],
      [15, 20],
    ]);
  });
  it('stops the visible clock in the background and not the other', () => {
    const got = watch([
      ...play(0, 3, 0),
      ['hidden', 3, 3000],
      ['time', 5, 5000],
      ['shown', 5, 5000],
      ['time', 6, 6000],
      ['pause', 6, 6000],
    ]);
    expect([got.wall, got.visible]).toEqual([6000, 4000]);
  });
  it('keeps waiting through a seek: the wall clock runs again when it plays', () => {
    const got = watch([
      ...play(0, 2, 0),
      ['waiting', 2, 2000],
      ['seeking', 10, 2100],
      ['seeked', 10, 2110],
      ['playing', 10, 3500],
      ['time', 11, 4500],
      ['pause', 11, 4500],
    ]);
    expect(got.union).toEqual([
      [0, 2],
      [10, 11],
    ]);
    expect(got.wall).toBe(3000);
  });
  it('does not count the hours for which a laptop slept', () => {
    const got = watch([
      ['playing', 0, 0],
      ['time', 1, 1000],
      ['time', 1.5, 8 * 3_600_000],
      ['pause', 1.5, 8 * 3_600_000],
    ]);
    expect(got.wall).toBeLessThan(2000);
  });
  it('marks what a policy does not count: too fast, or hidden', () => {
    const fast = watch(
      [...play(0, 2, 0), ['rate', 2, 2000, 2], ['time', 6, 4000], ['rate', 6, 4000, 1], ['time', 8, 6000], ['pause', 8, 6000]],
      { maxCountedRate: 1 },
    );
    expect(fast.counted).toEqual([
      [0, 2],
      [6, 8],
    ]);
    expect(fast.union).toEqual([[0, 8]]);
    const hidden = watch(
      [...play(0, 2, 0), ['hidden', 2, 2000], ['time', 4, 4000], ['shown', 4, 4000], ['time', 6, 6000], ['pause', 6, 6000]],
      { minVisible: 0.5 },
    );
    expect(hidden.counted).toEqual([
      [0, 2],
      [4, 6],
    ]);
  });
  it('joins a viewer of 0–10 and 50–60 to two pieces, where a mixin that only remembers the last finds one', () => {
    const got = watch([
      ...play(0, 10, 0),
      ['seeking', 50, 10_000, 10],
      ['seeked', 50, 10_050],
      ...play(50, 60, 10_050).slice(1),
      ['ended', 60, 20_050],
    ]);
    expect(coverage(got.union, D)).toBeCloseTo(20 / 60, 3);
  });
});

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
