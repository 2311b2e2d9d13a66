import { json } from '../host/json';
import type { QuickStore } from '../host/store';

/**
 * localStorage, guarded: blocked, full or missing storage falls back to memory, never to an exception. It is the journal that covers
 * the milliseconds until IndexedDB has committed, and the whole store where there is no IndexedDB.
 * `room`: characters that it may take; normally it holds next to nothing.
 */
export function localStore(storage: () => Storage | undefined, prefix: string, room = 2 ** 18): QuickStore {
  const memory = new Map<string, unknown>();
  /** At most so much: what was taken out again, here or by other tabs, is not subtracted. */
  let used = 0;
  /** One transaction after the other. */
  let last: Promise<unknown> = Promise.resolve();
  const attempt = <T>(work: (disk: Storage) => T): T | undefined => {
    try {
      const disk = storage();
      return disk && work(disk);
    } catch {
      return undefined;
    }
  };
  const keys = (start: string): string[] => {
    const found = new Set([...memory.keys()].filter((key) => key.startsWith(start)));
    attempt((disk) => {
      for (let i = disk.length; i--;) {
        const key = disk.key(i);
        if (key?.startsWith(prefix + start)) found.add(key.slice(prefix.length));
      }
    });
    return [...found].sort();
  };
  const store: QuickStore = {
    get: (key) =>
      memory.get(key) ??
      attempt((disk) => {
        const text = disk.getItem(prefix + key);
        return text === null ? undefined : text[0] === ' ' ? text.slice(1) : (JSON.parse(text) as unknown);
      }),
    put(key, value) {
      // Until it is on the disk.
      memory.set(key, value);
      attempt((disk) => {
        // A string is kept as it is, behind a blank: events are JSON already.
        const text = typeof value === 'string' ? ' ' + value : json(value);
        // Counted anew before it is called full.
        if (used + text.length >= room && memory.size < 2) used = json(store.rows('', 1e6)).length;
        if (used + text.length < room) {
          disk.setItem(prefix + key, text);
          used += text.length;
          memory.delete(key);
        }
      });
      if (memory.has(key)) attempt((disk) => disk.removeItem(prefix + key));
      return store.kept(key);
    },
    del(key) {
      memory.delete(key);
      attempt((disk) => disk.removeItem(prefix + key));
    },
    drop: (start) => keys(start).forEach(store.del),
    rows: (start, limit) =>
      keys(start)
        .slice(0, limit)
        .map((key) => [key, store.get(key)]),
    count: (start) => keys(start).length,
    kept: (key) => !memory.has(key),
    tx(_write, work) {
      const done = last.then(() => work(store));
      last = done.catch(() => {});
      return done;
    },
  };
  return store;
}
