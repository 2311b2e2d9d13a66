/** Statement texts that both stores share. */
import type { Key, Rule, SqlValue } from './port';

export type Plain = string | number | bigint | null;
/** libsql aborts the whole process on a boolean, and no column holds NaN, so nothing but plain values ever reaches a driver. */
export const plain = (value: SqlValue): Plain => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value;
};

const fold: Record<Rule, (column: string, table: string, greatest: string, least: string) => string> = {
  set: (c) => `${c} = excluded.${c}`,
  add: (c, t) => `${c} = ${t}.${c} + excluded.${c}`,
  max: (c, t, greatest) => `${c} = ${greatest}(${t}.${c}, excluded.${c})`,
  min: (c, t, _, least) => `${c} = ${least}(${t}.${c}, excluded.${c})`,
  keep: (c, t) => `${c} = ${t}.${c}`,
  fill: (c, t) => `${c} = COALESCE(${t}.${c}, excluded.${c})`,
};

/** The ON CONFLICT part of an upsert. */
export function onConflict(
  table: string,
  key: Key,
  columns: readonly string[],
  rules: Readonly<Record<string, Rule>>,
  dialect: 'sqlite' | 'postgres',
): string {
  const [greatest, least] = dialect === 'sqlite' ? ['MAX', 'MIN'] : ['GREATEST', 'LEAST'];
  const sets = columns
    .filter((c) => !key.includes(c) && rules[c] !== 'keep')
    .map((c) => fold[rules[c] ?? 'set'](c, table, greatest, least));
  return `ON CONFLICT (${key.join(', ')}) ${sets.length ? `DO UPDATE SET ${sets.join(', ')}` : 'DO NOTHING'}`;
}

/** `?` to `$1`, `$2` …; question marks inside quotes stay. */
export function numbered(sql: string): string {
  let n = 0;
  return sql.replace(/'[^']*'|\?/g, (part) => (part === '?' ? `$${++n}` : part));
}

/** Field names become part of statements, so they may only be plain names. */
export function field(name: string): string {
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(name))
    throw new Error(`"${name}" cannot be used as a field name in a query; use letters, digits, ".", "-" and "_".`);
  return name;
}

/** A pattern for `LIKE ? ESCAPE '!'` that finds this text wherever it stands. */
export const containing = (text: string): string => `%${text.replace(/[!%_]/g, '!$&')}%`;

/** PostgreSQL's words for it: two transactions in a circle, of which one was ended. */
export const isDeadlock = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '40P01';
