/** Which request goes where. One function, so that the collector can live inside any node:http server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, type Api, type ApiReply, type Role } from './api';
import type { Auth } from './auth';
import { corsHeaders, preflight } from './cors';
import { isIntake, type Intake } from './intake';
import { mailHook, type HookDeps } from './mail-hooks';
import { opsRoute } from './ops';
import type { OpsDeps } from './ops-handler';
import { HttpError, pour, readBody, send, sendError, sendJson } from './reply';
import { state, type StateDeps } from './state';
import { serveDashboard } from './static';
import { tracking, type TrackingDeps } from './tracking';

export interface ServerDeps {
  intake: Intake;
  auth: Auth;
  api: Api;
  state: StateDeps;
  tracking: TrackingDeps;
  hooks: HookDeps;
  ops: OpsDeps;
  basePath: string;
  dashboardPath: string;
  dashboardDir: string | undefined;
  metricsText(): Promise<string>;
  /** Name of what is wrong, or undefined. */
  ready(): Promise<string | undefined>;
  took(seconds: number): void;
  error(error: unknown, path: string): void;
}
const methodRole: Record<string, Role> = {
  GET: 'viewer',
  HEAD: 'viewer',
  POST: 'member',
  PUT: 'member',
  PATCH: 'member',
  DELETE: 'member',
};

/** Answers the request when it is for the collector; false when it is not. */
export function createHandler(deps: ServerDeps): (req: IncomingMessage, res: ServerResponse) => Promise<boolean> {
  return async (req, res) => {
    const given = req.url ?? '/';
    // Nearly every request is a batch: its address has nothing in it that needs taking apart.
    const asked = given.startsWith(deps.basePath) ? given.slice(deps.basePath.length) : '';
    if (isIntake(asked)) return takeIn(req, res, asked, deps);
    const url = addressOf(given);
    if (!url) return false;
    const inside = url.pathname === deps.basePath || url.pathname.startsWith(`${deps.basePath}/`) || deps.basePath === '';
    const path = inside ? url.pathname.slice(deps.basePath.length) || '/' : '';
    const { dashboardPath, dashboardDir } = deps;
    try {
      if (inside && (await route(req, res, path, url.searchParams, deps))) return true;
      if (dashboardDir && url.pathname === dashboardPath.replace(/\/$/, '') && dashboardPath !== '/') {
        res.writeHead(308, { location: `${dashboardPath.replace(/\/$/, '')}/` }).end();
        return true;
      }
      const mount = dashboardPath.endsWith('/') ? dashboardPath : `${dashboardPath}/`;
      if (dashboardDir && (req.method === 'GET' || req.method === 'HEAD') && url.pathname.startsWith(mount)) {
        await serveDashboard(req, res, dashboardDir, url.pathname.slice(mount.length - 1), deps.basePath, mount);
        return true;
      }
      return false;
    } catch (error) {
      failed(req, res, error, path, deps);
      return true;
    }
  };
}

/** Undefined for what is no address, for instance "*" or "http://[". */
function addressOf(given: string): URL | undefined {
  try {
    return new URL(given.startsWith('/') ? `http://collector${given}` : given);
  } catch {
    return undefined;
  }
}

async function takeIn(req: IncomingMessage, res: ServerResponse, path: string, deps: ServerDeps): Promise<boolean> {
  try {
    if (req.method === 'OPTIONS') preflight(req, res);
    else if (req.method !== 'POST') throw new HttpError(405, 'method', 'Use POST.', { allow: 'POST' });
    else {
      const started = performance.now();
      await deps.intake.handle(req, res, path);
      deps.took((performance.now() - started) / 1000);
    }
  } catch (error) {
    failed(req, res, error, path, deps);
  }
  return true;
}

