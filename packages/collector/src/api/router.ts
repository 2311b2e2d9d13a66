/** The read API below /api: routes of all nouns, roles, CSV. Sign-in and CSRF are dealt with before it. */
import { type ApiDeps, ApiError, type ApiReply, type ApiRequest, type KeptApi } from '../http/api';
import type { Lane } from '../stores/port';
import { Books } from './books';
import { headOf } from './head';
import { type Asked, type Made, Recent } from './recent';
import { Snapshots } from './snapshots';
import { createWarmer, warmPaths } from './warm';
import { toCsv } from './csv';
import { authorise, match, type Context, type Route } from './route';
import { settingsOf } from './settings';
import { accountsRoutes } from './accounts';
import { accountRoutes } from './account';
import { cohortsRoutes } from './cohorts';
import { configRoutes } from './config';
import { contentRoutes } from './content';
import { flowsRoutes } from './flows';
import { gapsRoutes } from './gaps';
import { kpisRoutes } from './kpis';
import { liveRoutes } from './live';
import { mailsRoutes } from './mails';
import { milestonesRoutes } from './milestones';
import { npsRoutes } from './nps';
import { segmentsRoutes } from './segments';
import { factsRoutes } from './signals';
import { tasksRoutes } from './tasks';
import { todayRoutes } from './today';
import { userRoutes } from './user';
import { usersRoutes } from './users';
import { videosRoutes } from './videos';
import { viewsRoutes } from './views';

const routes: readonly Route[] = [
  ...configRoutes,
  ...todayRoutes,
  ...accountsRoutes,
  ...accountRoutes,
  ...usersRoutes,
  ...userRoutes,
  ...milestonesRoutes,
  ...flowsRoutes,
  ...contentRoutes,
  ...videosRoutes,
  ...segmentsRoutes,
  ...npsRoutes,
  ...kpisRoutes,
  ...cohortsRoutes,
  ...gapsRoutes,
  ...mailsRoutes,
  ...tasksRoutes,
  ...liveRoutes,
  ...viewsRoutes,
  ...factsRoutes,
];

export interface ApiOptions {
  /** How old figures over very many rows may get when nothing new was applied, in ms; default five minutes, 0 computes them for every request. */
  maxAge?: number;
}

export function createApi(deps: ApiDeps, { maxAge = 300_000 }: ApiOptions = {}): KeptApi {
  const tick = () => performance.now();
  const snapshots = new Snapshots(deps.store);
  const books = new Books(deps.store, snapshots, maxAge, tick);
  const recent = new Recent(maxAge, tick, snapshots);
  const warmer = createWarmer(tick);
  const asking = async (route: Route, context: Context): Promise<[Asked, () => Promise<Made>]> => {
    const { request, tenant, settings, now } = context;
    const asked = {
      tenant,
      name: `${request.path}?${withoutFormat(request.query)}`,
      cfg: settings.version,
      now,
      zone: settings.timeZone,
      head: await headOf(deps.store, tenant),
    };
    return [
      asked,
      async () => {
        const answer = await route.run(context);
        return { answer, stale: context.stale };
      },
    ];
  };
  const api = async (request: ApiRequest): Promise<ApiReply | undefined> => {
    const found = find(request);
    if (!found) return undefined;
    const { route, params } = found;
    authorise(route, request.session.role);
    const context = contextOf(deps, request, params, books, route.heavy ? 'long' : 'short');
    if (route.heavy) {
      const { answer, stale } = await recent.get(...(await asking(route, context)));
      return answer && { ...replyOf(answer, request), stale };
    }
    const answer = await route.run(context);
    if (request.method !== 'GET') {
      books.forget(request.session.tenant);
      recent.forget(request.session.tenant);
    }
    return answer && { ...replyOf(answer, request), stale: context.stale };
  };
  return Object.assign(api, {
    async warm(tenant: number) {
      const settings = settingsOf(deps.program(tenant));
      await books.get(tenant, deps.clock.now(), settings);
      await warmer.round(warmPaths(routes, settings, deps.clock.now()), async (address) => {
        const url = new URL(address, 'http://collector');
        const request: ApiRequest = {
          method: 'GET',
          path: url.pathname,
          query: url.searchParams,
          body: undefined,
          session: { tenant, person: 0, name: '', role: 'viewer', lang: 'en' },
          signal: new AbortController().signal,
        };
        const found = find(request);
        if (found) await recent.refresh(...(await asking(found.route, contextOf(deps, request, found.params, books, 'long'))));
      });
    },
    close: () => warmer.stop(),
  });
}

function find(request: ApiRequest): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    const params = route.method === request.method ? match(route.path, request.path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

/** JSON and CSV of one address are the same answer. */
function withoutFormat(query: URLSearchParams): string {
  const rest = new URLSearchParams(query);
  rest.delete('format');
  rest.sort();
  return rest.toString();
}

function contextOf(deps: ApiDeps, request: ApiRequest, params: Record<string, string>, books: Books, lane: Lane): Context {
  const { tenant } = request.session;
  const settings = settingsOf(deps.program(tenant));
  const now = deps.clock.now();
  const context: Context = {
    deps,
    request,
    tenant,
    now,
    settings,
    params,
    stale: false,
    query: (sql, values) => deps.store.scan(sql, values, lane),
    async book() {
      const { book, stale } = await books.get(tenant, now, settings);
      if (stale) context.stale = true;
      return book;
    },
  };
  return context;
}

function replyOf(answer: NonNullable<Awaited<ReturnType<Route['run']>>>, { query }: ApiRequest): ApiReply {
  if (query.get('format') !== 'csv') return answer.reply ?? { json: answer.json };
  if (!answer.table) throw new ApiError(400, 'no-csv', 'There is no table behind this address. Leave out format=csv to get JSON.');
  return { text: toCsv(answer.table), type: 'text/csv; charset=utf-8', download: `${answer.table.name}.csv` };
}
