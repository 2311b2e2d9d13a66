import type { Tracker } from '../host/ports';

const TYPING = 3000;
const EDITABLE =
  'input:not([type=button],[type=submit],[type=checkbox],[type=radio],[type=range],[type=color]),textarea,select,[contenteditable]:not([contenteditable=false])';
const MODAL = 'dialog:modal,[aria-modal=true]';

/** Moments at which nobody should be interrupted: typing, a dialog of the app, media with sound, printing, full screen, no network. */
export const quiet: Tracker = {
  name: 'quiet',
  start({ win, doc, emit, listen, later, observe }) {
    let facts: Record<string, boolean> = {};
    let calm: (() => void) | undefined;
    let soon: (() => void) | undefined;
    const say = (name: string, on: boolean) => {
      if (!!facts[name] === on) return;
      facts[name] = on;
      emit({ kind: 'quiet', facts: { [name]: on } });
    };
    const still = () => {
      calm?.();
      say('typing', false);
    };
    const typed = (event: Event) => {
      const [target] = event.composedPath();
      if (!(target instanceof Element && target.matches(EDITABLE))) return;
      calm?.();
      say('typing', true);
      calm = later(still, TYPING);
    };
    const media = () =>
      say(
        'media',
        [...doc.querySelectorAll<HTMLMediaElement>('video,audio')].some((m) => !m.paused && !m.ended && !m.muted),
      );
    const look = () => {
      soon = undefined;
      say(
        'modal',
        [...doc.querySelectorAll(MODAL)].some((found) => found.getClientRects().length > 0),
      );
      say('fullscreen', !!doc.fullscreenElement);
      say('offline', win.navigator.onLine === false);
      media();
    };
    const changed = () => (soon ??= later(look, 300));

    listen(win, 'keydown', typed, { capture: true, passive: true });
    listen(win, 'input', typed, { capture: true, passive: true });
    listen(win, 'focusout', still, { capture: true });
    for (const type of ['play', 'pause', 'ended', 'volumechange']) listen(doc, type, media, { capture: true });
    listen(win, 'beforeprint', () => say('print', true));
    listen(win, 'afterprint', () => say('print', false));
    for (const type of ['online', 'offline', 'fullscreenchange']) listen(type === 'fullscreenchange' ? doc : win, type, look);
    observe(changed, ['open', 'aria-modal', 'style', 'class', 'hidden']);
    look();
    // A new page begins without facts; those that still hold are said again.
    return () => {
      facts = {};
      look();
    };
  },
};
