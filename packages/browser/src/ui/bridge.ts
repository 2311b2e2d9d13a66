/** Where Tab goes between a target and its card, which lives at the end of the page. */
import { deepActive, tabStops } from './focus';

/** From the target into its card, and from the card on to what follows the target; `event` is that key. */
export function bridge(event: KeyboardEvent, doc: Document, dialog: HTMLElement, target: Element): void {
  const stops = tabStops(dialog);
  const active = deepActive(doc);
  const back = event.shiftKey;
  if (!back && active === target) {
    event.preventDefault();
    (stops[0] ?? dialog).focus();
  } else if (active === (back ? stops[0] : stops[stops.length - 1]) || (back && active === dialog)) {
    (target as HTMLElement).focus({ preventScroll: true });
    // Forwards the browser itself goes on from the target.
    if (back && deepActive(doc) === target) event.preventDefault();
  }
}
