/** The embedded store: one SQLite file, WAL, synchronous=FULL, one writer. What was committed survives `kill -9` and power loss. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Partitions, WholeStore } from './partitions';
import type { Key, Lane, Rule, SqlValue, Store, Tx } from './port';
import { applyMigrations } from './migrations';
import { field, onConflict } from './sql';
import { SqliteScans } from './sqlite-scans';
import { openSqlite, type SqliteDriver, type SqliteStatement } from './sqlite-driver';

const PREPARED_MAX = 500;
const FOLD_MS = 1000;
const BUSY_MS = 5000;
/** Milliseconds for which a log that should be emptied may be read by others. */
const PATIENCE = 5000;

class Connection {
  readonly #statements = new Map<string, SqliteStatement>();
  constructor(readonly driver: SqliteDriver) {}
  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= PREPARED_MAX) this.#statements.clear();
    const statement = this.driver.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

class SqliteTx implements Tx {
  constructor(private readonly db: Connection) {}
  async query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    return this.db.prepare(sql).all(params) as T[];
  }
  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.db.prepare(sql).run(params);
  }
  async insert(table: string, key: Key, rows: readonly Record<string, SqlValue>[]): Promise<boolean[]> {
    const [first] = rows;
    if (!first) return [];
    const columns = Object.keys(first);
    const statement = this.db.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})${key.length ? ` ON CONFLICT (${key.join(', ')}) DO NOTHING` : ''}`,
    );
    return rows.map((row) => statement.run(columns.map((c) => row[c])) > 0);
  }
  async upsert(
    table: string,
    key: Key,
    rows: readonly Record<string, SqlValue>[],
    rules: Readonly<Record<string, Rule>> = {},
  ): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    const statement = this.db.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ${onConflict(table, key, columns, rules, 'sqlite')}`,
    );
    for (const row of rows) statement.run(columns.map((c) => row[c]));
  }
  async pick<T>(table: string, columns: readonly string[], key: Key, keys: readonly (readonly SqlValue[])[]): Promise<T[]> {
    const statement = this.db.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${key.map((c) => `${c} = ?`).join(' AND ')}`);
    return keys.flatMap((values) => statement.all(values) as T[]);
  }
  async alone(): Promise<void> {
    // There is one writer.
  }
}

export interface SqliteOptions {
  /** Folder of the database; created when missing. */
  dataDir: string;
  engine?: 'node:sqlite' | 'libsql';
}

export class SqliteStore implements Store {
  readonly dialect = 'sqlite';
  readonly engine: string;
  readonly #path: string;
  readonly #writer: Connection;
  readonly #reader: Connection;
  readonly #scans: SqliteScans;
  readonly #lock: SqliteDriver;
  readonly #leases = new Set<string>();
  #tail: Promise<unknown> = Promise.resolve();
  #lazy = false;
  #folding = false;
  #folded = performance.now();

  constructor(options: SqliteOptions) {
    makeFolder(options.dataDir);
    this.#lock = lockFolder(options);
    this.#path = join(options.dataDir, 'shirube.db');
    const connect = () => {
      const driver = openSqlite(this.#path, options.engine);
      driver.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      driver.exec('PRAGMA journal_mode = WAL');
      driver.exec('PRAGMA synchronous = FULL');
      driver.exec('PRAGMA cache_size = -65536');
      driver.exec('PRAGMA mmap_size = 268435456');
      driver.exec('PRAGMA temp_store = MEMORY');
      return new Connection(driver);
    };
    this.#writer = connect();
    // The log is folded into the file by a thread beside (see #fold); this is for when that one cannot keep up.
    this.#writer.driver.exec('PRAGMA wal_autocheckpoint = 32768');
    this.#reader = connect();
    this.#reader.driver.exec('PRAGMA query_only = ON');
    this.engine = this.#writer.driver.name;
    this.#scans = new SqliteScans(this.#path, this.engine);
  }

  async query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    return this.#reader.prepare(sql).all(params) as T[];
  }
  scan<T>(sql: string, params: readonly SqlValue[] = [], lane: Lane = 'short'): Promise<T[]> {
    return this.#scans.query<T>(sql, params, lane);
  }
  json = (column: string, name: string): string => `CAST(json_extract(${column}, '$."${field(name)}"') AS TEXT)`;
  jsonNumber = (column: string, name: string): string =>
    `CASE WHEN json_type(${column}, '$."${field(name)}"') IN ('integer', 'real') THEN json_extract(${column}, '$."${field(name)}"') END`;

  tx<T>(work: (tx: Tx) => Promise<T>, lazy = false): Promise<T> {
    const run = this.#tail.then(async () => {
      const { driver } = this.#writer;
      // The log of SQLite is one file: a later commit that is synced makes the lazy ones before it safe too.
      if (lazy !== this.#lazy) driver.exec(`PRAGMA synchronous = ${lazy ? 'NORMAL' : 'FULL'}`);
      this.#lazy = lazy;
      driver.exec('BEGIN IMMEDIATE');
      try {
        const result = await work(new SqliteTx(this.#writer));
        driver.exec('COMMIT');
        return result;
      } catch (error) {
        try {
          driver.exec('ROLLBACK');
        } catch {
          // Where the disk is full SQLite has done so by itself; what counts is why.
        }
        throw error;
      }
    });
    this.#tail = run.then(
      () => this.#fold(),
      () => undefined,
    );
    return run;
  }

  /** Copies the log into the database file, now and then and not on this thread: that syncs, and everybody would wait for the disk. */
  #fold(): void {
    if (this.#folding || performance.now() - this.#folded < FOLD_MS) return;
    this.#folding = true;
    void this.#scans
      .query('PRAGMA wal_checkpoint(PASSIVE)', [], 'long')
      .catch(() => undefined)
      .finally(() => {
        this.#folding = false;
        this.#folded = performance.now();
      });
  }

  async migrate(): Promise<void> {
    await this.tx(async (tx) => {
      await applyMigrations(tx, 'sqlite');
    });
  }

  /** Off the main thread: the log holds whatever was committed, so syncing that file is all there is to do. */
  async sync(): Promise<void> {
    await this.#tail;
    const log = await open(`${this.#path}-wal`, 'r+').catch(() => undefined);
    // Without a log everything is in the database file already.
    await log?.datasync().finally(() => log.close());
  }

  async check(): Promise<void> {
    await this.tx((tx) => tx.run('UPDATE schema_version SET version = version WHERE version = 1'));
  }

  async lease(name: string): Promise<(() => Promise<void>) | undefined> {
    if (this.#leases.has(name)) return undefined;
    this.#leases.add(name);
    return async () => void this.#leases.delete(name);
  }

  partitions(count: number): Partitions {
    return new WholeStore(count);
  }

  async backup(path: string): Promise<void> {
    await this.#tail;
    this.#reader.prepare('VACUUM INTO ?').run([path]);
  }

  async scrub(): Promise<void> {
    const { driver } = this.#writer;
    const run = this.#tail.then(async () => {
      driver.exec('VACUUM');
      const empty = driver.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
      // It does not wait itself: while somebody reads, or the log is just being folded in, it says "busy" and leaves the log as it is.
      driver.exec('PRAGMA busy_timeout = 0');
      try {
        for (const until = performance.now() + PATIENCE; (empty.all([]) as { busy: number }[])[0]?.busy; await setTimeout(20))
          if (performance.now() > until)
            throw new Error('What was erased may still be in the log of the store: somebody has been reading it for long. Erase again.');
      } finally {
        driver.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      }
    });
    this.#tail = run.catch(() => undefined);
    await run;
  }

  async close(): Promise<void> {
    await this.#tail;
    await this.#scans.close();
    this.#reader.driver.close();
    this.#writer.driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#writer.driver.close();
    this.#lock.close();
  }
}

/** The folder, made when missing; says in words why it cannot be used. */
function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `The data folder ${dataDir} cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}). Probably it belongs to another user, is mounted read-only, or a file is in its place. Check --data (SHIRUBE_DATA), and give it to the user that runs the collector.`,
      { cause: error },
    );
  }
}

/** Keeps a second collector away from the folder for as long as this process lives; the operating system lets go of it, even after kill -9. */
function lockFolder({ dataDir, engine }: SqliteOptions): SqliteDriver {
  let lock: SqliteDriver | undefined;
  try {
    lock = openSqlite(join(dataDir, 'lock.db'), engine);
    lock.exec('PRAGMA busy_timeout = 1500');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const taken = error instanceof Error && /locked|busy/i.test(`${error.message} ${'code' in error ? String(error.code) : ''}`);
    throw new Error(
      taken
        ? `The data folder ${dataDir} is in use. Probably another collector is running on it. Stop that one, or give this one a folder of its own (--data).`
        : `The data folder ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}. Probably its files belong to another user, or the disk is full. Give them to the user that runs the collector: chown -R.`,
      { cause: error },
    );
  }
}
