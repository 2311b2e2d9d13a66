/** Ties card, arrow and frame to a target: by CSS where the engine can, else by a script that is loaded for it (follow.ts). */
import type { Follower } from './follow';
import { write, type Parts } from './place-parts';
import { raw } from './raw';
import { GAP, chooseSide, type Align, type Placement, type Side, type Size, type Spot } from './side';
import type { Stage } from './stage';
import { rectOf, reveal, type Box } from './target/visible';

/** A target and the window, read before anything is put into the page: reading it afterwards would cost a layout. */
export interface Sight {
  box: DOMRect;
  space: Size;
}
export const sightOf = (target: Element, win: Window): Sight => ({ box: rectOf(target), space: spaceOf(win) });
const spaceOf = ({ document, innerHeight }: Window): Size => ({ width: document.documentElement.clientWidth, height: innerHeight });

export interface PlaceOptions {
  placement?: Placement | undefined;
  /** Once, when it stands where it belongs, before it is painted. */
  ready?(): void;
}
export interface Placed {
  /** The target was rendered anew. */
  to(target: Element): void;
  /** Hides while the target is hidden or covered. */
  off(off: boolean): void;
  stop(): void;
}

/** Where the viewport is not wider than this, cards are sheets at the bottom. */
const PHONE = 480;
/** How large a card mostly is: its first side is chosen before it is laid out, and corrected by its true size before it is painted. */
const USUAL: Size = { width: 344, height: 170 };