function failed(req: IncomingMessage, res: ServerResponse, error: unknown, path: string, deps: ServerDeps): void {
  const headers = path.startsWith('/v1/') ? corsHeaders(req) : {};
  // Whatever is still on its way must not be read as the next request.
  if (!req.complete) headers['connection'] = 'close';
  if (error instanceof HttpError) {
    if (error.cause !== undefined) deps.error(error.cause, path);
    return sendError(res, error, headers);
  }
  if (error instanceof ApiError) return sendError(res, new HttpError(error.status, error.code, error.message), headers);
  deps.error(error, path);
  // In the middle of an answer nothing can be said any more, but that it is not whole.
  if (res.headersSent) return void res.destroy();
  sendError(res, new HttpError(500, 'internal', 'Something went wrong in the collector. The log says what.'), headers);
}

async function route(req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams, deps: ServerDeps): Promise<boolean> {
  const { method = 'GET' } = req;
  // With a query behind it, as "/v1/batch?source=server".
  if (isIntake(path)) return takeIn(req, res, path, deps);
  if (path === '/v1/state') {
    if (method === 'OPTIONS') preflight(req, res);
    else await state(req, res, query, deps.state);
    return true;
  }
  if (path.startsWith('/t/')) {
    await tracking(req, res, path, deps.tracking);
    return true;
  }
  if (path.startsWith('/api/')) {
    await api(req, res, path.slice(4), query, deps);
    return true;
  }
  if (path.startsWith('/auth/')) return deps.auth.handle(req, res, path);
  if (path === '/v1/hooks/mail' && method === 'POST') {
    const session = await deps.auth.require(req, 'member');
    await mailHook(req, res, session.tenant, deps.hooks);
    return true;
  }
  const ops = opsRoute(method, path);
  if (ops) {
    const session = await deps.auth.require(req, 'admin');
    await ops.run(req, res, query, session, deps.ops, ops.id);
    return true;
  }
  return health(res, path, deps);
}

async function health(res: ServerResponse, path: string, deps: ServerDeps): Promise<boolean> {
  if (path === '/healthz') sendJson(res, 200, { status: 'ok' });
  else if (path === '/readyz') {
    const wrong = await deps.ready();
    sendJson(res, wrong ? 503 : 200, wrong ? { status: 'not ready', reason: wrong } : { status: 'ready' });
  } else if (path === '/metrics') send(res, 200, 'text/plain; version=0.0.4; charset=utf-8', await deps.metricsText());
  else return false;
  return true;
}

async function api(req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams, deps: ServerDeps): Promise<void> {
  const method = (req.method === 'HEAD' ? 'GET' : req.method) as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  const role = methodRole[req.method ?? ''];
  if (!role) throw new HttpError(405, 'method', 'This method is not used here.');
  const session = await deps.auth.require(req, role);
  const type = String(req.headers['content-type'] ?? '');
  let body: unknown;
  if (method !== 'GET') {
    const text = (await readBody(req, 5 * 1_048_576)).toString('utf8');
    try {
      body = !text ? undefined : type.startsWith('text/') ? text : (JSON.parse(text) as unknown);
    } catch {
      throw new HttpError(400, 'json', 'The body is not valid JSON.');
    }
  }
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  const reply = await deps.api({ method, path, query, body, session, signal: gone.signal });
  if (!reply) throw new HttpError(404, 'not_found', 'There is nothing at this address.');
  await write(res, reply);
}

async function write(res: ServerResponse, reply: ApiReply): Promise<void> {
  const headers: Record<string, string> = { 'x-content-type-options': 'nosniff' };
  if (reply.stale) headers['x-shirube-stale'] = '1';
  if (reply.download) headers['content-disposition'] = `attachment; filename="${reply.download.replace(/[^\w.-]/g, '_')}"`;
  if (!reply.stream) {
    const text = reply.text ?? JSON.stringify(reply.json ?? null);
    return send(
      res,
      reply.status ?? 200,
      reply.type ?? (reply.text === undefined ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8'),
      text,
      headers,
    );
  }
  res.writeHead(reply.status ?? 200, {
    ...headers,
    'content-type': reply.type ?? 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  await pour(res, reply.stream);
}
