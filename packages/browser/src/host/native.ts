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
  /** Removes every listener, cancels every timer, takes back the rest; nothing begins from here on. */
  stop(): void;
  over(): boolean;
}

export type Win = Window & typeof globalThis & { Zone?: { root?: { run<T>(work: () => T): T } } };

/** zone.js (Angular) starts a round of change detection after each callback in its zone; ours run in the root zone, where it does not. */
export function native(win: Win, report: (error: unknown) => void): Native {
  const given = new Set<() => void>();
  let over = false;
  const guard = <T>(work: () => T): T | undefined => {
    try {
      const { Zone } = win;
      return Zone?.root ? Zone.root.run(work) : work();
    } catch (error) {
      report(error);
      return undefined;
    }
  };
  // What was still on its way when the page had enough of us begins nothing any more.
  const undo = (work: () => void) => void (over ? guard(work) : given.add(work));
  return {
    guard,
    undo,
    over: () => over,
    fetch: async (url, init) => win.fetch(url, init),
    later(work, ms) {
      const cancel = () => {
        given.delete(cancel);
        win.clearTimeout(id);
      };
      const id = win.setTimeout(() => {
        cancel();
        guard(work);
      }, ms);
      undo(cancel);
      return cancel;
    },
    listen(target, type, listener, options) {
      const safe = (event: Event) => void guard(() => listener(event));
      target.addEventListener(type, safe, options);
      undo(() => target.removeEventListener(type, safe, options));
    },
    stop() {
      over = true;
      for (const off of given) guard(off);
      given.clear();
    },
  };
}
