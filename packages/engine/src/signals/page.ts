import { z } from 'zod';
import { enterPage, leavePage } from '../pages';
import { openTab } from '../tabs';
import type { SignalRuntime } from '../signals';

/** A page was entered: first load, route change or return. Query and hash only where the configuration declares them. */
export const pageSignalSchema = () => z.strictObject({
  kind: z.literal('page'), path: z.string().max(2048), query: z.string().max(2048).optional(), hash: z.string().max(2048).optional(), title: z.string().max(500).optional(),
});
export type PageSignal = z.infer<ReturnType<typeof pageSignalSchema>>;

export const page: SignalRuntime<PageSignal> = {
  activity: true,
  absorb(state, signal, touch, program) {
    const tab = openTab(state, signal.tab ?? '');
    const { now } = state;
    leavePage(state, program, tab);
    tab.path = signal.path;
    for (const part of ['query', 'hash', 'title'] as const) {
      const value = signal[part];
      if (value === undefined) delete tab[part];
      else tab[part] = value;
    }
    tab.at = tab.act = now;
    tab.acc = 0;
    if (tab.vis) tab.vis = now;
    delete tab.quiet;
    state.session.views++;
    state.caps.views++;
    enterPage(state, program, tab);
    touch('page');
    touch('tab');
    touch('quiet');
  },
};
