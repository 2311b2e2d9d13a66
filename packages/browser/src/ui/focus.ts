/** Focus goes in when content asks for attention, and back to where it was. It is held inside only by what is modal. */
import type { Stage } from './stage';

const EDITABLE = 'input:not([type=button],[type=submit],[type=reset],[type=checkbox],[type=radio]),textarea,select,[contenteditable=""],[contenteditable=true]';
const TABBABLE = 'a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),textarea:not(:disabled),summary,video[controls],[tabindex="0"]';

/** The focused element, through open shadow roots. */
export function deepActive(doc: Document): Element | null {
  let active = doc.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

export interface FocusHold {
  /** Moves the focus in, unless the person is typing somewhere in the page. Says whether it did. */
  enter(element: HTMLElement): boolean;
  /** Gives it back, when it still is with us. */
  leave(fallback?: Element): void;
}

export function holdFocus(stage: Stage): FocusHold {
  const { doc } = stage.api;
  const before = deepActive(doc);
  const ours = (element: Element | null) => Boolean(element && stage.root.contains(element));
  return {
    enter(element) {
      const active = deepActive(doc);
      if (active?.matches(EDITABLE) && !ours(active)) return false;
      element.focus({ preventScroll: true });
      return true;
    },
    leave(fallback) {
      const active = deepActive(doc);
      if (active && active !== doc.body && !ours(active)) return;
      for (const element of [before, fallback])
        if (element?.isConnected && element !== doc.body && 'focus' in element) return (element as HTMLElement).focus({ preventScroll: true });
    },
  };
}

/** Keeps Tab inside. Returns what undoes it. */
export function trap(element: HTMLElement): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return;
    const stops = Array.from(element.querySelectorAll<HTMLElement>(TABBABLE)).filter((e) => e.checkVisibility?.() ?? true);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    const active = (element.getRootNode() as ShadowRoot).activeElement;
    if (active !== edge && active !== element) return;
    if (active === element && !event.shiftKey) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus();
  };
  element.addEventListener('keydown', onKey);
  return () => element.removeEventListener('keydown', onKey);
}
