/**
 * The port of what remembers: string keys, one table, transactions. Keys in use:
 * "q|<reporter>|<order>|<messageId>" a queued event · "m|<reporter>" who is sending and not before when · "l|<reporter>" its loss ledger ·
 * "s|<user>|<account>" a state · "w|<content>" which tab shows it.
 */
export type Maybe<T> = T | Promise<T>;

export interface Table {
  get(key: string): Maybe<unknown>;
  put(key: string, value: unknown): void;
  del(key: string): void;
  /** Deletes all keys that begin with `prefix`, without asking first which there are: the page may be about to go. */
  drop(prefix: string): void;
  /** Rows whose key begins with `prefix`, in key order. */
  rows(prefix: string, limit: number): Maybe<[key: string, value: unknown][]>;
  /** How many keys begin with `prefix`. */
  count(prefix: string): Maybe<number>;
}

export interface Store {
  /** All or nothing; the promise resolves when it is committed. `work` may await only the table. */
  tx<T>(write: boolean, work: (table: Table) => Maybe<T>): Promise<T>;
}

/** A store whose transactions take more than one turn of the event loop. */
export interface SlowStore extends Store {
  /** The page is put to sleep: gives up what is under way, which nobody could finish, and lets nothing begin until resume(). */
  halt(): void;
  resume(): void;
}

/** A store that is written to at once; what did not fit is kept in memory until the page goes. */
export interface QuickStore extends Store, Table {
  get(key: string): unknown;
  /** As kept() says afterwards. */
  put(key: string, value: unknown): boolean;
  rows(prefix: string, limit: number): [string, unknown][];
  count(prefix: string): number;
  /** False when the value under this key is only in memory. */
  kept(key: string): boolean;
}
