/**
 * The store port: one small SQL surface that SQLite and PostgreSQL both make real. Statements are written once, with `?` for
 * parameters (the PostgreSQL store turns them into `$n`), only with what both understand: no vendor functions except through `json`.
 * Instants are BIGINT milliseconds, days are TEXT 'YYYY-MM-DD' in the account's time zone, flags are 0/1, JSON is TEXT.
 */
import type { Partitions } from './partitions';

export type SqlValue = string | number | bigint | boolean | null | undefined;
export type Row = Record<string, string | number | null>;

export interface Reader {
  /** Rows of one SELECT (or of a statement with RETURNING). Integers come back as numbers, never as strings. */
  query<T = Row>(sql: string, params?: readonly SqlValue[]): Promise<T[]>;
}

export type Lane = 'short' | 'long';

/** Columns that make a row unique. */
export type Key = readonly string[];

/** How an existing value and a new one become one: replaced, summed, the larger, the smaller, kept, or kept unless it is NULL. */
export type Rule = 'set' | 'add' | 'max' | 'min' | 'keep' | 'fill';

/** Inside one transaction: everything or nothing. Nothing slow may be awaited in here; there is one writer. */
export interface Tx extends Reader {
  /** Runs one statement; gives the number of rows that it changed. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
  /** Inserts rows that all have the same columns; rows whose key exists are left alone. Gives true for each row that is new. */
  insert(table: string, key: Key, rows: readonly Record<string, SqlValue>[]): Promise<boolean[]>;
  /** Inserts rows; in those that exist each other column is combined by its rule (default: `set`). One call may name a key once. */
  upsert(table: string, key: Key, rows: readonly Record<string, SqlValue>[], rules?: Readonly<Record<string, Rule>>): Promise<void>;
  /** The rows whose key is one of `keys`, in no particular order; `lock` keeps other writers away until the end, `'share'` those who change them. */
  pick<T = Row>(
    table: string,
    columns: readonly string[],
    key: Key,
    keys: readonly (readonly SqlValue[])[],
    lock?: boolean | 'share',
  ): Promise<T[]>;
  /** Waits for other transactions that named one of these, and lets none begin that does before this one has ended. */
  alone(names: readonly string[]): Promise<void>;
}

export interface Store extends Reader {
  /**
   * Like `query`, for questions that may look at many rows: the embedded store answers them on threads beside the main one, `long` ones
   * one after the other, so that a `short` one (the default) never waits for them.
   */
  scan<T = Row>(sql: string, params?: readonly SqlValue[], lane?: Lane): Promise<T[]>;
  readonly dialect: 'sqlite' | 'postgres';
  /** An SQL expression for a field of a JSON text column, as text. `json('props', 'score')`. */
  json(column: string, field: string): string;
  /** The same as a number (null when it is none). */
  jsonNumber(column: string, field: string): string;
  /**
   * Serialised write transaction. In PostgreSQL several run at once; in SQLite they queue. `lazy`: power loss may undo it until the next
   * one that is not lazy, because its cause is kept elsewhere and would be applied again.
   */
  tx<T>(work: (tx: Tx) => Promise<T>, lazy?: boolean): Promise<T>;
  /** Brings the schema to this program's version. A newer database refuses an older program with `StoreTooNew`. */
  migrate(): Promise<void>;
  /** Resolves when every lazy transaction so far survives a power loss. */
  sync(): Promise<void>;
  /** Rejects when the store cannot be written. */
  check(): Promise<void>;
  /** Takes (or is refused) the exclusive right to `name` among all processes on this store, until release, death, or `lost`. */
  lease(name: string, lost?: () => void): Promise<(() => Promise<void>) | undefined>;
  /** The people in `count` parts, for as many workers as there are on this store. */
  partitions(count: number): Partitions;
  /** A consistent copy of the whole store in `path` (a file). Only the embedded store; PostgreSQL has pg_dump. */
  backup?(path: string): Promise<void>;
  /** Rewrites the store so that nothing of deleted rows is left in its files. Only the embedded store; PostgreSQL vacuums by itself. */
  scrub?(): Promise<void>;
  close(): Promise<void>;
}

export class StoreTooNew extends Error {
  override name = 'StoreTooNew';
  constructor(found: number, known: number) {
    super(
      `The database has schema version ${found}, this program knows versions up to ${known}. ` +
        'Probably an older collector was started on a database that a newer one has already changed. ' +
        'Install the newer collector, or restore the backup from before the update.',
    );
  }
}

/** Steps were applied whose text is another one in this program: tables may not be what the program expects. */
export class StoreAltered extends Error {
  override name = 'StoreAltered';
  constructor(names: readonly string[]) {
    super(
      `The database was set up with another text of the schema ${names.length > 1 ? 'steps' : 'step'} ${names.map((name) => `"${name}"`).join(', ')}, so its tables may not be what this program expects. ` +
        'Probably it was made by a version from before the release. ' +
        'Start on a new data folder (--data) or an empty database, and take the events over: GET /v1/export from the program that made it, then POST /v1/import to the new one.',
    );
  }
}
