import type { Video } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import { seriesOf } from './extras';
import { clock } from './strings';

const video = (id: string, next?: string): Video => ({ id, title: id, sources: [{ src: `/${id}.webm` }], ...(next && { next }) });

describe('lessons that follow each other', () => {
  it('are one list from wherever one of them is opened', () => {
    const videos = [video('c'), video('a', 'b'), video('b', 'c'), video('x')];
    for (const id of ['a', 'b', 'c']) expect(seriesOf(videos, id).map((v) => v.id)).toEqual(['a', 'b', 'c']);
    expect(seriesOf(videos, 'x').map((v) => v.id)).toEqual(['x']);
    expect(seriesOf(videos, 'nope')).toEqual([]);
  });
  it('that run in a circle are listed once', () => {
    expect(
      seriesOf([video('a', 'b'), video('b', 'a')], 'a')
        .map((v) => v.id)
        .sort(),
    ).toEqual(['a', 'b']);
    expect(seriesOf([video('a', 'a')], 'a').map((v) => v.id)).toEqual(['a']);
  });
  it('have a length that people read', () => {
    expect([0, 65, 3700, NaN, -3, 59.99].map(clock)).toEqual(['0:00', '1:05', '1:01:40', '0:00', '0:00', '0:59']);
  });
});
