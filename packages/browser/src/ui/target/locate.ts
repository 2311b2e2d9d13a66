/**
 * Follows one target through the life of a page: waits for it, finds it again when it was rendered anew, and says when it is hidden,
 * covered or gone. Observers only; the deadline is the one timer.
 */
import type { Target } from '@shirube/engine';
import { ms } from '@shirube/engine';
import { raw } from '../raw';
import type { Stage } from '../stage';
import type * as Find from './find';
import { all, one, selectorOf, type Found } from './quick';
import { isCovered, isVisible } from './visible';

export interface LocateEvents {
  /** Found, or found again; `used` names the signal when it was not the first. */
  found(element: Element, used: string | undefined): void;
  /** It is hidden, covered or gone just now. */
  lost(): void;
  /** Not there (any more) after `wait`; told once with the policy "wait", which goes on waiting. */
  missing(): void;
}
export interface Locator {
  stop(): void;
}

export function locate(stage: Stage, target: Target, events: LocateEvents): Locator {
  const { api, pulse, root } = stage;
  const where: Find.Where = { doc: api.doc, text: api.text, visited: pulse.watch };
  const patience = target.wait === undefined ? 5000 : ms(target.wait) || 0;
  const after = raw(api.win, 'setTimeout');
  const cancel = raw(api.win, 'clearTimeout');
  const selector = selectorOf(target);
  /** Loaded when the first look is not enough. */
  let search: typeof Find | undefined;
  let asked = false;
  let current: Found | undefined;
  let present = false;
  let covered = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;

  const expire = () => {
    timer = undefined;
    if (present) return;
    if (api.doc.visibilityState === 'hidden') arm();
    else {
      told = target.missing === 'wait';
      events.missing();
    }
  };
  const arm = () => {
    if (timer === undefined && !told) timer = after(expire, patience);
  };
  const take = (next: Found) => {
    const same = current?.element === next.element;
    current = next;
    if (present && same) return;
    present = true;
    covered = 0;
    cancel(timer);
    timer = undefined;
    events.found(next.element, next.used);
  };
  const lose = () => {
    if (!present) return;
    present = false;
    events.lost();
  };
  const find = (seen: (element: Element) => boolean): Found | undefined => {
    const element = selector === undefined ? undefined : one(all(api.doc, selector), target.nth, seen);
    if (element) return { element };
    if (search) return search.find(where, target, seen);
    if (!asked) {
      asked = true;
      import('./find')
        .then((found) => {
          search = found;
          if (!stopped) look();
        })
        .catch(api.report);
    }
    return undefined;
  };
  const matches = ({ element, used }: Found) =>
    used || (selector === undefined ? search?.stillMatches(where, target, element) : element.closest(selector));
  const look = () => {
    if (current && !(isVisible(current.element) && matches(current))) current = undefined;
    const next = current ?? find(isVisible);
    if (!next) {
      lose();
      return arm();
    }
    // What is only covered or scrolled away is still there: no deadline.
    if (!present) (cancel(timer), (timer = undefined));
    // Once covered may be a passing animation; twice is a dialog or a drawer.
    covered = isCovered(next.element, root.host) ? covered + 1 : 0;
    if (present && current === next && covered) {
      if (covered > 1) lose();
      else pulse.poke();
    } else if (!covered || (!present && !current)) take(next);
  };
  /** A node that was replaced is taken over before the frame is painted, so that nothing flickers. */
  const swap = () => {
    if (!current || current.element.isConnected) return;
    const next = find((element) => element.isConnected);
    if (next && present) take(next);
  };
  const stops = [pulse.on(look), pulse.onMutation(swap)];
  const first = find(isVisible);
  if (first) take(first);
  else arm();
  return {
    stop() {
      stopped = true;
      cancel(timer);
      for (const stop of stops) stop();
    },
  };
}
