/** What a route for operators is given. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../host/clock';
import type { WriteKeys } from '../security/keys';
import type { Sessions } from '../security/sessions';
import type { Sink } from '../sinks/port';
import type { Store } from '../stores/port';
import type { ApiDeps, Session } from './api';
import { HttpError, readBody } from './reply';

export interface OpsDeps {
  store: Store;
  clock: Clock;
  sessions: Sessions;
  keys: WriteKeys;
  sink: Sink;
  api: ApiDeps;
  basePath: string;
  /** Brings the whole collector up to the clock: sweep, mails, webhooks. */
  settle(): Promise<void>;
  /** The clock may be moved (demo and tests). */
  travel: boolean;
}
export const isText = (value: unknown, most = 200): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;

export async function json(req: IncomingMessage): Promise<Record<string, unknown>> {
  try {
    const parsed = JSON.parse((await readBody(req, 65_536)).toString('utf8') || '{}') as unknown;
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch (error) {
    if (error instanceof HttpError) throw error;
  }
  throw new HttpError(400, 'json', 'The body must be a JSON object.');
}

export type Handler = (
  req: IncomingMessage,
  res: ServerResponse,
  query: URLSearchParams,
  session: Session,
  deps: OpsDeps,
  id: string,
) => Promise<void>;
