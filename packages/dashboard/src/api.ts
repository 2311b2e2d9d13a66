/** Talks to the collector. Errors are told in words; a signed-out session leads to the sign-in page. */
import { atom } from 'nanostores';
import type { ConfigInfo } from '@shirube/collector/api';
import { heard } from './now';

const base = (document.querySelector('meta[name="shirube-base"]')?.getAttribute('content') ?? '')
  .replace(/^__.*__$/, '')
  .replace(/\/$/, '');
export interface Session {
  name: string;
  role: 'viewer' | 'member' | 'admin';
  lang: 'ja' | 'en';
  csrf: string;
  /** The clock may be moved (demo). */
  travel?: boolean;
}
export const session = atom<Session | null>(null);
export const config = atom<ConfigInfo | null>(null);

export class RequestError extends Error {
  override name = 'RequestError';
  constructor(
    /** 0: the collector was not reached. */
    readonly status: number,
    /** As the collector names it; "network" when it was not reached. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Where the collector answers: "/v1/…" as it is, anything else below /api. */
export const addressOf = (path: string): string => `${base}${path.startsWith('/v1/') ? '' : '/api'}${path}`;
export const signInAddress = (): string => `${base}/auth/sign-in`;

async function call<T>(address: string, init: RequestInit, old?: () => void): Promise<T> {
  const response = await fetch(address, { credentials: 'same-origin', ...init }).catch((error: unknown): never => {
    if (init.signal?.aborted) throw error;
    throw new RequestError(0, 'network', 'The collector cannot be reached.');
  });
  if (response.headers.get('x-shirube-stale')) old?.();
  const text = await response.text();
  const body: unknown = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  if (response.ok) return body as T;
  const { error, message }: { error?: unknown; message?: unknown } = typeof body === 'object' && body !== null ? body : {};
  throw new RequestError(
    response.status,
    typeof error === 'string' ? error : String(response.status),
    typeof message === 'string' ? message : `${response.status} ${response.statusText}`,
  );
}

/** `old` is called when the figures are those of a moment ago and newer ones are being made. */
export const get = <T>(path: string, signal?: AbortSignal, old?: () => void): Promise<T> =>
  call<T>(addressOf(path), signal ? { signal } : {}, old);
export const send = <T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> =>
  call<T>(addressOf(path), {
    method,
    headers: { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json', 'x-shirube-csrf': session.get()?.csrf ?? '' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

export async function open(): Promise<void> {
  session.set(await call<Session>(`${base}/auth/session`, {}));
  config.set(heard(await get<ConfigInfo>('/config')));
}
export const signOut = (): Promise<unknown> =>
  call(`${base}/auth/sign-out`, { method: 'POST', headers: { 'x-shirube-csrf': session.get()?.csrf ?? '' } });

/** Lets days pass in the demo, with everything that becomes due. */
export const advance = (days: number): Promise<unknown> => send('POST', '/v1/admin/advance', { days });

export type Subject = { user: string } | { account: string };
/** Rows that were removed by table, and how many a second look still found. */
export interface Erased {
  removed: Record<string, number>;
  left: number;
}
export const eraseSubject = (subject: Subject): Promise<Erased> => send('POST', '/v1/erase', subject);

/** Names may have changed; figures keep their own pace. A failure waits for the next time. */
export function refreshConfig(): void {
  get<ConfigInfo>('/config').then(
    (next) => {
      const known = config.get();
      // What pages show does not change with the time; they are drawn again for new names only.
      if (known && next.version === known.version) heard(Object.assign(known, { now: next.now }));
      else config.set(heard(next));
    },
    () => undefined,
  );
}
