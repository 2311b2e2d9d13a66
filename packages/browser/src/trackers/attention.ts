import type { Tracker } from '../host/ports';

const BEAT = 5000;
/** Input is told at most this often. */
const PAUSE = 10_000;
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'scroll'];

/**
 * Visible or hidden, and whether somebody is there. While the page is visible and used a beat runs; when it comes much too late the
 * machine slept, and the page counts as hidden from the last beat on.
 */
export const attention: Tracker = {
  name: 'attention',
  start({ win, doc, now, emit, listen, later }) {
    let beat = 0;
    let active = 0;
    let stop: (() => void) | undefined;
    const is = (what: 'visible' | 'hidden' | 'active', at?: number) => emit({ kind: 'tab', is: what }, at);
    const slept = () => {
      if (!beat || now() - beat < 3 * BEAT) return;
      is('hidden', beat);
      beat = now();
      is('visible');
    };
    const tick = () => {
      slept();
      beat = now();
      stop = beat - active < 12 * BEAT ? later(tick, BEAT) : void (beat = 0);
    };
    const look = () => {
      stop?.();
      stop = undefined;
      if (doc.visibilityState === 'visible') {
        is('visible');
        active = beat = now();
        tick();
      } else {
        slept();
        beat = 0;
        is('hidden');
      }
    };
    const used = () => {
      slept();
      const at = now();
      if (at - active < PAUSE || doc.visibilityState !== 'visible') return;
      active = at;
      is('active');
      if (!beat) tick();
    };
    for (const type of INPUTS) listen(win, type, used, { capture: true, passive: true });
    listen(doc, 'visibilitychange', look);
    listen(win, 'pageshow', (event) => (event as PageTransitionEvent).persisted && look());
    look();
  },
};
