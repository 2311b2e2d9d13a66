/** Loaded when a card was painted: nobody presses Tab before that. */
import { deepActive, tabStops } from './focus';
import type { Stage } from './stage';

/**
 * Tab goes from the target into its card, and from the card on to what follows the target, although the card lives at the end of the page.
 * Returns what undoes it.
 */
export function bridge(stage: Stage, dialog: HTMLElement, target: () => Element | undefined): () => void {
  const { doc } = stage.api;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || event.defaultPrevented) return;
    const anchor = target() as HTMLElement | undefined;
    if (!anchor) return;
    const stops = tabStops(dialog);
    const active = deepActive(doc);
    const back = event.shiftKey;
    if (!back && active === anchor) {
      event.preventDefault();
      (stops[0] ?? dialog).focus();
    } else if (active === (back ? stops[0] : stops[stops.length - 1]) || (back && active === dialog)) {
      anchor.focus({ preventScroll: true });
      // Forwards the browser itself goes on from the target.
      if (back && deepActive(doc) === anchor) event.preventDefault();
    }
  };
  doc.addEventListener('keydown', onKey);
  dialog.addEventListener('keydown', onKey);
  return () => doc.removeEventListener('keydown', onKey);
}
