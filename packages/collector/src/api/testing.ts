/** A small collector for tests of the API: an embedded store in a folder, events applied as the worker would, time that stands still. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@shirube/engine';
import type { Api, ApiDeps, ApiReply, Role } from '../http/api';
import { SqliteStore } from '../stores/sqlite';
import { createApi } from './router';

export const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
export const tempFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'shirube-api-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export async function openStore(path: string): Promise<SqliteStore> {
  const store = new SqliteStore({ dataDir: path });
  await store.migrate();
  return store;
}

/** Asks the API as a person of a tenant. */
export function asking(api: Api, tenant: number, role: Role = 'admin') {
  const ask = (method: 'GET' | 'POST' | 'DELETE', address: string, body?: unknown): Promise<ApiReply | undefined> => {
    const url = new URL(address, 'http://collector');
    return api({
      method,
      path: url.pathname,
      query: url.searchParams,
      body,
      session: { tenant, person: 1, name: 'Sato', role, lang: 'ja' },
      signal: new AbortController().signal,
    });
  };
  return {
    ask,
    get: async <T>(address: string): Promise<T> => (await ask('GET', address))?.json as T,
    post: (address: string, body: unknown) => ask('POST', address, body),
    csv: async (address: string): Promise<string> =>
      (await ask('GET', `${address}${address.includes('?') ? '&' : '?'}format=csv`))?.text ?? '',
  };
}

export const quietDeps = (store: SqliteStore, now: () => number, program: ApiDeps['program']): ApiDeps => ({
  store,
  clock: { now },
  program,
  signal: async () => undefined,
  accountTraits: async () => undefined,
  task: async () => true,
  live: () => () => undefined,
  erase: async () => ({}),
  audit: async () => undefined,
});
export type { Config };
export { createApi };
