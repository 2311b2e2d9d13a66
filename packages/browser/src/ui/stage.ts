/**
 * The one element that the face adds to a page: <shirube-root> at the end of <html>, with an open shadow root. Everything visible is a
 * manual popover inside it, so it is in the top layer and no z-index of the page matters. The element moves into a modal dialog of the
 * page while one is open, or into what fills the screen, because everything outside of that is inert.
 */
import type { FaceApi } from '../host/ports';
import type { advanceOn } from './content/tour-next';
import type { mediaOf } from './media';
import { pulse, type Pulse } from './pulse';
import { raw } from './raw';
import { filled, strings, type StringKey } from './text/strings';
import { maker, type Make } from './dom';
import { baseCss } from './base.css';
import { applyTheme, isDark } from './theme';

/** What only some content needs; there when content needs it. */
export interface Parts {
  /** Draws pictures and posters. */
  media?: typeof mediaOf;
  /** Ends steps without a button. */
  nextOn?: typeof advanceOn;
}
export interface Stage {
  readonly api: FaceApi;
  readonly root: ShadowRoot;
  readonly pulse: Pulse;
  /** Makes elements of this document. */
  readonly h: Make;
  /** A container for one view; `theme` holds tokens of that content. */
  slot(theme?: Record<string, string>): HTMLElement;
  drop(slot: HTMLElement): void;
  /** Adopts a stylesheet once. */
  css(text: string): void;
  /** Puts elements of one slot into the top layer, in this order, anchored to `source` where the engine can. */
  open(elements: readonly HTMLElement[], source?: Element): void;
  close(element: HTMLElement): void;
  /** A built-in text in the user's language, with {n} placeholders. */
  t(key: StringKey, values?: Record<string, string | number>): string;
  /** Calls back when the next frame was painted, at the beginning of the one after it. */
  painted(then: () => void): void;
  /** Tells screen readers, without moving the focus. */
  announce(text: string): void;
  rtl(): boolean;
  uid(): string;
  readonly parts: Parts;
  /** The page lies under a veil, or did in this frame. */
  veiled?: boolean;
  /** Launchers by corner, see launcher.tsx. */
  readonly docks: Record<'end' | 'start', { element: HTMLElement; rank: number }[]>;
  destroy(): void;
}

const RTL = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;
/** The page must not react to what happens inside: its outside-click handlers, focus traps and shortcuts are about itself. */
const OURS =
  'click mousedown mouseup pointerdown pointerup touchstart touchend focusin focusout keydown keyup keypress input change submit'.split(
    ' ',
  );

export function createStage(api: FaceApi, parts: Parts): Stage {
  const { doc } = api;
  const win = api.win as Window & typeof globalThis;
  const h = maker(doc);
  const host = h('shirube-root', { 'data-shirube-ui': true });
  const root = host.attachShadow({ mode: 'open' });
  const live = h('div', { class: 'sr', 'aria-live': 'polite' });
  root.append(live);
  for (const type of OURS) root.addEventListener(type, (event) => event.stopPropagation());

  const adopted = new Set<string>();
  const shown = new Map<HTMLElement, Element | undefined>();
  const popovers = 'showPopover' in host;
  let quiet: (() => void) | undefined;
  const frame = raw(win, 'requestAnimationFrame');
  let ids = 0;
  /** Stops looking for a keyboard. */
  let clear: (() => void) | undefined = () => {};

  const show = (element: HTMLElement, source: Element | undefined) => {
    if (!popovers || !element.isConnected) return;
    if (element.matches(':popover-open')) {
      // Shown again is not shown anew: it does not fade in a second time.
      element.classList.remove('in');
      element.hidePopover();
    }
    (element as { showPopover(options: { source?: Element }): void }).showPopover(source?.isConnected ? { source } : {});
  };
  /** Where the element belongs: in what is modal or fills the screen, else where the app wants it, else at the end of <html>. */
  const home = (): Element => {
    const { container } = api.options;
    const top = Array.from(doc.querySelectorAll(':modal:not(video,iframe,canvas)')).pop();
    return container?.isConnected && (!top || top.contains(container)) ? container : (top ?? doc.documentElement);
  };
  const settle = (force?: boolean) => {
    const place = home();
    if (host.parentNode === place && !force) return;
    const active = root.activeElement as HTMLElement | null;
    if (host.parentNode !== place) place.append(host);
    shown.forEach((source, element) => show(element, source));
    active?.focus({ preventScroll: true });
  };
  const beat = pulse(win, doc);
  // What fills the screen from inside one of our windows must not be covered by the window.
  const relayer = () => root.fullscreenElement || settle(true);

  const stage: Stage = {
    api,
    root,
    pulse: beat,
    h,
    parts,
    docks: { end: [], start: [] },
    slot(theme) {
      const dark = isDark(api); // Reads the page: before anything is put into it.
      // A page that zooms itself counts in other pixels than its window. (Where that is not known it is no number, and not used.)
      host.style.setProperty('--zoom', String(1 / doc.documentElement.currentCSSZoom));
      settle();
      const lang = api.lang();
      // Not rendered until what is in it is open: each showPopover() in a rendered place costs a style pass, and with anchors a layout.
      const slot = h('div', { class: 'shut', lang, dir: stage.rtl() ? 'rtl' : 'ltr', 'data-scheme': dark ? 'dark' : 'light' });
      applyTheme(slot, api.config.theme, theme);
      root.append(slot);
      quiet ??= beat.on(() => settle());
      return slot;
    },
    drop(slot) {
      slot.remove();
      if (root.querySelector('.slot,.shut')) return;
      quiet?.();
      quiet = undefined;
    },
    css(text) {
      if (adopted.has(text)) return;
      adopted.add(text);
      try {
        const sheet = new win.CSSStyleSheet();
        sheet.replaceSync(text);
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      } catch {
        const style = doc.createElement('style');
        if (api.options.nonce) style.nonce = api.options.nonce;
        style.textContent = text;
        root.append(style);
      }
    },
    open(elements, source) {
      for (const element of elements) {
        if (popovers) element.popover = 'manual';
        shown.set(element, source);
        show(element, source);
      }
      elements[0]?.closest('.shut')?.setAttribute('class', 'slot');
    },
    close(element) {
      shown.delete(element);
    },
    t: (key, values) => filled(strings(api, key), values),
    painted: (then) => void frame(() => frame(then)),
    announce(text) {
      live.textContent = '';
      stage.painted(() => (live.textContent = text));
    },
    rtl: () => RTL.test(api.lang()),
    uid: () => `s${++ids}`,
    destroy() {
      beat.stop();
      clear?.();
      clear = undefined;
      doc.removeEventListener('fullscreenchange', relayer);
      host.remove();
    },
  };
  doc.addEventListener('fullscreenchange', relayer);
  stage.css(baseCss());
  if (win.matchMedia('(any-pointer:coarse)').matches)
    stage.painted(() => void import('./keyboard').then(({ keyboardInset }) => clear && (clear = keyboardInset(win, host)), api.report));
  return stage;
}
