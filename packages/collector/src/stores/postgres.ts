/**
 * PostgreSQL 15 or newer. Rows travel column by column, as one array parameter each (measured: half the time of one jsonb parameter,
 * a tenth of rows one by one), and exactly one statement writes the events of a batch.
 */
import pg from 'pg';
import { createHash } from 'node:crypto';
import type { Partitions } from './partitions';
import type { Key, Rule, SqlValue, Store, Tx } from './port';
import { applyMigrations, migrations } from './migrations';
import { PostgresPartitions } from './postgres-partitions';
import { field, numbered, onConflict, plain } from './sql';

const clean = (value: SqlValue): string | number | null => {
  const made = plain(value);
  return typeof made === 'bigint' ? String(made) : made;
};

// Counts and sums are bigint and numeric on the wire; everything that is stored here fits a double exactly.
const numeric = new Set<number>([20, 1700]);
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, kind: 'text' | 'binary') =>
    numeric.has(oid) ? Number : pg.types.getTypeParser(oid, kind)) as typeof pg.types.getTypeParser,
};
/** Prepared statements are known by name, per connection. */
const nameOf = (text: string): string => createHash('sha1').update(text).digest('hex');
const names = new Map<string, string>();
const prepared = (text: string): { name?: string } => {
  let name = names.get(text);
  if (!name && names.size < 500) names.set(text, (name = nameOf(text)));
  return name ? { name } : {};
};

/** A machine that vanishes without a word says so to nobody: silent connections are asked whether somebody is there. */
const ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
/** A process that stands still in the middle of a transaction keeps locks that others wait for. */
const STALLED_MS = 30_000;
const DEADLOCK = '40P01';
/** Each takes a second or more, in which others have their turn. */
const MOST_TRIES = 20;

type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

class PostgresTx implements Tx {
  constructor(
    private readonly db: Queryable,
    private readonly columns: Columns['of'],
  ) {}
  async query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    const text = numbered(sql);
    return (await this.db.query({ text, values: params.map(clean), types, ...prepared(text) })).rows as T[];
  }
  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return (await this.db.query({ text: numbered(sql), values: params.map(clean) })).rowCount ?? 0;
  }
  /** The rows as a table `k` inside a statement, column by column. */
  async #table(
    table: string,
    columns: readonly string[],
    rows: readonly Record<string, SqlValue>[],
  ): Promise<{ from: string; values: unknown[] }> {
    const known = await this.columns(table, this.db);
    const arrays = columns.map((column, i) => {
      const type = known.get(column);
      if (type === undefined) throw new Error(`The table ${table} has no column ${column}.`);
      return `$${i + 1}::${type}[]`;
    });
    return {
      from: `unnest(${arrays.join(', ')}) AS k (${columns.join(', ')})`,
      values: columns.map((column) => rows.map((row) => clean(row[column]))),
    };
  }
  async #ask(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.db.query({ text, values, types, ...prepared(text) })).rows as Record<string, unknown>[];
  }
  async insert(table: string, key: Key, rows: readonly Record<string, SqlValue>[]): Promise<boolean[]> {
    const [first] = rows;
    if (!first) return [];
    const columns = Object.keys(first);
    const { from, values } = await this.#table(table, columns, rows);
    const body = `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM ${from}`;
    if (!key.length) {
      await this.#ask(body, values);
      return rows.map(() => true);
    }
    const stored = await this.#ask(`${body} ON CONFLICT (${key.join(', ')}) DO NOTHING RETURNING ${key.join(', ')}`, values);
    const fresh = new Set(stored.map((row) => key.map((c) => String(row[c])).join('\u0001')));
    return rows.map((row) => fresh.delete(key.map((c) => String(row[c])).join('\u0001')));
  }
  /** In the order of the key: two transactions that change the same rows must not wait for each other in a circle. */
  async upsert(
    table: string,
    key: Key,
    rows: readonly Record<string, SqlValue>[],
    rules: Readonly<Record<string, Rule>> = {},
  ): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    const { from, values } = await this.#table(table, columns, rows);
    await this.#ask(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM ${from} ORDER BY ${key.map((c) => `k.${c}`).join(', ')} ${onConflict(table, key, columns, rules, 'postgres')}`,
      values,
    );
  }
  async pick<T>(
    table: string,
    columns: readonly string[],
    key: Key,
    keys: readonly (readonly SqlValue[])[],
    lock: boolean | 'share' = false,
  ): Promise<T[]> {
    if (!keys.length) return [];
    const { from, values } = await this.#table(
      table,
      key,
      keys.map((one) => Object.fromEntries(key.map((c, i) => [c, one[i]]))),
    );
    const on = key.map((c) => `t.${c} = k.${c}`).join(' AND ');
    const statement = `SELECT ${columns.map((c) => `t.${c}`).join(', ')} FROM ${table} t JOIN ${from} ON ${on} ORDER BY ${key.map((c) => `t.${c}`).join(', ')}${lock === 'share' ? ' FOR SHARE OF t' : lock ? ' FOR UPDATE OF t' : ''}`;
    return [...(await this.#ask(statement, values))] as unknown as T[];
  }
  async alone(names: readonly string[]): Promise<void> {
    // In one order for everybody, so that nobody waits in a circle.
    if (names.length)
      await this.#ask(
        'SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended(v, 7472) AS k FROM unnest($1::text[]) v ORDER BY 1) s',
        [names],
      );
  }
}

