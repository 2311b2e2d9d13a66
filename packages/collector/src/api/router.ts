/** The read API below /api: routes of all nouns, roles, CSV. Sign-in and CSRF are dealt with before it. */
import { type Api, type ApiDeps, ApiError, type ApiReply, type ApiRequest } from '../http/api';
import { Books } from './book';
import { Recent } from './recent';
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
  ...configRoutes, ...todayRoutes, ...accountsRoutes, ...accountRoutes, ...usersRoutes, ...userRoutes, ...milestonesRoutes, ...flowsRoutes, ...contentRoutes, ...videosRoutes, ...segmentsRoutes,
  ...npsRoutes, ...kpisRoutes, ...cohortsRoutes, ...gapsRoutes, ...mailsRoutes, ...tasksRoutes, ...liveRoutes, ...viewsRoutes, ...factsRoutes,
];

export interface ApiOptions {
  /** How old figures about all accounts may be, in ms; default 3000, 0 computes them for every request. */
  maxAge?: number;
}

export function createApi(deps: ApiDeps, { maxAge = 3000 }: ApiOptions = {}): Api {
  const books = new Books(deps.store, maxAge, () => performance.now());
  const recent = new Recent(maxAge, () => performance.now());
  return async (request) => {
    for (const route of routes) {
      const params = route.method === request.method ? match(route.path, request.path) : undefined;
      if (!params) continue;
      authorise(route, request.session.role);
      const context = contextOf(deps, request, params, books);
      const { tenant } = request.session;
      const answer = route.heavy ? await recent.get(`${tenant}|${context.settings.version}|${request.path}?${withoutFormat(request.query)}`, () => route.run(context)) : await route.run(context);
      if (request.method !== 'GET') {
        books.forget(tenant);
        recent.forget(`${tenant}|`);
      }
      return answer && replyOf(answer, request);
    }
    return undefined;
  };
}

/** JSON and CSV of one address are the same answer. */
function withoutFormat(query: URLSearchParams): string {
  const rest = new URLSearchParams(query);
  rest.delete('format');
  rest.sort();
  return rest.toString();
}

function contextOf(deps: ApiDeps, request: ApiRequest, params: Record<string, string>, books: Books): Context {
  const { tenant } = request.session;
  const settings = settingsOf(deps.program(tenant));
  const now = deps.clock.now();
  return { deps, request, tenant, now, settings, params, book: () => books.get(tenant, now, settings), query: (sql, values) => deps.store.query(sql, values) };
}

function replyOf(answer: NonNullable<Awaited<ReturnType<Route['run']>>>, { query }: ApiRequest): ApiReply {
  if (query.get('format') !== 'csv') return answer.reply ?? { json: answer.json };
  if (!answer.table) throw new ApiError(400, 'no-csv', 'There is no table behind this address. Leave out format=csv to get JSON.');
  return { text: toCsv(answer.table), type: 'text/csv; charset=utf-8', download: `${answer.table.name}.csv` };
}
