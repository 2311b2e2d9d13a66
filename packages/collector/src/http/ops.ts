/** What operators do over HTTP: who may come in (admin.ts), export, import, erasure, time travel. All need the role admin. */
import { TravelClock } from '../host/clock';
import { exportEvents } from '../host/export';
import { importLines } from '../host/import';
import { DAY } from '../metrics/days';
import { admin } from './admin';
import { isText, json, type Handler } from './ops-handler';
import { decoded, HttpError, pour, readBody, sendJson } from './reply';

const IMPORT_BYTES = 256 * 1_048_576;
const routes: Record<string, Handler> = {
  ...admin,
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
