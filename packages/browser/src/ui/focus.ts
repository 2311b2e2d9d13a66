/** Focus goes in when content asks for attention, and back to where it was. What is modal holds it (hold.ts). */
import type { Stage } from './stage';

const EDITABLE =
  'input:not([type=button],[type=submit],[type=reset],[type=checkbox],[type=radio]),textarea,select,[contenteditable=""],[contenteditable=true]';
const TABBABLE = 'a[href],:is(button,input,select,textarea):not(:disabled),summary,iframe,video[controls],[tabindex="0"]';

/** The focused element, through open shadow roots. */
export function deepActive(doc: Document): Element | null {
  let active = doc.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** This key belongs to an input method. Safari tells of the key that ends a conversion when that is over. */
export const converts = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

export interface FocusHold {
  /** Moves the focus in, unless the person is typing somewhere in the page. Says whether it did. */
  enter(element: HTMLElement): boolean;
  /** Gives it back, when it still is with us. */
  leave(fallback?: Element): void;
}

export function holdFocus(stage: Stage): FocusHold {
  const { doc } = stage.api;
  const before = deepActive(doc);
  const ours = (element: Element | null) => stage.root.contains(element);
  return {
    enter(element) {
      const active = deepActive(doc);
      if (active?.matches(EDITABLE) && !ours(active)) return false;
      // A first Tab may have been quicker.
      if (!element.contains(active)) element.focus({ preventScroll: true });
      return true;
    },
    leave(fallback) {
      const active = deepActive(doc);
      if (active && active !== doc.body && !ours(active)) return;
      for (const element of [before, fallback])
        if (element?.isConnected && element !== doc.body && 'focus' in element)
          return (element as HTMLElement).focus({ preventScroll: true });
    },
  };
}

/** What Tab stops at, in order. */
export const tabStops = (element: Element): HTMLElement[] =>
  Array.from(element.querySelectorAll<HTMLElement>(TABBABLE)).filter((e) => e.tabIndex >= 0 && e.checkVisibility?.() !== false);
