import type { Effect, Signal, State } from '@shirube/engine';

/** Names that `shirube.on()` knows, with what the listener gets. */
export interface Events {
  /** Something that normally works does not: "indexeddb", "memory", "journal", "endpoint", "config", "sender", "guide", "ui". `is` false: it works again. `why`: of "endpoint", the reporter and the status that it was answered; 0: no answer. */
  degraded: { what: string; is: boolean; why?: string | undefined };
  /** Events that will not arrive, and why. */
  lost: { reason: string; ids: string[] };
  /** A guidance event, as it is reported. */
  track: { event: string; properties: Record<string, unknown> };
  /** A mistake of ours; the page did not notice. */
  error: { error: unknown };
  /** The person has agreed or taken it back, here or in another tab; by purpose. */
  consent: Record<string, string>;
  /** Progress has changed. */
  change: undefined;
  /** What the engine is about to be told, and the state that it starts from. For tools; the state is live and must not be changed. */
  signal: { signal: Signal; state: Readonly<State> };
  /** What the engine asked for. */
  effect: Effect;
}
export type Emit = <K extends keyof Events>(name: K, value: Events[K]) => void;

export function createEmitter(guard: (work: () => unknown) => unknown) {
  const listeners = new Set<[name: string, listener: (value: unknown) => void]>();
  const emit: Emit = (name, value) => {
    for (const [wanted, listener] of listeners) if (wanted === name) guard(() => listener(value));
  };
  return {
    emit,
    on(name: string, listener: (value: never) => void): () => void {
      const entry: [string, (value: unknown) => void] = [name, listener as (value: unknown) => void];
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
}
