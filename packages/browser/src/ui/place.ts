/** Ties card, arrow and frame to a target: by CSS where the engine can, else by a script that is loaded for it (follow.ts). */
import type { Follower } from './follow';
import { raw } from './raw';
import { GAP, chooseSide, type Placement, type Size, type Spot } from './side';
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

/** Where the viewport is not wider than this, cards are sheets at the bottom. */
export const PHONE = 480;

/** Writes only what changed: even an equal value would cost a style pass. */
const write = (element: HTMLElement, name: string, value: number | undefined) => {
  const next = value === undefined ? '' : `${Math.round(value * 100) / 100}px`;
  if (element.style.getPropertyValue(name) !== next) element.style.setProperty(name, next);
};

export function place(stage: Stage, parts: Parts, first: Element, wanted: Placement | undefined): Placed {
  const { api, pulse } = stage;
  const { doc } = api;
  const win = api.win as Window & typeof globalThis;
  const { card } = parts;
  const surfaces = [parts.frame, card, parts.arrow].filter((part) => part !== undefined);
  const supported = win.CSS.supports('position-anchor', 'auto') && win.CSS.supports('top', 'anchor(bottom)');
  let target = first;
  let native = false;
  let spot: Spot | undefined;
  let stopped = false;
  let follower: Follower | undefined;

  const phone = () => !parts.pin && win.innerWidth <= PHONE;
  /** Reads everything, then writes what does not depend on the way of placing. */
  const measure = () => {
    if (stopped || !target.isConnected) return undefined;
    const box = boxOf(target, doc);
    const size: Size = { width: card.offsetWidth, height: card.offsetHeight };
    const space: Size = { width: doc.documentElement.clientWidth, height: win.innerHeight };
    const sheet = phone();
    // A side that still fits stays: a card that jumps about is worse than one on the second best side.
    const away = box.bottom < 0 || box.top > space.height;
    if (!spot || (!away && chooseSide(box, size, space, spot.side).side !== spot.side)) spot = chooseSide(box, size, space, wanted, stage.rtl());
    card.classList.toggle('sheet', sheet);
    if (sheet) card.classList.toggle('high', box.bottom > space.height - size.height - 24 && box.top > size.height + 24);
    for (const part of surfaces) {
      if (part.dataset.side !== spot.side) part.dataset.side = spot.side;
      if (part.dataset.align !== spot.align) part.dataset.align = spot.align;
    }
    if (parts.arrow) parts.arrow.hidden = sheet;
    write(card, '--w', size.width);
    write(card, '--h', size.height);
    return { box, size, space, spot, sheet };
  };
  const setNative = (on: boolean) => {
    native = on;
    for (const part of surfaces) {
      part.classList.toggle('native', on && !(part === card && phone()));
      if (on) for (const name of ['left', 'top', 'width', 'height']) write(part, name, undefined);
    }
    if (on) return follower?.stop();
    if (follower) return follower.listen(target);
    off(true);
    void import('./follow').then(({ follow }) => {
      if (stopped || native) return;
      follower ??= follow({ win, doc, parts, rtl: stage.rtl(), measure, write });
      follower.listen(target);
      follower.update();
      off();
    });
  };
  let hidden = false;
  let away = false;
  const off = (on = hidden || away) => {
    for (const part of surfaces) part.toggleAttribute('data-off', on);
  };
  const update = () => {
    if (follower && !native) follower.update();
    else measure();
  };
  /**
   * Looks whether the engine put it where it should be: transforms and zoom are not followed by every engine. Only right after a layout,
   * when the engine has caught up with scrolling; a resize observer is told then.
   */
  const verify = () => {
    const m = native && measure();
    if (!m || m.sheet) return;
    const at = card.getBoundingClientRect();
    const { box } = m;
    const gap = parts.pin ? GAP + (at.top + at.bottom) / 2 - box.top : { bottom: at.top - box.bottom, top: box.top - at.bottom, right: at.left - box.right, left: box.left - at.right }[m.spot.side];
    if (Math.abs(gap - GAP) > 1.5) setNative(false);
  };
  const open = () => {
    const here = target.ownerDocument === doc;
    for (const part of surfaces) stage.open(part, here ? target : undefined);
    setNative(supported && here);
    update();
  };
  const watch = () => {
    sight.disconnect();
    sight.observe(target);
    resizes.observe(target);
  };
  const resizes = new win.ResizeObserver(() => {
    if (native) verify();
    else raw(win, 'requestAnimationFrame')(update);
  });
  const beats = [
    pulse.on(update),
    pulse.onMutation(() => {
      resizes.unobserve(card);
      resizes.observe(card);
    }),
  ];
  // Scrolled away, also inside a container: hidden for eyes by the engine, and for everyone by this.
  const sight = new win.IntersectionObserver((entries) => {
    away = !entries[entries.length - 1]?.isIntersecting;
    off();
  });
  open();
  resizes.observe(card);
  watch();

  return {
    to(next) {
      if (next === target) return;
      resizes.unobserve(target);
      target = next;
      watch();
      const active = stage.root.activeElement;
      open();
      if (active instanceof win.HTMLElement && card.contains(active) && stage.root.activeElement !== active) active.focus({ preventScroll: true });
    },
    off(on) {
      hidden = on;
      off();
    },
    stop() {
      stopped = true;
      for (const stop of beats) stop();
      resizes.disconnect();
      sight.disconnect();
      follower?.stop();
      for (const part of surfaces) stage.close(part);
    },
  };
}