export function place(stage: Stage, parts: Parts, first: Element, at: Sight, { placement, ready }: PlaceOptions = {}): Placed {
  const { api, pulse } = stage;
  const win = api.win as Window & typeof globalThis;
  const { card } = parts;
  const surfaces = [parts.frame, card, parts.arrow].filter((one) => !!one);
  const supported = win.CSS.supports('position-anchor', 'auto') && win.CSS.supports('top', 'anchor(bottom)');
  const frame = raw(win, 'requestAnimationFrame');
  let { space } = at;
  let target = first;
  let native = false;
  let still = false;
  let spot: Spot | undefined;
  let stopped = false;
  let sheet = false;
  let follower: Follower | undefined;
  const hidden = { told: false, seen: false, gone: false };

  /** Drawings, formulas and what stands in a frame are followed by script: engines take elements of HTML, of this window, for a source. */
  const anchorable = () => target instanceof win.HTMLElement;
  const phone = () => !parts.pin && win.innerWidth <= PHONE;
  /** Tells the parts where they are; writes only. */
  const dress = (side: Side, box: Box, size: Size, align: Align = 'centre') => {
    sheet = phone();
    card.classList.toggle('sheet', sheet);
    if (sheet) {
      const below = win.innerHeight - box.bottom;
      card.classList.toggle('high', size.height + 24 > below && box.top > below);
      // A tall sheet leaves its target in sight, and scrolls within.
      write(card, '--room', Math.max(below, box.top) - 24);
    }
    for (const part of surfaces) {
      if (part.dataset.side !== side) part.dataset.side = side;
      if (part.dataset.align !== align) part.dataset.align = align;
    }
    if (parts.arrow) parts.arrow.hidden = sheet;
    return sheet;
  };
  /** For anchors: chooses the side. One that still fits stays: a card that jumps about is worse than one on the second best side. */
  const choose = (box: Box, size: Size) => {
    const away = box.bottom < 0 || box.top > space.height;
    if (!spot || (!away && chooseSide(box, size, space, spot.side).side !== spot.side))
      spot = chooseSide(box, size, space, placement, stage.rtl());
    dress(spot.side, box, size, spot.align);
    return spot;
  };
  /**
   * After a layout, when reading is free: the true size and side. With `verify`, also whether the engine put the card where it should be:
   * transforms and zoom are not followed by every engine. Not in the middle of a scroll, where anchors are a frame behind.
   */
  const measure = (verify?: boolean) => {
    if (stopped || !native || !target.isConnected) return;
    const box = rectOf(target);
    const here = rectOf(card);
    const size: Size = { width: card.offsetWidth, height: card.offsetHeight };
    space = spaceOf(win);
    const before = spot?.side;
    if (verify) settled();
    const { side } = choose(box, size);
    // What the style sheet knows already is not written: it would be a second layout before the first paint.
    if (size.width !== Math.min(USUAL.width, space.width - 16) || card.style.getPropertyValue('--w')) write(card, '--w', size.width);
    if (side === 'left' || side === 'right') write(card, '--h', size.height);
    if (!verify) return;
    if (side !== before) return still ? undefined : again();
    const gap = parts.pin
      ? GAP + (here.top + here.bottom) / 2 - box.top
      : { bottom: here.top - box.bottom, top: box.top - here.bottom, right: here.left - box.right, left: box.left - here.right }[side];
    const astray = !sheet && Math.abs(gap - GAP) > 1.5;
    if (!still) return astray ? setNative(false, true) : undefined;
    // The page has moved it meanwhile, or counts otherwise than its window says.
    if (astray || box.left !== at.box.left || box.top !== at.box.top) anchor();
  };
  /**
   * The rules of place.css.ts with numbers in the place of anchors. The first frame stands so, because what is anchored is laid out three times over
   * before it is painted; and what anchors lead astray, until the script for it is there.
   */
  const stand = (box: DOMRect) => {
    still = true;
    const slot = card.parentElement ?? card;
    for (const name of ['left', 'top', 'right', 'bottom', 'width', 'height'] as const) write(slot, `--a-${name}`, box[name]);
    for (const part of surfaces) part.classList.add('still');
  };
  const anchor = () => {
    if (stopped || !still || !native) return;
    still = false;
    for (const part of surfaces) part.classList.remove('still');
    again();
  };
  const settled = () => {
    ready?.();
    ready = undefined;
  };
  /** Is told after the next layout. */
  const again = () =>
    void frame(() => {
      if (stopped) return;
      resizes.unobserve(card);
      resizes.observe(card);
    });
  const off = () => {
    for (const part of surfaces) part.toggleAttribute('data-off', hidden.told || hidden.seen || hidden.gone);
  };
  /** `stay`: where it is, until it can be followed. */
  const setNative = (on: boolean, stay = false) => {
    native = on;
    const wait = stay && !follower;
    if (wait) stand(rectOf(target));
    for (const part of surfaces) {
      part.classList.toggle('native', (on || wait) && !(part === card && phone()));
      if (on) for (const name of ['left', 'top', 'width', 'height']) write(part, name, undefined);
    }
    hidden.gone = !on && !wait && !follower;
    off();
    if (on) return follower?.stop();
    if (follower) return follower.to(target);
    import('./follow')
      .then(({ follow }) => {
        if (stopped || native) return;
        follower ??= follow({
          parts,
          wanted: placement,
          rtl: stage.rtl(),
          dress,
          failed: api.report,
          away(gone) {
            hidden.gone = gone;
            off();
            settled();
          },
        });
        setNative(false);
      })
      .catch(api.report);
  };
  const open = () => {
    const here = anchorable();
    stage.open(surfaces, here ? target : undefined);
    setNative(supported && here);
  };
  const watch = () => {
    sight.disconnect();
    sight.observe(target);
    resizes.observe(target);
  };
  const resizes = new win.ResizeObserver(() => {
    // Becoming a sheet changes the size, and an observer that changes what it observes is reported to the page as an error.
    if (sheet ? still : !phone()) measure(true);
    else frame(update);
  });
  const update = () => (follower && !native ? follower.update() : measure());
  const beats = [
    pulse.on(update),
    pulse.onMutation(() => {
      resizes.unobserve(card);
      resizes.observe(card);
    }),
  ];
  // Scrolled away, also inside a container: hidden for eyes by the engine, and for everyone by this.
  const sight = new win.IntersectionObserver((entries) => {
    hidden.seen = !entries[entries.length - 1]?.isIntersecting;
    // Pushed away by the page, before anything was scrolled: brought back, once.
    if (hidden.seen && pulse.scrolls < keep) {
      keep = 0;
      reveal(target, stage.root.host);
    }
    off();
  });
  /** As long as nothing more than this was scrolled. */
  let keep = parts.pin ? 0 : Infinity;
  // By then what was scrolled to show it has been told.
  stage.painted(() => (keep &&= pulse.scrolls + 1));
  choose(at.box, USUAL);
  if (supported && !parts.pin && anchorable()) {
    stand(at.box);
    // Before the anchors: moving the focus lays out what has changed by then.
    settled();
    // Written at the beginning of a frame, because at its end others read.
    stage.painted(anchor);
  }
  open();
  resizes.observe(card);
  watch();

  return {
    to(next) {
      if (next === target) return;
      resizes.unobserve(target);
      target = next;
      watch();
      anchor();
      const active = stage.root.activeElement as HTMLElement | null;
      open();
      active?.focus({ preventScroll: true });
    },
    off(on) {
      hidden.told = on;
      off();
    },
    stop() {
      stopped = true;
      for (const stop of beats) stop();
      resizes.disconnect();
      sight.disconnect();
      follower?.stop();
    },
  };
}
