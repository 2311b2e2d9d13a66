/**
 * "Something on the page may have changed", without polling. Mutations, resizes, the end of scrolls and transitions ask for one beat;
 * a beat comes after the frame was painted, when the layout is clean and reading it is free. Nothing is observed while nobody listens,
 * and nothing beats in a hidden tab.
 */
import { raw } from './raw';

export interface Pulse {
  /** After the next painted frame, whenever something changed. */
  on(listener: () => void): () => void;
  /** At once when the DOM changed, before it is painted. Only for cheap looks. */
  onMutation(listener: () => void): () => void;
  /** Also looks into this shadow root or frame document. */
  watch(root: Node): void;
  /** How often something was scrolled. */
  readonly scrolls: number;
  /** Asks for a beat. */
  poke(): void;
  stop(): void;
}

/** While something scrolls nothing beats: the engine itself moves what is anchored. */
const EVENTS = 'resize transitionend animationend toggle load pageshow visibilitychange popstate hashchange'.split(' ');
const REST_MS = 100;
const EARLY = { capture: true, passive: true };
type On = 'addEventListener' | 'removeEventListener';
const ATTRIBUTES = 'class style hidden open disabled inert id role aria-label aria-hidden aria-expanded data-shirube dir'.split(' ');

export function pulse(win: Window, doc: Document): Pulse {
  const after = raw(win, 'setTimeout');
  const frame = raw(win, 'requestAnimationFrame');
  const beats = new Set<() => void>();
  const mutations = new Set<() => void>();
  const roots = new Set<Node>([doc]);
  const Observer = raw(win, 'MutationObserver');
  let asked = false;
  let running = false;
  let scrolls = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const beat = () => {
    asked = false;
    for (const listener of [...beats]) listener();
  };
  const poke = () => {
    if (asked || !running) return;
    asked = true;
    frame(() => after(beat));
  };
  /** After the last of them; `scrollend` would come with every single scrollTop that an app sets. */
  const onScroll = () => {
    scrolls++;
    raw(win, 'clearTimeout')(resting);
    resting = after(poke, REST_MS);
  };
  const observer = new Observer(() => {
    for (const listener of [...mutations]) listener();
    poke();
  });
  const listen = (on: On, root: EventTarget) => {
    for (const type of EVENTS) root[on](type, poke, EARLY);
  };
  const observe = (root: Node) => {
    observer.observe(root, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
    listen('addEventListener', root);
  };
  const each = (on: On) => {
    listen(on, win);
    win[on]('scroll', onScroll as EventListener, EARLY);
    win.visualViewport?.[on]('resize', poke);
  };
  const start = () => {
    if (running) return;
    running = true;
    roots.forEach(observe);
    each('addEventListener');
  };
  const stop = () => {
    running = asked = false;
    observer.disconnect();
    for (const root of roots) listen('removeEventListener', root);
    each('removeEventListener');
  };
  const add = (set: Set<() => void>) => (listener: () => void) => {
    set.add(listener);
    start();
    return () => {
      set.delete(listener);
      if (!beats.size && !mutations.size) stop();
    };
  };
  return {
    on: add(beats),
    onMutation: add(mutations),
    watch(root) {
      if (roots.has(root)) return;
      roots.add(root);
      if (running) observe(root);
    },
    get scrolls() {
      return scrolls;
    },
    poke,
    stop,
  };
}
