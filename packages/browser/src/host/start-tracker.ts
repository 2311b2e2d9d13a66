import type { Tracker, TrackerApi } from './ports';
import type { Core } from './start';

/** Starts a tracker on this page; gives what is to be done after each page view. `wishes`: what it gets of the configuration. */
export function startTracker(core: Core, tracker: Tracker, wishes: Pick<TrackerApi, 'watches' | 'text' | 'declares'>): (() => void) | void {
  const { win, doc, guard } = core;
  const api: TrackerApi = {
    ...core,
    ...wishes,
    emit: (input, at) => void (input.kind === 'page' ? core.view(input) : core.say(input, undefined, at)),
    observe(listener, attributeFilter) {
      const observer = new win.MutationObserver(() => guard(listener));
      observer.observe(doc, { childList: true, subtree: true, attributeFilter });
      core.undo(() => observer.disconnect());
    },
  };
  return guard(() => tracker.start(api));
}
