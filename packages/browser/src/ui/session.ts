/** One piece of content on the screen: what it says to the engine, and how it ends. */
import type { Content } from '@shirube/engine';
import { runActs } from './acts';
import { raw } from './raw';
import type { Stage } from './stage';
import type { Session, ShowEffect, View } from './view';

/** Painted and in the viewport for so long counts as shown. */
const SEEN_MS = 1000;

export interface Held {
  session: Session;
  view?: View | undefined;
  close(): void;
}

export function createSession(
  stage: Stage,
  content: Content,
  effect: ShowEffect,
  gone: () => void,
  play: (video: string, at?: number) => void,
): Held {
  const { api } = stage;
  const win = api.win as Window & typeof globalThis;
  const after = raw(win, 'setTimeout');
  const cancel = raw(win, 'clearTimeout');
  let observer: IntersectionObserver | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = false;
  let ended = false;

  const emit: Session['say'] = (phase, more) => api.emit({ kind: 'content', content: content.id, phase, ...more });
  const stopLooking = () => {
    observer?.disconnect();
    cancel(timer);
    timer = undefined;
  };
  const confirm = () => {
    if (shown || ended) return;
    shown = true;
    stopLooking();
    // Taken up again after a reload it was shown before: one showing, told once.
    if (!api.state().open[content.id]?.shown) emit('shown');
  };
  const session: Session = {
    api,
    stage,
    content,
    effect,
    say(phase, more) {
      if (ended) return;
      // All else is somebody's doing; a step may only wait.
      if (phase !== 'step') confirm();
      emit(phase, more);
    },
    seen(surface) {
      if (shown) return;
      stopLooking();
      observer = new win.IntersectionObserver(
        (entries) => {
          const inside = entries.some((entry) => entry.isIntersecting);
          if (!inside) timer = void cancel(timer);
          else
            timer ??= after(() => {
              timer = undefined;
              if (api.doc.visibilityState === 'visible' && surface.isConnected) confirm();
              else session.seen(surface);
            }, SEEN_MS);
        },
        { threshold: 0.5 },
      );
      observer.observe(surface);
    },
    end(phase, reason = phase, more) {
      if (ended) return;
      // Whoever answered has seen it; what failed has not been seen.
      if (phase !== 'failed' && phase !== 'closed') confirm();
      emit(phase, { reason, ...more });
      held.close();
    },
    leave: () => held.close(),
    run: (acts, controls) => runActs(session, acts, controls, play),
    missing(target, { used, ...more } = {}) {
      api.track(used ? 'Target Drifted' : 'Target Missing', {
        content: content.id,
        target,
        path: api.path(),
        ...(used && { used }),
        ...more,
      });
    },
  };
  const held: Held = {
    session,
    close() {
      if (ended) return;
      ended = true;
      stopLooking();
      held.view?.destroy();
      gone();
    },
  };
  return held;
}
