/**
 * Follows a target by script, with @floating-ui/dom: for engines without anchor positioning, for targets inside frames, and where the
 * engine places something else than what is seen (transforms). A chunk of its own: most people never load it.
 */
import {
  arrow,
  autoUpdate,
  computePosition,
  flip,
  hide,
  offset,
  shift,
  type ElementRects,
  type Middleware,
  type Placement as Place,
} from '@floating-ui/dom';
import { EDGE, GAP, type Placement, type Side, type Size } from './side';
import { PAD, write, type Parts } from './place-parts';
import type { Box } from './target/visible';

export interface FollowContext {
  parts: Parts;
  wanted: Placement | undefined;
  rtl: boolean;
  /** Tells the surfaces their side; says whether the card is a sheet, which needs no place. */
  dress(side: Side, target: Box, card: Size): boolean;
  /** The target is scrolled out of every sight, or back. */
  away(away: boolean): void;
  failed(error: unknown): void;
}
export interface Follower {
  update(): void;
  /** Follows this element from now on, whatever moves it. */
  to(target: Element): void;
  stop(): void;
}

/** The wanted side, then the opposite, then the others; the alignment goes along where there is one. */
function places(wanted: Placement, rtl: boolean): Place[] {
  const [first, align] = wanted.split('-') as [Side | 'auto', ('start' | 'end')?];
  const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;
  const sides: Side[] = [
    ...(first === 'auto' ? [] : [first, opposite[first]]),
    'bottom',
    'top',
    ...(rtl ? (['left', 'right'] as const) : (['right', 'left'] as const)),
  ];
  return sides.map((side) => (align && (side === 'top' || side === 'bottom') ? (`${side}-${align}` as const) : side));
}

export function follow({ parts, wanted = 'auto', rtl, dress, away, failed }: FollowContext): Follower {
  const { card, arrow: tip, frame, pin } = parts;
  const order = places(wanted, rtl);
  let placement = pin ? ('top-end' as const) : order[0];
  let current: Element | undefined;
  let stop = () => {};
  let rects: ElementRects | undefined;
  const middleware: Middleware[] = [
    // Keeps the boxes that everything is computed from: the frame goes around the target's.
    { name: 'boxes', fn: (state) => ((rects = state.rects), {}) },
    // A beacon sits with its middle on the target's upper corner.
    ...(pin
      ? [offset(({ rects }) => ({ mainAxis: -rects.floating.height / 2, crossAxis: rects.floating.width / 2 }))]
      : [
          offset(GAP),
          flip({ padding: EDGE, crossAxis: false, fallbackPlacements: order }),
          shift({ padding: EDGE }),
          ...(tip ? [arrow({ element: tip, padding: 30 })] : []),
        ]),
    hide(),
  ];
  const set = (element: HTMLElement, left: number, top: number) => {
    write(element, 'left', left);
    write(element, 'top', top);
  };

  const update = async () => {
    const target = current;
    if (!target?.isConnected) return;
    const found = await computePosition(target, card, { strategy: 'fixed', ...(placement && { placement }), middleware });
    if (target !== current || !rects) return;
    const {
      x,
      y,
      middlewareData: { hide: sight, arrow: at },
    } = found;
    const { x: left, y: top, width, height } = rects.reference;
    const side = found.placement.split('-')[0] as Side;
    // What is inside a frame is clipped by the frame, of which this knows nothing: an observer does (place.ts).
    const gone = target.ownerDocument === card.ownerDocument && Boolean(sight?.referenceHidden);
    // A side that still fits stays: a card that jumps about is worse than one on the second best side.
    if (!gone) placement = found.placement;
    away(gone);
    const sheet = dress(side, { left, top, right: left + width, bottom: top + height }, rects.floating);
    write(card, 'left', sheet ? undefined : x);
    write(card, 'top', sheet ? undefined : y);
    if (frame) {
      set(frame, left - PAD, top - PAD);
      write(frame, 'width', width + 2 * PAD);
      write(frame, 'height', height + 2 * PAD);
    }
    if (tip && !sheet)
      set(
        tip,
        at?.x !== undefined ? x + at.x + 6 : side === 'right' ? left + width + GAP : left - GAP,
        at?.y !== undefined ? y + at.y + 6 : side === 'bottom' ? top + height + GAP : top - GAP,
      );
  };
  const safely = () => void update().catch(failed);
  const end = () => {
    stop();
    stop = () => {};
    current = undefined;
  };
  return {
    update: safely,
    to(target) {
      end();
      current = target;
      stop = autoUpdate(target, card, safely);
    },
    stop: end,
  };
}
