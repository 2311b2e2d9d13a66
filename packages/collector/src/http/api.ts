/**
 * What the read API (src/api/router.ts) gets and gives. Sign-in, roles, CSRF, body limits, JSON and errors are dealt with before
 * and after; the API sees a session that is already allowed to be there, and must use `session.tenant` in every statement.
 */
import type { Program, Signal, SignalInput } from '@shirube/engine';
import type { Store } from '../stores/port';
import type { Clock } from '../host/clock';

/** From the least to the most. */
const roles = ['viewer', 'member', 'admin'] as const;
export type Role = (typeof roles)[number];
export const mayAct = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);
export interface Session {
  tenant: number;
  /** Id of the signed-in person; 0 for an API token. */
  person: number;
  name: string;
  role: Role;
  lang: 'ja' | 'en';
}
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api, for instance "/accounts/acme". */
  path: string;
  query: URLSearchParams;
  /** Parsed JSON, or the text of a text/csv body; undefined without a body. */
  body: unknown;
  session: Session;
  /** Aborted when the client went away. */
  signal: AbortSignal;
}
export interface ApiReply {
  /** Default 200. */
  status?: number;
  json?: unknown;
  /** Any other text, with its type: CSV, NDJSON. */
  text?: string;
  type?: string;
  /** File name for a download. */
  download?: string;
  /** Older than what is applied; a newer answer is being made, so ask again soon. Told in the header `x-shirube-stale`. */
  stale?: boolean;
  /** Long or endless bodies: server-sent events, exports. */
  stream?: AsyncIterable<string>;
}
/** undefined = no such address (404). Throw ApiError for anything else that is not a success. */
export type Api = (request: ApiRequest) => Promise<ApiReply | undefined>;
export interface KeptApi {
  (request: ApiRequest): Promise<ApiReply | undefined>;
  /** Computes what is dear before anybody asks, slowly; resolves when all of it is fresh. */
  warm(tenant: number): Promise<void>;
  close(): void;
}

export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** One stored event or one thing that it caused, as the live view shows it. */
export interface LiveItem {
  tenant: number;
  kind: 'event' | 'effect' | 'dead';
  at: number;
  account: string;
  user: string;
  name: string;
  id: string;
  detail: Record<string, unknown>;
}

export interface ApiDeps {
  store: Store;
  clock: Clock;
  /** The active configuration of a tenant, compiled without faces; undefined when none is loaded. */
  program(tenant: number): Program | undefined;
  /** Hands signals to the flow worker, exactly as if they had arrived: stored as an event, stepped once. Resolves when applied. */
  signal(tenant: number, account: string, user: string, signal: SignalInput & { id?: string }, source: 'task' | 'api'): Promise<void>;
  /** Sets account traits (CRM, CSV); all people of the account are looked at again. */
  accountTraits(tenant: number, account: string, traits: Record<string, string | number | boolean | null>, by: string): Promise<void>;
  /** Closes, drops or snoozes a task by hand. False when it is not open. */
  task(
    tenant: number,
    id: string,
    change: { status: 'done' | 'dropped' } | { snoozeUntil: number } | { note: string } | { owner: string },
    by: string,
  ): Promise<boolean>;
  /** Follows what happens now; returns the unsubscribe function. */
  live(tenant: number, listener: (item: LiveItem) => void): () => void;
  /** Erases a user (all accounts) or an account; gives the number of rows per table. */
  erase(tenant: number, subject: { user: string } | { account: string }): Promise<Record<string, number>>;
  audit(session: Session, action: string, detail: Record<string, unknown>): Promise<void>;
}
export type { Signal };
