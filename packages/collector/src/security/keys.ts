/** Public write keys: they can only add events. Kept in memory, read again when one is not known. */
import type { Store } from '../stores/port';

export interface WriteKey {
  key: string;
  tenant: number;
  origins: string[];
  /** Requests per second, with a burst of five times as many. */
  rate: number;
}
interface KeyRow {
  key: string;
  tenant: number;
  origins: string;
  rate: number;
}
const FRESH_MS = 10_000;

export class WriteKeys {
  #keys = new Map<string, WriteKey>();
  #readAt = -Infinity;
  constructor(private readonly store: Store) {}

  async refresh(): Promise<void> {
    const rows = await this.store.query<KeyRow>('SELECT key, tenant, origins, rate FROM keys WHERE revoked_at IS NULL');
    this.#keys = new Map(
      rows.map((row) => [row.key, { key: row.key, tenant: row.tenant, origins: JSON.parse(row.origins) as string[], rate: row.rate }]),
    );
    this.#readAt = performance.now();
  }

  async find(key: string): Promise<WriteKey | undefined> {
    // Revoked elsewhere or made elsewhere: known within ten seconds.
    if (performance.now() - this.#readAt > FRESH_MS) await this.refresh();
    return this.#keys.get(key);
  }
}

/** What browsers send as `Origin`, or a pattern for it: scheme, host and port in small letters, nothing behind; one "*" stands for labels of the host. */
export const isOrigin = (text: string): boolean => text === 'null' || /^[a-z][a-z\d+.-]*:\/\/[^\sA-Z/?#@*]*\*?[^\sA-Z/?#@*]+$/.test(text);
export const notAnOrigin = (text: string): string =>
  `"${text}" is no origin. Browsers send scheme and host only, so write it without a path or a slash at the end: https://app.example.com, or https://*.example.com`;

/** Origins match exactly, or by "https://*.example.com" for any one or more labels below. An empty list allows every origin. */
export function originAllowed(origin: string | undefined, allowed: readonly string[]): boolean {
  if (!allowed.length || origin === undefined) return true;
  return allowed.some((pattern) => {
    if (!pattern.includes('*')) return pattern === origin;
    const [head = '', tail = ''] = pattern.split('*');
    const middle = origin.slice(head.length, origin.length - tail.length);
    return origin.startsWith(head) && origin.endsWith(tail) && origin.length > head.length + tail.length && /^[a-z0-9.-]+$/i.test(middle);
  });
}
