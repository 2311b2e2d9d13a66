import { describe, expect, test } from 'vitest';
import { chooseSide } from './side';

const view = { width: 1000, height: 800 };
const card = { width: 300, height: 160 };
const at = (left: number, top: number, width = 100, height = 40) => ({ left, top, right: left + width, bottom: top + height });

describe('the side of a card', () => {
  test('a person sees it below, where there is room', () =>
    expect(chooseSide(at(400, 300), card, view)).toEqual({ side: 'bottom', align: 'centre' }));
  test('a wanted side is kept while the card fits', () => expect(chooseSide(at(400, 300), card, view, 'right').side).toBe('right'));
  test('at the bottom of the window it goes above', () => expect(chooseSide(at(400, 740), card, view).side).toBe('top'));
  test('a wanted side without room gives way to its opposite', () =>
    expect(chooseSide(at(900, 300), card, view, 'right').side).toBe('left'));
  test('a target as tall as the window has it beside', () => expect(chooseSide(at(100, 0, 100, 800), card, view).side).toBe('right'));
  test('in right-to-left, beside means left first', () =>
    expect(chooseSide(at(450, 0, 100, 800), card, view, 'auto', true).side).toBe('left'));
  test('when it fits nowhere, the most room wins', () =>
    expect(chooseSide(at(0, 0, 1000, 700), { width: 980, height: 700 }, view).side).toBe('bottom'));
  test('"start" is the right edge in right-to-left', () => {
    expect(chooseSide(at(400, 300), card, view, 'bottom-start').align).toBe('start');
    expect(chooseSide(at(400, 300), card, view, 'bottom-start', true).align).toBe('end');
  });
});
