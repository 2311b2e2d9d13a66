/** Keeps Tab inside a modal dialog. Returns what undoes it. */
import { tabStops } from './focus';
import { raw } from './raw';

export function hold(dialog: HTMLElement): () => void {
  const root = dialog.getRootNode() as ShadowRoot;
  const soon = raw(dialog.ownerDocument.defaultView as Window, 'setTimeout');
  /** Backwards or forwards, while Tab may be on its way out of a film's own controls. */
  let leaving: boolean | undefined;
  const turn = (back: boolean) =>
    tabStops(dialog)
      .at(back ? -1 : 0)
      ?.focus();
  const onKey = (event: KeyboardEvent) => {
    leaving = undefined;
    if (event.key !== 'Tab') return;
    const back = event.shiftKey;
    const stops = tabStops(dialog);
    const active = root.activeElement;
    if (active !== stops.at(back ? 0 : -1) && !(back && active === dialog)) return;
    // Its controls are stops that only the browser knows: it goes through them, and what leaves at their end is brought back.
    if (active instanceof HTMLVideoElement) leaving = back;
    else {
      event.preventDefault();
      turn(back);
    }
  };
  const onOut = () => {
    const back = leaving;
    leaving = undefined;
    if (back !== undefined) soon(() => dialog.contains(root.activeElement) || turn(back));
  };
  /** From the page behind it, after a click beside it, or because the person was typing when it came: into the topmost one. */
  const onDoc = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || root.activeElement || Array.from(root.querySelectorAll('[aria-modal]')).pop() !== dialog) return;
    event.preventDefault();
    turn(event.shiftKey);
  };
  const doc = dialog.ownerDocument;
  doc.addEventListener('keydown', onDoc, true);
  dialog.addEventListener('keydown', onKey);
  dialog.addEventListener('focusout', onOut);
  return () => {
    doc.removeEventListener('keydown', onDoc, true);
    dialog.removeEventListener('keydown', onKey);
    dialog.removeEventListener('focusout', onOut);
  };
}
