import type { Tracker } from '../host/ports';

/** The share of the page that was scrolled past, told when it passes one of the depths that are asked about. */
export const scroll: Tracker = {
  name: 'scroll',
  start({ win, doc, emit, listen, later, watches }) {
    const [watch] = watches('scroll');
    if (!watch) return;
    const { depths } = watch.spec as { depths: number[] };
    let most = 0;
    let soon: (() => void) | undefined;
    const look = () => {
      soon = undefined;
      const { scrollHeight } = doc.documentElement;
      const depth = Math.min(1, scrollHeight ? (win.scrollY + win.innerHeight) / scrollHeight : 0);
      const passed = depths.some((at) => at <= depth && at > most);
      most = Math.max(most, depth);
      if (passed) emit({ kind: 'dom', key: watch.key, value: most });
    };
    listen(win, 'scroll', () => (soon ??= later(look, 200)), { passive: true });
    look();
    return () => {
      most = 0;
      soon ??= later(look, 200);
    };
  },
};
