/**
 * PostgreSQL 15 or newer. Rows travel as one jsonb parameter per statement (measured: 4–6 times faster than rows one by one), and
 * exactly one statement writes the events of a batch.
 */
import postgres from 'postgres';
import type { Key, Rule, SqlValue, Store, Tx } from './port';
import { StoreTooNew } from './port';
import { migrations, statementsFor } from './migrations';
import { field, numbered, onConflict } from './sql';

type Sql = postgres.Sql | postgres.TransactionSql;
const clean = (value: SqlValue): string | number | null =>
  value === undefined ? null : typeof value === 'boolean' ? (value ? 1 : 0) : typeof value === 'bigint' ? String(value) : typeof value === 'number' && !Number.isFinite(value) ? null : value;
const plain = (row: Record<string, SqlValue>): Record<string, string | number | null> => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, clean(v)]));

class PostgresTx implements Tx {
  constructor(private readonly sql: Sql) {}
  async query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    return [...(await this.sql.unsafe(numbered(sql), params.map(clean), { prepare: true }))] as unknown as T[];
  }
  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return (await this.sql.unsafe(numbered(sql), params.map(clean), { prepare: params.length > 0 })).count;
  }
  #rows(statement: string, rows: readonly Record<string, SqlValue>[]) {
    return this.sql.unsafe(statement, [JSON.stringify(rows.map(plain))], { prepare: true });
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
  readonly #sql: postgres.Sql;
  constructor(private readonly options: PostgresOptions) {
    this.#sql = this.#connect(options.connections ?? 6);
  }
  #connect(max: number): postgres.Sql {
    return postgres(this.options.databaseUrl, {
      max,
      onnotice: () => undefined,
      connect_timeout: 10,
      // Counts and sums are bigint and numeric on the wire; everything that is stored here fits a double exactly.
      types: { number: { to: 20, from: [20, 1700], serialize: String, parse: Number } },
    });
  }
  query<T>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
    return new PostgresTx(this.#sql).query<T>(sql, params);
  }
  json = (column: string, name: string): string => `(${column}::jsonb ->> '${field(name)}')`;
  jsonNumber = (column: string, name: string): string => `(CASE WHEN jsonb_typeof(${column}::jsonb -> '${field(name)}') = 'number' THEN (${column}::jsonb ->> '${field(name)}')::double precision END)`;
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#sql.begin((sql) => work(new PostgresTx(sql))) as Promise<T>;
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
  async check(): Promise<void> {
    await this.tx((tx) => tx.run('UPDATE schema_version SET version = version WHERE version = 1'));
  }
  async lease(name: string): Promise<(() => Promise<void>) | undefined> {
    // A session lock on a connection of its own: the server lets go of it when the process dies.
    const held = this.#connect(1);
    const [row] = await held.unsafe('SELECT pg_try_advisory_lock(hashtextextended($1, 7471)) AS mine', [name]);
    if (row?.['mine'] === true) return () => held.end({ timeout: 1 });
    await held.end({ timeout: 1 });
    return undefined;
  }
  async close(): Promise<void> {
    await this.#sql.end({ timeout: 5 });
  }
}
