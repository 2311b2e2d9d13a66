/** What was said about a person: of two events about the same trait the later one by its own time counts, whichever arrives last. */
import type { Signal, State } from '@shirube/engine';

/** The signals without traits that something newer has overwritten, and by trait when it was said last; `stored` is that of before, as JSON. */
export function newestTraits(
  stored: string | undefined,
  signals: readonly Signal[],
): { signals: readonly Signal[]; at?: ReadonlyMap<string, number> } {
  if (!signals.some((signal) => signal.kind === 'identify' && signal.traits)) return { signals };
  const at = new Map(Object.entries(stored ? (JSON.parse(stored) as Record<string, number>) : {}));
  const newest = signals.map((signal): Signal => {
    if (signal.kind !== 'identify' || !signal.traits) return signal;
    const traits = Object.fromEntries(Object.entries(signal.traits).filter(([name]) => signal.at >= (at.get(name) ?? -Infinity)));
    for (const name of Object.keys(traits)) at.set(name, signal.at);
    return { ...signal, traits };
  });
  return { signals: newest, at };
}

/** Instants of the traits that the state has kept, as JSON. */
export const instantsOf = (at: ReadonlyMap<string, number>, { traits }: State): string =>
  JSON.stringify(Object.fromEntries([...at].filter(([name]) => Object.hasOwn(traits, name))));
