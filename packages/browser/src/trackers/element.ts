import type { Seek } from './seek';
import type { Tracker } from '../host/ports';

const PAUSE = 250;

/** Whether watched elements are in the page, or on the screen; told when it changes. */
export const element = (seek: Seek): Tracker => ({
  name: 'element',
  start({ win, emit, listen, later, observe, watches }) {
    const list = watches('element').map(({ key, spec }) => ({
      key,
      ...(spec as { target: Parameters<Seek>[0]; is: 'present' | 'visible' }),
    }));
    if (!list.length) return;
    let told = new Map<string, boolean>();
    let soon: (() => void) | undefined;
    const look = () => {
      soon = undefined;
      for (const { key, target, is } of list) {
        const value = seek(target, is) !== undefined;
        if (told.get(key) === value) continue;
        told.set(key, value);
        emit({ kind: 'dom', key, value });
      }
    };
    const changed = () => (soon ??= later(look, PAUSE));
    observe(changed, ['class', 'style', 'hidden', 'open', 'aria-hidden', 'data-shirube']);
    for (const type of ['scroll', 'resize', 'transitionend']) listen(win, type, changed, { capture: true, passive: true });
    look();
    return () => {
      told = new Map();
      changed();
    };
  },
});
