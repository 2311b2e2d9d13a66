import { z } from 'zod';
import { bump } from '../counters';
import { PAGE, enterPage, leavePage, pathKey } from '../pages';
import { openTab } from '../tabs';
import type { SignalRuntime } from '../signals';

/** A page was entered: first load, route change or return. Query and hash only where the configuration declares them. */
export const pageSignalSchema = () =>
  z.strictObject({
    kind: z.literal('page'),
    path: z.string().max(2048),
    query: z.string().max(2048).optional(),
    hash: z.string().max(2048).optional(),
    title: z.string().max(500).optional(),
  });
export type PageSignal = z.infer<ReturnType<typeof pageSignalSchema>>;

export const page: SignalRuntime<PageSignal> = {
  needs: ['path'],
  activity: true,
  absorb(state, { tab: name = '', path, query, hash, title }, touch, program) {
    const tab = openTab(state, name);
    const { now } = state;
    leavePage(state, program, tab);
    for (const key of ['page', 'quiet', pathKey(tab.path), pathKey(path)]) touch(key);
    state.tabs[name] = {
      path,
      at: now,
      vis: tab.vis && now,
      acc: 0,
      act: now,
      last: now,
      ...(query !== undefined && { query }),
      ...(hash !== undefined && { hash }),
      ...(title !== undefined && { title }),
    };
    state.session.views++;
    state.caps.views++;
    enterPage(state, program, { ...tab, path });
    bump(state, program, `e:${PAGE}`, { path });
  },
};
