import type { Tracker } from '../host/ports';

/** The pointer leaves the page through the top: somebody is about to close the tab or to go elsewhere. */
export const exit: Tracker = {
  name: 'exit',
  start({ doc, emit, listen, watches }) {
    const [watch] = watches('exit');
    if (!watch) return;
    listen(
      doc,
      'mouseout',
      (event) => {
        const { clientY, relatedTarget } = event as MouseEvent;
        if (clientY <= 0 && !relatedTarget) emit({ kind: 'dom', key: watch.key, value: true, count: true });
      },
      { passive: true },
    );
  },
};
