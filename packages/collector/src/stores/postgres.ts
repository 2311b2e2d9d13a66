/**
 * PostgreSQL 15 or newer. Rows travel as one jsonb parameter per statement (measured: 4–6 times faster than rows one by one), and
 * exactly one statement writes the events of a batch.
 */
import pg from 'pg';
import { createHash } from 'node:crypto';
import type { Key, Rule, SqlValue, Store, Tx } from './port';
import { StoreTooNew } from './port';
import { migrations, statementsFor } from './migrations';
import { field, numbered, onConflict } from './sql';

const clean = (value: SqlValue): string | number | null =>
  value === undefined ? null : typeof value === 'boolean' ? (value ? 1 : 0) : typeof value === 'bigint' ? String(value) : typeof value === 'number' && !Number.isFinite(value) ? null : value;
const plain = (row: Record<string, SqlValue>): Record<string, string | number | null> => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, clean(v)]));

// Counts and sums are bigint and numeric on the wire; everything that is stored here fits a double exactly.
const numeric = new Set<number>([20, 1700]);
const types: pg.CustomTypesConfig = { getTypeParser: ((oid: number, kind: 'text' | 'binary') => (numeric.has(oid) ? Number : pg.types.getTypeParser(oid, kind))) as typeof pg.types.getTypeParser };
/** Prepared statements are known by name, per connection. */
const nameOf = (text: string): string => createHash('sha1').update(text).digest('hex');
const names = new Map<string, string>();
const prepared = (text: string): { name?: string } => {
  let name = names.get(text);
  if (!name && names.size < 500) names.set(text, (name = nameOf(text)));
  return name ? { name } : {};
};

class PostgresTx implements Tx {
  constructor(private readonly db: Pick<pg.Pool | pg.PoolClient, 'query'>) {}
  async query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    const text = numbered(sql);
    return (await this.db.query({ text, values: params.map(clean), types, ...prepared(text) })).rows as T[];
  }
  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return (await this.db.query({ text: numbered(sql), values: params.map(clean) })).rowCount ?? 0;
  }
  async #rows(text: string, rows: readonly Record<string, SqlValue>[]): Promise<Record<string, unknown>[]> {
    return (await this.db.query({ text, values: [JSON.stringify(rows.map(plain))], types, ...prepared(text) })).rows as Record<string, unknown>[];
  }
  async insert(table: string, key: Key, rows: readonly Record<string, SqlValue>[]): Promise<boolean[]> {
    const [first] = rows;
    if (!first) return [];
    const columns = Object.keys(first).join(', ');
    const body = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(null::${table}, $1::text::jsonb)`;
    if (!key.length) {
      await this.#rows(body, rows);
      return rows.map(() => true);
    }
    const stored = await this.#rows(`${body} ON CONFLICT (${key.join(', ')}) DO NOTHING RETURNING ${key.join(', ')}`, rows);
    const fresh = new Set(stored.map((row) => key.map((c) => String(row[c])).join('\u0001')));
    return rows.map((row) => fresh.delete(key.map((c) => String(row[c])).join('\u0001')));
  }
  async upsert(table: string, key: Key, rows: readonly Record<string, SqlValue>[], rules: Readonly<Record<string, Rule>> = {}): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    await this.#rows(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(null::${table}, $1::text::jsonb) ${onConflict(table, key, columns, rules, 'postgres')}`, rows);
  }
  async pick<T>(table: string, columns: readonly string[], key: Key, keys: readonly (readonly SqlValue[])[], lock = false): Promise<T[]> {
    if (!keys.length) return [];
    const on = key.map((c) => `t.${c} = k.${c}`).join(' AND ');
    const statement = `SELECT ${columns.map((c) => `t.${c}`).join(', ')} FROM ${table} t JOIN jsonb_populate_recordset(null::${table}, $1::text::jsonb) k ON ${on} ORDER BY ${key.map((c) => `t.${c}`).join(', ')}${lock ? ' FOR UPDATE OF t' : ''}`;
    return [...(await this.#rows(statement, keys.map((values) => Object.fromEntries(key.map((c, i) => [c, values[i]])))))] as unknown as T[];
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
  constructor(private readonly options: PostgresOptions) {
    this.#pool = new pg.Pool({ connectionString: options.databaseUrl, max: options.connections ?? 6, connectionTimeoutMillis: 10_000, application_name: 'shirube' });
    // A connection that breaks while nobody uses it is replaced at the next use; one in use tells through its query.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => void client.on('error', () => undefined));
  }
  query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    return new PostgresTx(this.#pool).query<T>(sql, params);
  }
  scan<T>(sql: string, params?: readonly SqlValue[]): Promise<T[]> {
    return this.query<T>(sql, params);
  }
  json = (column: string, name: string): string => `(${column}::jsonb ->> '${field(name)}')`;
  jsonNumber = (column: string, name: string): string => `(CASE WHEN jsonb_typeof(${column}::jsonb -> '${field(name)}') = 'number' THEN (${column}::jsonb ->> '${field(name)}')::double precision END)`;
  async tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(new PostgresTx(client));
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
    await this.tx(async (tx) => {
      // One at a time: several collectors may start at once.
      await tx.query('SELECT pg_advisory_xact_lock(7471001)');
      await tx.run('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)');
      const [row] = await tx.query<{ version: number | null }>('SELECT MAX(version) AS version FROM schema_version');
      const found = row?.version ?? 0;
      if (found > migrations.length) throw new StoreTooNew(found, migrations.length);
      for (const [index, migration] of migrations.entries()) {
        if (index < found) continue;
        for (const statement of statementsFor(migration, 'postgres')) await tx.run(statement);
        await tx.run('INSERT INTO schema_version (version) VALUES (?)', [index + 1]);
      }
    });
  }
  async sync(): Promise<void> {
    // Nothing is lazy here: every commit that was acknowledged is safe.
  }
  async check(): Promise<void> {
    await this.tx((tx) => tx.run('UPDATE schema_version SET version = version WHERE version = 1'));
  }
  async lease(name: string, lost: () => void = () => undefined): Promise<(() => Promise<void>) | undefined> {
    // A session lock on a connection of its own: the server lets go of it when the process dies, and it is lost with the connection.
    const held = new pg.Client({ connectionString: this.options.databaseUrl, connectionTimeoutMillis: 10_000, application_name: 'shirube-lead', keepAlive: true });
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
  async close(): Promise<void> {
    await this.#pool.end();
  }
}
