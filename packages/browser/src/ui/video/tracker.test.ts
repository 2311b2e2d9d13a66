import { coverage, type Piece } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import { D, play, watch, type Row } from '../../../../../test/helpers/tracked';

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
