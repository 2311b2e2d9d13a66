import type { ReadableAtom } from 'nanostores';
import { useEffect, useState } from 'preact/hooks';

/** The value of a store, and a new rendering whenever it changes. */
export function useStore<T>(store: ReadableAtom<T>): T {
  const [value, set] = useState(store.get());
  useEffect(() => store.subscribe((next) => set(() => next as T)), [store]);
  return value;
}
