/** A surface whose target may be late, hidden, rendered anew or missing. Shared by popover, nudge, hotspot and each tour step. */
import type { Target } from '@shirube/engine';
import { describe } from './target/quick';
import { locate, type Locator } from './target/locate';
import { surface, type Surface, type SurfaceSpec } from './surface';
import type { Session } from './view';

export interface Anchored {
  surface(): Surface | undefined;
  /** The element it points at now. */
  target(): Element | undefined;
  visible(): boolean;
  destroy(): void;
}
export interface AnchoredOptions {
  step?: string | undefined;
  /** What a missing target means here, unless the target says otherwise. */
  missing: 'wait' | 'skip' | 'centre' | 'end';
  /** Not yet: the page has changed and the target is not to be judged. */
  suspended?(): boolean;
  shown?(): void;
  skip?(): void;
  /** Without one, the content fails. */
  end?(): void;
}

export function anchored(
  session: Session,
  target: Target | undefined,
  spec: (target: Element | undefined) => SurfaceSpec,
  options: AnchoredOptions,
): Anchored {
  let current: Surface | undefined;
  let locator: Locator | undefined;
  let element: Element | undefined;
  let hidden = false;
  const { stage } = session;

  const show = () => {
    current = surface(session, { ...spec(element), target: element });
    options.shown?.();
  };
  const away = () => {
    current?.destroy();
    current = undefined;
  };
  if (!target) show();
  else {
    let drifted = false;
    locator = locate(stage, target, {
      found(next, used) {
        element = next;
        if (used && !drifted) {
          drifted = true;
          session.missing(describe(target), { used, step: options.step });
        }
        hidden = false;
        if (!current) show();
        else {
          current.to(element);
          current.off(false);
        }
      },
      lost() {
        hidden = true;
        current?.off(true);
      },
      missing() {
        if (options.suspended?.()) return;
        const policy = target.missing ?? options.missing;
        session.missing(describe(target), { policy, step: options.step });
        if (policy === 'wait') return;
        locator?.stop();
        away();
        hidden = false;
        element = undefined;
        if (policy === 'centre') show();
        else if (policy === 'skip' && options.skip) options.skip();
        else if (options.end) options.end();
        else session.end('failed', 'target_missing', { target: describe(target), ...(options.step && { step: options.step }) });
      },
    });
  }
  return {
    surface: () => current,
    target: () => element,
    visible: () => !!current && !hidden,
    destroy() {
      locator?.stop();
      away();
    },
  };
}
