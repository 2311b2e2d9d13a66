/**
 * Follows a target by script, for engines without anchor positioning, for targets inside frames, and where the engine places something
 * else than what is seen (transforms). A chunk of its own: most people never load it.
 */
import { raw } from './raw';
import { corner } from './corner';
import { GAP, type Size, type Spot } from './side';
import type { Parts } from './place';
import type { Box } from './target/visible';

export const PAD = 5;
export interface FollowContext {
  win: Window;
  doc: Document;
  parts: Parts;
  rtl: boolean;
  /** Reads the page and chooses the side. */
  measure(): { box: Box; size: Size; space: Size; spot: Spot; sheet: boolean } | undefined;
  write(element: HTMLElement, name: string, value: number | undefined): void;
}
export interface Follower {
  update(): void;
  /** Listens where this target scrolls. */
  listen(target: Element): void;
  stop(): void;
}

export function follow({ win, doc, parts, rtl, measure, write }: FollowContext): Follower {
  const frame = raw(win, 'requestAnimationFrame');
  const { card, arrow } = parts;
  let asked = false;
  let roots = new Set<EventTarget>();

  const update = () => {
    const m = measure();
    if (!m) return;
    const { box, size, space, spot, sheet } = m;
    const half = size.width / 2;
    const { x, y } = parts.pin ? { x: (rtl ? box.left : box.right) - half, y: box.top - half } : corner(spot, box, size, space);
    write(card, 'left', sheet ? undefined : x);
    write(card, 'top', sheet ? undefined : y);
    if (parts.frame) {
      write(parts.frame, 'left', box.left - PAD);
      write(parts.frame, 'top', box.top - PAD);
      write(parts.frame, 'width', box.right - box.left + 2 * PAD);
      write(parts.frame, 'height', box.bottom - box.top + 2 * PAD);
    }
    if (!arrow) return;
    const flat = spot.side === 'top' || spot.side === 'bottom';
    const centre = (box.left + box.right) / 2 - 8;
    const along = !flat ? (box.top + box.bottom) / 2 - 8 : spot.align === 'start' ? Math.min(centre, box.left + 28) : spot.align === 'end' ? Math.max(centre, box.right - 44) : centre;
    const near = GAP - 7.5;
    write(arrow, 'left', flat ? along : spot.side === 'right' ? box.right + near : box.left - near - 8);
    write(arrow, 'top', flat ? (spot.side === 'bottom' ? box.bottom + near : box.top - near - 8) : along);
  };
  const onScroll = () => {
    if (asked) return;
    asked = true;
    frame(() => {
      asked = false;
      update();
    });
  };
  const stop = () => {
    for (const root of roots) root.removeEventListener('scroll', onScroll, { capture: true });
    roots = new Set();
  };
  return {
    update, stop,
    listen(target) {
      stop();
      roots = new Set<EventTarget>([win, doc, target.ownerDocument.defaultView ?? win, target.getRootNode()]);
      for (const root of roots) root.addEventListener('scroll', onScroll, { capture: true, passive: true });
    },
  };
}