/** Types of the columns of each table, asked once. */
class Columns {
  readonly #known = new Map<string, Promise<ReadonlyMap<string, string>>>();
  readonly of = (table: string, db: Queryable): Promise<ReadonlyMap<string, string>> => {
    let columns = this.#known.get(table);
    if (!columns) {
      columns = this.#ask(table, db);
      this.#known.set(table, columns);
      columns.catch(() => this.#known.delete(table));
    }
    return columns;
  };
  async #ask(table: string, db: Queryable): Promise<ReadonlyMap<string, string>> {
    const { rows } = await db.query<{ name: string; type: string }>(
      'SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped',
      [table],
    );
    return new Map(rows.map((row) => [row.name, row.type]));
  }
}

export interface PostgresOptions {
  /** postgres://user:password@host:port/database; several hosts and target_session_attrs work for a standby. */
  databaseUrl: string;
  /** Connections; default 6. */
  connections?: number;
}

export class PostgresStore implements Store {
  readonly dialect = 'postgres';
  readonly #pool: pg.Pool;
  readonly #columns = new Columns();
  constructor(private readonly options: PostgresOptions) {
    this.#pool = new pg.Pool({
      connectionString: options.databaseUrl,
      max: options.connections ?? 6,
      connectionTimeoutMillis: 10_000,
      application_name: 'shirube',
      ...ALIVE,
      idle_in_transaction_session_timeout: STALLED_MS,
    });
    // A connection that breaks while nobody uses it is replaced at the next use; one in use tells through its query.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => void client.on('error', () => undefined));
  }
  query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    return new PostgresTx(this.#pool, this.#columns.of).query<T>(sql, params);
  }
  scan<T>(sql: string, params?: readonly SqlValue[]): Promise<T[]> {
    return this.query<T>(sql, params);
  }
  json = (column: string, name: string): string => `(${column}::jsonb ->> '${field(name)}')`;
  jsonNumber = (column: string, name: string): string =>
    `(CASE WHEN jsonb_typeof(${column}::jsonb -> '${field(name)}') = 'number' THEN (${column}::jsonb ->> '${field(name)}')::double precision END)`;
  async tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(new PostgresTx(client, this.#columns.of));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
      throw error;
    } finally {
      client.release(broken);
    }
  }
  async migrate(): Promise<void> {
    for (let tries = 1; ; tries++)
      try {
        return await this.tx(async (tx) => {
          // One at a time: several collectors may start at once.
          await tx.query('SELECT pg_advisory_xact_lock(7471001)');
          await applyMigrations(tx, 'postgres');
        });
      } catch (error) {
        // Older collectors work on meanwhile: where they and a step wait for each other, PostgreSQL ends one, and that may be the step.
        if (tries === MOST_TRIES || (error as { code?: unknown }).code !== DEADLOCK) throw error;
      }
  }
  async sync(): Promise<void> {
    // Nothing is lazy here: every commit that was acknowledged is safe.
  }
  async check(): Promise<void> {
    await this.tx((tx) => tx.run('UPDATE schema_version SET version = version WHERE version = 1'));
  }
  async lease(name: string, lost: () => void = () => undefined): Promise<(() => Promise<void>) | undefined> {
    // A session lock on a connection of its own: the server lets go of it when the process dies, and it is lost with the connection.
    const held = new pg.Client({
      connectionString: this.options.databaseUrl,
      connectionTimeoutMillis: 10_000,
      application_name: 'shirube-lead',
      ...ALIVE,
    });
    let ours = false;
    held.on('error', () => undefined);
    held.on('end', () => {
      if (ours) lost();
      ours = false;
    });
    await held.connect();
    const { rows } = await held.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 7471)) AS mine', [name]);
    ours = rows[0]?.mine === true;
    const release = async () => {
      ours = false;
      await held.end().catch(() => undefined);
    };
    if (ours) return release;
    await release();
    return undefined;
  }
  partitions(count: number): Partitions {
    return new PostgresPartitions(this, count, migrations.length);
  }
  async close(): Promise<void> {
    await this.#pool.end();
  }
}
