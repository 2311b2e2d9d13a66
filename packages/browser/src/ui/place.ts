/** Ties card, arrow and frame to a target: by CSS where the engine can, else by a script that follows scrolls, resizes and beats. */
import { raw } from './raw';
import { GAP, chooseSide, corner, type Placement, type Size, type Spot } from './side';
import type { Stage } from './stage';
import { boxOf } from './target/visible';

/** `pin`: `card` is a beacon on the target's upper corner instead. */
export interface Parts { card: HTMLElement; arrow?: HTMLElement | undefined; frame?: HTMLElement | undefined; pin?: boolean }
export interface Placed {
  /** The target was rendered anew. */
  to(target: Element): void;
  /** Hides while the target is hidden or covered. */
  off(off: boolean): void;
  stop(): void;
}

/** Where the visual viewport is narrower than this, cards are sheets at the bottom. */
export const PHONE = 480;
const PAD = 5;

export function place(stage: Stage, parts: Parts, first: Element, wanted: Placement | undefined): Placed {
  const { api, pulse } = stage;
  const { doc } = api;
  const win = api.win as Window & typeof globalThis;
  const frame = raw(win, 'requestAnimationFrame');
  const { card } = parts;
  const surfaces = [parts.frame, card, parts.arrow].filter((part) => part !== undefined);
  const supported = win.CSS?.supports?.('top', 'anchor(bottom)') && win.CSS.supports('position-anchor', 'auto');
  let target = first;
  let native = false;
  let spot: Spot | undefined;
  let asked = false;
  let stopped = false;

  const view = (): Size => ({ width: doc.documentElement.clientWidth, height: win.innerHeight });
  const phone = () => !parts.pin && win.innerWidth <= PHONE;
  /** Writes only what changed: even an equal value would cost a style pass. */
  const px = (element: HTMLElement, name: string, value: number | undefined) => {
    const next = value === undefined ? '' : `${Math.round(value * 100) / 100}px`;
    if (element.style.getPropertyValue(name) !== next) element.style.setProperty(name, next);
  };
  const mark = (element: HTMLElement, name: 'side' | 'align', value: string) => {
    if (element.dataset[name] !== value) element.dataset[name] = value;
  };

  const setNative = (on: boolean) => {
    native = on;
    for (const part of surfaces) part.classList.toggle('native', on && !(part === card && phone()));
    if (on) for (const part of surfaces) for (const name of ['left', 'top', 'width', 'height']) px(part, name, undefined);
  };

  /** Reads everything, then writes. */
  const update = () => {
    if (stopped || !target.isConnected) return;
    const box = boxOf(target, doc);
    const size: Size = { width: card.offsetWidth, height: card.offsetHeight };
    const space = view();
    const sheet = phone();
    // A side that still fits stays: a card that jumps about is worse than one on the second best side.
    const away = box.bottom < 0 || box.top > space.height;
    if (!spot || (!away && chooseSide(box, size, space, spot.side).side !== spot.side)) spot = chooseSide(box, size, space, wanted, stage.rtl());
    card.classList.toggle('sheet', sheet);
    if (sheet) card.classList.toggle('high', box.bottom > space.height - size.height - 24 && box.top > size.height + 24);
    for (const part of surfaces) {
      mark(part, 'side', spot.side);
      mark(part, 'align', spot.align);
    }
    if (parts.arrow) parts.arrow.hidden = sheet;
    px(card, '--w', size.width);
    px(card, '--h', size.height);
    if (native) return;
    const half = size.width / 2;
    const { x, y } = parts.pin ? { x: (stage.rtl() ? box.left : box.right) - half, y: box.top - half } : corner(spot, box, size, space);
    px(card, 'left', sheet ? undefined : x);
    px(card, 'top', sheet ? undefined : y);
    if (parts.frame) {
      px(parts.frame, 'left', box.left - PAD);
      px(parts.frame, 'top', box.top - PAD);
      px(parts.frame, 'width', box.right - box.left + 2 * PAD);
      px(parts.frame, 'height', box.bottom - box.top + 2 * PAD);
    }
    if (parts.arrow) {
      const flat = spot.side === 'top' || spot.side === 'bottom';
      const centre = (box.left + box.right) / 2 - 8;
      const mid = !flat ? (box.top + box.bottom) / 2 - 8 : spot.align === 'start' ? Math.min(centre, box.left + 28) : spot.align === 'end' ? Math.max(centre, box.right - 44) : centre;
      px(parts.arrow, 'left', flat ? mid : spot.side === 'right' ? box.right + 6.5 : box.left - 14.5);
      px(parts.arrow, 'top', flat ? (spot.side === 'bottom' ? box.bottom + 6.5 : box.top - 14.5) : mid);
    }
  };
  /** Transforms, frames and zoom are not followed by every engine: look whether the card is where it should be. */
  const verify = () => {
    if (!native || !spot || phone()) return;
    const box = boxOf(target, doc);
    const at = card.getBoundingClientRect();
    const gap = parts.pin ? GAP + (at.top + at.bottom) / 2 - box.top : { bottom: at.top - box.bottom, top: box.top - at.bottom, right: at.left - box.right, left: box.left - at.right }[spot.side];
    if (Math.abs(gap - GAP) > 1.5) {
      setNative(false);
      update();
    }
  };

  const open = () => {
    const sameDocument = target.ownerDocument === doc;
    for (const part of surfaces) stage.open(part, sameDocument ? target : undefined);
    setNative(Boolean(supported) && sameDocument);
    update();
    verify();
  };
  const onScroll = () => {
    if (native || asked) return;
    asked = true;
    frame(() => {
      asked = false;
      update();
    });
  };
  const onBeat = () => {
    update();
    verify();
  };
  const docs = new Set<EventTarget>([win, target.ownerDocument.defaultView ?? win, target.getRootNode()]);
  for (const at of docs) at.addEventListener('scroll', onScroll, { capture: true, passive: true });
  const resizes = new win.ResizeObserver(() => frame(onBeat));
  const beats = pulse.on(onBeat);
  open();
  resizes.observe(card);
  resizes.observe(target);

  return {
    to(next) {
      if (next === target) return;
      resizes.unobserve(target);
      target = next;
      resizes.observe(target);
      const active = stage.root.activeElement;
      open();
      if (active instanceof win.HTMLElement && card.contains(active) && stage.root.activeElement !== active) active.focus({ preventScroll: true });
    },
    off(off) {
      for (const part of surfaces) part.toggleAttribute('data-off', off);
    },
    stop() {
      stopped = true;
      beats();
      resizes.disconnect();
      for (const at of docs) at.removeEventListener('scroll', onScroll, { capture: true });
      for (const part of surfaces) stage.close(part);
    },
  };
}
