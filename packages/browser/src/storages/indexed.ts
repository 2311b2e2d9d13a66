import type { Maybe, SlowStore, Table } from '../host/store';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const abort = (transaction: IDBTransaction): void => {
  try {
    transaction.abort();
  } catch {
    /* it has already ended */
  }
};

/** How long an open() may take, in milliseconds. A person waits for nothing here, but their events do. */
const PATIENCE = 3000;
const SILENT = 'no answer';

/**
 * IndexedDB: the only browser store that survives the death of the browser as soon as it says "complete". Browsers drop connections
 * (iOS in the background, a cleared site), so a transaction that fails is tried once more on a new connection.
 * `later` bounds an open() that never answers: nobody asks again then, but should it answer after all, it is used from there on.
 */
export function indexedStore(
  factory: () => IDBFactory | undefined,
  name: string,
  later: (work: () => void, ms: number) => () => void,
): SlowStore {
  const active = new Set<IDBTransaction>();
  let asleep: Promise<void> | undefined;
  let wake = () => {};
  let opening: Promise<IDBDatabase> | undefined;
  const open = () =>
    (opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      // Throws where there is none, and so rejects.
      const request = (factory() as IDBFactory).open(name, 1);
      const cancel = later(() => reject(SILENT), PATIENCE);
      request.onupgradeneeded = () => request.result.createObjectStore('kv');
      request.onsuccess = () => {
        cancel();
        const db = request.result;
        db.onclose = () => (opening = undefined);
        db.onversionchange = () => (db.close(), (opening = undefined));
        opening = Promise.resolve(db);
        resolve(db);
      };
      request.onerror = () => reject(request.error);
    }));

  const once = async <T>(write: boolean, work: (table: Table) => Maybe<T>): Promise<T> => {
    const db = await open();
    await asleep;
    const transaction = db.transaction('kv', write ? 'readwrite' : 'readonly', { durability: 'relaxed' });
    const kv = transaction.objectStore('kv');
    active.add(transaction);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    done.catch(() => {});
    const within = (prefix: string) => IDBKeyRange.bound(prefix, prefix + '\uffff');
    try {
      const result = await work({
        get: (key) => settled(kv.get(key) as IDBRequest<unknown>),
        put: (key, value) => void kv.put(value, key),
        del: (key) => void kv.delete(key),
        drop: (prefix) => void kv.delete(within(prefix)),
        async rows(prefix, limit) {
          const range = within(prefix);
          const [keys, values] = await Promise.all([
            settled(kv.getAllKeys(range, limit)),
            settled(kv.getAll(range, limit) as IDBRequest<unknown[]>),
          ]);
          return keys.map((key, i) => [String(key), values[i]]);
        },
        count: (prefix) => settled(kv.count(within(prefix))),
      });
      // Says "that was all" at once: a page that is going away has no time for another turn of its event loop.
      transaction.commit?.();
      await done;
      return result;
    } catch (error) {
      abort(transaction);
      throw error;
    } finally {
      active.delete(transaction);
    }
  };
  return {
    halt() {
      asleep ??= new Promise((resolve) => (wake = resolve));
      active.forEach(abort);
    },
    resume() {
      asleep = undefined;
      wake();
    },
    tx: (write, work) =>
      once(write, work).catch((error: unknown) => {
        if (error === SILENT) throw error;
        opening = undefined;
        return once(write, work);
      }),
  };
}
