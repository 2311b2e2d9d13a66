import { expect, test } from 'vitest';
import { lastMonths } from './months';

test('on the last evening of June somebody in New York sees June, and somebody in Tokyo July', () => {
  const evening = Date.parse('2026-06-30T20:00:00-04:00');
  expect(lastMonths(evening, 'America/New_York', 2)).toEqual(['2026-06', '2026-05']);
  expect(lastMonths(evening, 'Asia/Tokyo', 8).slice(0, 1)).toEqual(['2026-07']);
  expect(lastMonths(evening, 'Asia/Tokyo', 8).at(-1)).toBe('2025-12');
});
