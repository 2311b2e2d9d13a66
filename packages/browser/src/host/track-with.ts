import type { Tracker, TrackerApi } from './ports';
import type { Core } from './start';

/** What trackers get of the configuration. */
export type Wishes = Pick<TrackerApi, 'watches' | 'declares'>;

/** Starts trackers on this page; gives what is to be done after each page view. */
export function trackWith(core: Core, wishes: Wishes): (tracker: Tracker) => (() => void) | void {
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
  return (tracker) => page.guard(() => tracker.start(api));
}
