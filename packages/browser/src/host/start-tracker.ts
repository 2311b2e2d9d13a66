import type { Tracker, TrackerApi } from './ports';
import type { Core } from './start';

/** Starts a tracker on this page; gives what is to be done after each page view. `wishes`: what it gets of the configuration. */
export function startTracker(core: Core, tracker: Tracker, wishes: Pick<TrackerApi, 'watches' | 'declares'>): (() => void) | void {
  const { win, doc, now, page } = core;
  const api: TrackerApi = {
    ...page, ...wishes, win, doc, now,
    emit: (input, at) => void (input.kind === 'page' ? core.view(input) : core.say(input, undefined, at)),
    observe(listener, attributeFilter) {
      const observer = new win.MutationObserver(() => page.guard(listener));
      observer.observe(doc, { childList: true, subtree: true, attributeFilter });
      page.undo(() => observer.disconnect());
    },
  };
  return page.guard(() => tracker.start(api));
}
