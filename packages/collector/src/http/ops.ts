/** What operators do over HTTP: write keys, API tokens, invitations, export, import, erasure, time travel. All need the role admin. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../host/clock';
import { TravelClock } from '../host/clock';
import { exportEvents } from '../host/export';
import { importLines } from '../host/import';
import { randomToken } from '../security/passwords';
import type { Sessions } from '../security/sessions';
import type { WriteKeys } from '../security/keys';
import type { Sink } from '../sinks/port';
import type { Store } from '../stores/port';
import type { ApiDeps, Role, Session } from './api';
import { decoded, HttpError, pour, readBody, sendJson } from './reply';
import { DAY } from '../metrics/days';

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
const IMPORT_BYTES = 256 * 1_048_576;
const isText = (value: unknown, most = 200): value is string => typeof value === 'string' && value.length > 0 && value.length <= most;

async function json(req: IncomingMessage): Promise<Record<string, unknown>> {
  try {
    const parsed = JSON.parse((await readBody(req, 65_536)).toString('utf8') || '{}') as unknown;
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch (error) {
    if (error instanceof HttpError) throw error;
  }
  throw new HttpError(400, 'json', 'The body must be a JSON object.');
}

type Handler = (
  req: IncomingMessage,
  res: ServerResponse,
  query: URLSearchParams,
  session: Session,
  deps: OpsDeps,
  id: string,
) => Promise<void>;
const routes: Record<string, Handler> = {
  'GET /v1/admin/keys': async (_req, res, _q, session, { store }) =>
    sendJson(res, 200, {
      keys: (
        await store.query<{ origins: string }>(
          'SELECT key, label, origins, rate, created_at, revoked_at FROM keys WHERE tenant = ? ORDER BY created_at',
          [session.tenant],
        )
      ).map((k) => ({ ...k, origins: JSON.parse(k.origins) as string[] })),
    }),
  'POST /v1/admin/keys': async (req, res, _q, session, { store, keys, clock }) => {
    const { label, origins = [], rate = 100 } = await json(req);
    if (!isText(label) || !Array.isArray(origins) || !origins.every((o) => isText(o)) || typeof rate !== 'number' || !(rate > 0))
      throw new HttpError(400, 'shape', 'Send { "label", "origins": ["https://app.example.com"], "rate": 100 }.');
    const key = randomToken('pk_');
    await store.tx((tx) =>
      tx.insert(
        'keys',
        ['key'],
        [{ key, tenant: session.tenant, label, origins: JSON.stringify(origins), rate: Math.round(rate), created_at: clock.now() }],
      ),
    );
    await keys.refresh();
    sendJson(res, 201, { key });
  },
  'DELETE /v1/admin/keys/:id': async (_req, res, _q, session, { store, keys, clock }, id) => {
    const n = await store.tx((tx) =>
      tx.run('UPDATE keys SET revoked_at = ? WHERE key = ? AND tenant = ? AND revoked_at IS NULL', [clock.now(), id, session.tenant]),
    );
    await keys.refresh();
    sendJson(res, n ? 200 : 404, { revoked: n });
  },
  'GET /v1/admin/tokens': async (_req, res, _q, session, { store }) =>
    sendJson(res, 200, {
      tokens: await store.query('SELECT id, label, role, created_at, revoked_at FROM tokens WHERE tenant = ? ORDER BY id', [
        session.tenant,
      ]),
    }),
  'POST /v1/admin/tokens': async (req, res, _q, session, { sessions }) => {
    const { label, role = 'ingest' } = await json(req);
    if (!isText(label) || !['ingest', 'viewer', 'member', 'admin'].includes(String(role)))
      throw new HttpError(400, 'shape', 'Send { "label", "role": "ingest" | "viewer" | "member" | "admin" }.');
    sendJson(res, 201, {
      token: await sessions.makeToken(session.tenant, label, role as Role | 'ingest'),
      note: 'Shown once; only its hash is kept.',
    });
  },
  'DELETE /v1/admin/tokens/:id': async (_req, res, _q, session, { store, clock }, id) => {
    const n = await store.tx((tx) =>
      tx.run('UPDATE tokens SET revoked_at = ? WHERE id = ? AND tenant = ? AND revoked_at IS NULL', [
        clock.now(),
        Number(id),
        session.tenant,
      ]),
    );
    sendJson(res, n ? 200 : 404, { revoked: n });
  },
  'POST /v1/admin/invitations': async (req, res, _q, session, { sessions, basePath }) => {
    const { role = 'member' } = await json(req);
    if (role !== 'member' && role !== 'admin' && role !== 'viewer')
      throw new HttpError(400, 'shape', 'Send { "role": "viewer" | "member" | "admin" }.');
    sendJson(res, 201, { path: `${basePath}/auth/link/${await sessions.makeLink(session.tenant, `invite-${role}`)}` });
  },
  'GET /v1/dead-letters': async (_req, res, query, session, { store }) =>
    sendJson(res, 200, {
      deadLetters: await store.query(
        'SELECT id, received_at, stage, reason, message_id, body FROM dead_letters WHERE tenant = ? AND id < ? ORDER BY id DESC LIMIT 100',
        [session.tenant, Number(query.get('before') ?? Number.MAX_SAFE_INTEGER)],
      ),
    }),
  'GET /v1/export': async (_req, res, query, session, { store }) => {
    const number = (name: string) => (query.has(name) ? Number(query.get(name)) || Date.parse(query.get(name) ?? '') : undefined);
    const only = {
      from: number('from'),
      to: number('to'),
      user: query.get('user') ?? undefined,
      account: query.get('account') ?? undefined,
      event: query.get('event') ?? undefined,
    };
    res.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="events.ndjson"',
      'cache-control': 'no-store',
    });
    await pour(res, exportEvents(store, session.tenant, only));
  },
  'POST /v1/import': async (req, res, _q, session, { sink, clock }) =>
    sendJson(res, 200, await importLines((await readBody(req, IMPORT_BYTES, IMPORT_BYTES)).toString('utf8'), session.tenant, sink, clock)),
  'POST /v1/erase': async (req, res, _q, session, { api }) => {
    const { user, account } = await json(req);
    if (isText(user, 256) === isText(account, 256)) throw new HttpError(400, 'shape', 'Send either { "user": … } or { "account": … }.');
    const rows = await api.erase(session.tenant, isText(user, 256) ? { user } : { account: String(account) });
    await api.audit(session, 'erase', {
      kind: isText(user, 256) ? 'user' : 'account',
      rows: Object.values(rows).reduce((a, b) => a + b, 0),
    });
    sendJson(res, 200, { removed: rows, left: rows['left'] ?? 0 });
  },
  'POST /v1/admin/advance': async (req, res, _q, _session, { clock, settle, travel }) => {
    if (!travel || !(clock instanceof TravelClock)) throw new HttpError(404, 'no_travel', 'Time can be moved in the demo only.');
    const { days = 0, hours = 0 } = await json(req);
    clock.advance(Number(days) * DAY + Number(hours) * 3_600_000);
    await settle();
    sendJson(res, 200, { now: new Date(clock.now()).toISOString() });
  },
};

/** The role that a path needs; undefined when it is not one of these. */
export function opsRoute(method: string, path: string): { run: Handler; id: string } | undefined {
  const exact = routes[`${method} ${path}`];
  if (exact) return { run: exact, id: '' };
  const [, head = '', id = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
  const run = routes[`${method} ${head}/:id`];
  return run ? { run, id: decoded(id) } : undefined;
}
