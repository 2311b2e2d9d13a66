/** Who follows what happens now: the dashboard's live view. */
import type { LiveItem } from '../http/api';

export class Live {
  readonly #listeners = new Map<number, Set<(item: LiveItem) => void>>();
  follow(tenant: number, listener: (item: LiveItem) => void): () => void {
    const set = this.#listeners.get(tenant) ?? new Set();
    this.#listeners.set(tenant, set.add(listener));
    return () => void set.delete(listener);
  }
  tell(items: readonly LiveItem[]): void {
    if (!this.#listeners.size) return;
    for (const item of items) for (const listener of this.#listeners.get(item.tenant) ?? []) listener(item);
  }
}
