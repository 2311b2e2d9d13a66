/** A store in a component: renders again when the value changes. */
import type { ReadableAtom } from 'nanostores';
import { useEffect, useState } from 'preact/hooks';

export function useStore<T>(store: ReadableAtom<T>): T {
  const [value, set] = useState(store.get());
  useEffect(() => store.subscribe((next) => set(() => next)), [store]);
  return value;
}
