/** Which side of a target a card goes to. Pure arithmetic in viewport pixels, so that it can be tested without a browser. */
import type { Box } from './target/visible';

export type Side = 'top' | 'bottom' | 'left' | 'right';
export type Align = 'start' | 'centre' | 'end';
export type Placement = Side | `${'top' | 'bottom'}-${'start' | 'end'}` | 'auto';
export interface Size {
  width: number;
  height: number;
}
export interface Spot {
  side: Side;
  /** Physical: start is left. */
  align: Align;
}

/** Between card and target, and between card and the edge of the viewport. */
export const GAP = 14;
export const EDGE = 8;

/** The wanted side when the card fits there, else the opposite, else the others, else the one with the most room. */
export function chooseSide(target: Box, card: Size, view: Size, wanted: Placement = 'auto', rtl = false): Spot {
  const [first, logical = 'centre'] = wanted.split('-') as [Side | 'auto', ('start' | 'end')?];
  const align: Align = logical === 'centre' ? logical : (logical === 'start') === rtl ? 'end' : 'start';
  const room: Record<Side, number> = {
    bottom: view.height - target.bottom - card.height,
    top: target.top - card.height,
    right: view.width - target.right - card.width,
    left: target.left - card.width,
  };
  // In pairs of opposites.
  const others: Side[] = rtl ? ['bottom', 'top', 'left', 'right'] : ['bottom', 'top', 'right', 'left'];
  // Of "auto" and of its opposite there is no room.
  const order = [first, others[others.indexOf(first as Side) ^ 1], ...others] as Side[];
  const side = order.find((s) => room[s] >= GAP + EDGE) ?? others.reduce((best, s) => (room[s] > room[best] ? s : best));
  return { side, align };
}
