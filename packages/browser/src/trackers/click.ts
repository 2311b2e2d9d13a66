import type { Target } from '@shirube/engine';
import type { Tracker } from '../host/ports';
import type { Seek } from './seek';

/** Clicks of the person on watched elements; listened to, never stopped. */
export const click = (seek: Seek): Tracker => ({
  name: 'click',
  start({ win, emit, listen, watches }) {
    const list = watches('click').map(({ key, spec }) => ({ key, target: (spec as { target: Target }).target }));
    if (!list.length) return;
    listen(
      win,
      'click',
      (event) => {
        if (!event.isTrusted) return;
        const path = event.composedPath();
        for (const { key, target } of list) {
          const found = seek(target, 'present');
          if (found && path.includes(found)) emit({ kind: 'dom', key, value: true, count: true });
        }
      },
      { capture: true, passive: true },
    );
  },
});
