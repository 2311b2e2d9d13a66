/** Routes of the read API: one file per noun lists its own. */
import type { ApiDeps, ApiReply, ApiRequest, Role } from '../http/api';
import { ApiError, mayAct } from '../http/api';
import { decoded } from '../http/reply';
import type { Book } from './book';
import type { Settings } from './settings';
import { DAY } from '../metrics/days';

export interface Context {
  deps: ApiDeps;
  request: ApiRequest;
  tenant: number;
  now: number;
  settings: Settings;
  params: Record<string, string>;
  /** Every account with its facts and health, as the store has them now. */
  book(): Promise<Book>;
  /** Set when something behind the answer is older than the store, and a newer one is being made. */
  stale: boolean;
  query<T>(sql: string, params?: readonly (string | number | null)[]): Promise<T[]>;
}
/** A table that can also leave as CSV. `columns` gives the order and the heading of what is exported. */
export interface Table {
  columns: string[];
  rows: (string | number | null)[][];
  name: string;
}
export interface Answer {
  json: unknown;
  table?: Table;
  reply?: ApiReply;
}
export interface Route {
  method: ApiRequest['method'];
  /** "/accounts/:account" */
  path: string;
  /** Least role; default viewer for GET, member otherwise. */
  role?: Role;
  /** Looks at very many rows: the answer is kept as long as nothing new was applied. */
  heavy?: boolean;
  /** Addresses of a heavy route that are computed before anybody asks; default its path. */
  warm?(settings: Settings, now: number): string[];
  run(context: Context): Promise<Answer | undefined>;
}

/**
 * "." and ".." are no names in an address: whoever asks for them takes them for steps, also written as "%2E". They come as "~." and "~..".
 * "-" stands for no account; what is really called so comes as "~-".
 */
const named = (part: string): string => (part === '-' ? '' : /^~+(\.{1,2}|-)$/.test(part) ? part.slice(1) : part);

/** Parameters of a path that matches, decoded; undefined when it does not. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const [want, have] = [pattern.split('/'), path.replace(/\/$/, '').split('/')];
  if (want.length !== have.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of want.entries()) {
    const value = have[i] ?? '';
    if (part.startsWith(':')) {
      params[part.slice(1)] = named(decoded(value));
    } else if (part !== value) return undefined;
  }
  return params;
}

export function authorise(route: Route, role: Role): void {
  const least = route.role ?? (route.method === 'GET' ? 'viewer' : 'member');
  if (!mayAct(role, least))
    throw new ApiError(403, 'forbidden', `This needs the role "${least}"; you are signed in as "${role}". Ask an administrator for it.`);
}

/** A whole number of the query within bounds; anything else gives the default. */
export function whole(query: URLSearchParams, name: string, fallback: number, least = 0, most = 100_000): number {
  const value = Number(query.get(name) ?? fallback);
  return Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : fallback;
}

/** "2026-06-01" or an instant in milliseconds; undefined when absent. */
export function instant(query: URLSearchParams, name: string, toInstant: (day: number) => number): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  if (/^\d{9,}$/.test(text)) return Number(text);
  const day = Date.parse(`${text}T00:00:00Z`) / DAY;
  if (!Number.isInteger(day)) throw new ApiError(400, 'bad-date', `"${text}" is not a date. Write ${name}=2026-06-30.`);
  return toInstant(day);
}

/** Rows of a CSV at most. */
const CSV_ROWS = 100_000;
/** Which rows are wanted: a page of them, and for a CSV all, whatever page one was looking at. */
export const pageOf = (query: URLSearchParams, fallback: number): { offset: number; limit: number } =>
  query.get('format') === 'csv'
    ? { offset: 0, limit: CSV_ROWS }
    : { offset: whole(query, 'offset', 0), limit: whole(query, 'limit', fallback, 1, 500) };
