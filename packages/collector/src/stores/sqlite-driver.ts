/**
 * The three calls that the embedded store needs of SQLite, made real by whatever the machine has: `node:sqlite` from Node 22.13 on,
 * `libsql` before. Both are synchronous and speak the same SQL.
 */
import { createRequire } from 'node:module';
import type { SqlValue } from './port';
import { plain, type Plain } from './sql';

export interface SqliteStatement {
  run(params: readonly SqlValue[]): number;
  all(params: readonly SqlValue[]): unknown[];
}
export interface SqliteDriver {
  readonly name: string;
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

interface RawStatement {
  run(...params: Plain[]): { changes: number | bigint };
  all(...params: Plain[]): unknown[];
}
interface RawDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): RawStatement;
  close(): void;
}

const wrap = (name: string, db: RawDatabase): SqliteDriver => ({
  name,
  exec: (sql) => void db.exec(sql),
  prepare(sql) {
    const statement = db.prepare(sql);
    return { run: (params) => Number(statement.run(...params.map(plain)).changes), all: (params) => statement.all(...params.map(plain)) };
  },
  close: () => db.close(),
});

const hasNodeSqlite = (): boolean => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
};

/** Opens a database file. `prefer` is for tests; by default the built-in engine is taken where there is one. */
export function openSqlite(path: string, prefer?: 'node:sqlite' | 'libsql'): SqliteDriver {
  const require = createRequire(import.meta.url);
  if (prefer !== 'libsql' && hasNodeSqlite()) {
    const { DatabaseSync } = require('node:sqlite') as { DatabaseSync: new (path: string) => RawDatabase };
    return wrap('node:sqlite', new DatabaseSync(path));
  }
  const Libsql = require('libsql') as new (path: string) => RawDatabase;
  return wrap('libsql', new Libsql(path));
}
