/** The page's own functions, used politely: nothing is replaced, everything can be taken back, and no error of ours comes out. */
export interface Native {
  /** Runs `work`; what it throws is reported, never passed on. */
  guard<T>(work: () => T): T | undefined;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Runs `work` after `ms`; returns the function that cancels it. */
  later(work: () => void, ms: number): () => void;
  listen(target: EventTarget, type: string, listener: (event: Event) => void, options?: AddEventListenerOptions): void;
  /** Something else that stop() has to take back. */
  undo(work: () => void): void;
  /** Removes every listener, cancels every timer, takes back the rest. */
  stop(): void;
}

export type Win = Window & typeof globalThis & { Zone?: { root?: { run<T>(work: () => T): T } } };

/** zone.js (Angular) starts a round of change detection after each callback in its zone; ours run in the root zone, where it does not. */
export function native(win: Win, report: (error: unknown) => void): Native {
  const undo = new Set<() => void>();
  const guard = <T>(work: () => T): T | undefined => {
    try {
      const { Zone } = win;
      return Zone?.root ? Zone.root.run(work) : work();
    } catch (error) {
      report(error);
      return undefined;
    }
  };
  return {
    guard,
    fetch: async (url, init) => win.fetch(url, init),
    later(work, ms) {
      const cancel = () => {
        undo.delete(cancel);
        win.clearTimeout(id);
      };
      const id = win.setTimeout(() => {
        undo.delete(cancel);
        guard(work);
      }, ms);
      undo.add(cancel);
      return cancel;
    },
    listen(target, type, listener, options) {
      const safe = (event: Event) => void guard(() => listener(event));
      target.addEventListener(type, safe, options);
      undo.add(() => target.removeEventListener(type, safe, options));
    },
    undo: (work) => void undo.add(work),
    stop() {
      for (const off of undo) guard(off);
      undo.clear();
    },
  };
}
