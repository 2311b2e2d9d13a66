/** Where the top left corner of a card goes: the same rules as in place.css.ts, for engines and targets without anchor positioning. */
import { EDGE, GAP, type Size, type Spot } from './side';
import type { Box } from './target/visible';

const clamp = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high));

export function corner({ side, align }: Spot, t: Box, card: Size, view: Size): { x: number; y: number } {
  if (side === 'left' || side === 'right')
    return { x: side === 'right' ? t.right + GAP : t.left - GAP - card.width, y: clamp(EDGE, (t.top + t.bottom - card.height) / 2, view.height - card.height - EDGE) };
  const x = align === 'start' ? t.left : align === 'end' ? t.right - card.width : (t.left + t.right - card.width) / 2;
  return { x: clamp(EDGE, x, view.width - card.width - EDGE), y: side === 'bottom' ? t.bottom + GAP : t.top - GAP - card.height };
}
