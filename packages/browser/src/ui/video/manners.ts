/** Steps aside: while a tour step or a dialog of the app is open the video waits, and goes on afterwards. */
import type { FaceApi } from '../../host/ports';
import type { Medium } from './medium';

/** Kinds that ask for attention; banners, hotspots and nudges may stand beside a video. */
const ASKING = new Set(['tour', 'popover', 'modal', 'announcement', 'survey']);

export interface Manners {
  /** Somebody else wants the person's attention (true), or no longer does. */
  aside(on: boolean): void;
  stop(): void;
}

export function mindManners(api: FaceApi, medium: () => Medium | undefined): Manners {
  const { doc } = api;
  const win = api.win as Window & typeof globalThis;
  const dialogs = (): Element[] => [...doc.querySelectorAll('dialog:modal, [aria-modal="true"]')];
  const asking = (): string[] => {
    const { open } = api.state();
    // What another tab shows is in the state, too; while it does, this tab is hidden.
    if (doc.visibilityState === 'hidden') return [];
    return Object.keys(open).filter(
      (id) => !open[id]?.hidden && open[id]?.shown && ASKING.has(api.config.content?.find((c) => c.id === id)?.kind ?? ''),
    );
  };
  // What was there before is where this video was opened from.
  const known = new Set<unknown>([...dialogs(), ...Object.keys(api.state().open)]);
  let busy = false;
  let waiting = false;
  const look = () => {
    const now = [...dialogs(), ...asking()].some((it) => !known.has(it));
    if (now === busy) return;
    busy = now;
    aside(now);
  };
  const aside = (on: boolean) => {
    const player = medium();
    if (on && player?.playing()) {
      waiting = true;
      player.pause();
    } else if (!on && waiting) {
      waiting = false;
      player?.play();
    }
  };
  const off = api.subscribe(look);
  const observer = new win.MutationObserver(look);
  observer.observe(doc.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ['open', 'aria-modal'] });
  return {
    aside,
    stop() {
      off();
      observer.disconnect();
    },
  };
}
