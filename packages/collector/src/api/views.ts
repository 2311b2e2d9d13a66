import { ApiError } from '../http/api';
import type { Route } from './route';
import type { SavedView } from './types';

/** Saved filters of a table, seen by the whole team, removed by whoever made them or an administrator. */
export const viewsRoutes: Route[] = [
  {
    method: 'GET',
    path: '/views',
    async run({ query, tenant, request }) {
      const rows = await query<{ id: number; page: string; name: string; query: string; person: number }>(
        'SELECT id, page, name, query, person FROM saved_views WHERE tenant = ? ORDER BY name',
        [tenant],
      );
      const json: SavedView[] = rows.map(({ person, ...view }) => ({ ...view, mine: person === request.session.person }));
      return { json };
    },
  },
  {
    method: 'POST',
    path: '/views',
    role: 'viewer',
    async run({ deps, tenant, request, now }) {
      const body: Record<string, unknown> = request.body && typeof request.body === 'object' ? { ...request.body } : {};
      const [page, name, filter] = [body['page'], body['name'], body['query']];
      if (typeof page !== 'string' || typeof name !== 'string' || !name.trim() || typeof filter !== 'string')
        throw new ApiError(
          400,
          'bad-view',
          'A view needs a page, a name and a query. Send {"page":"accounts","name":"…","query":"level=poor"}.',
        );
      await deps.store.tx((tx) =>
        tx.insert(
          'saved_views',
          [],
          [
            {
              tenant,
              person: request.session.person,
              page: page.slice(0, 50),
              name: name.trim().slice(0, 80),
              query: filter.slice(0, 1000),
              created_at: now,
            },
          ],
        ),
      );
      return { json: { ok: true } };
    },
  },
  {
    method: 'DELETE',
    path: '/views/:id',
    role: 'viewer',
    async run({ deps, tenant, request, params }) {
      const own = request.session.role === 'admin' ? '' : ' AND person = ?';
      const gone = await deps.store.tx((tx) =>
        tx.run(`DELETE FROM saved_views WHERE tenant = ? AND id = ?${own}`, [
          tenant,
          Number(params.id),
          ...(own ? [request.session.person] : []),
        ]),
      );
      if (!gone) throw new ApiError(404, 'no-view', 'There is no such view, or somebody else made it.');
      return { json: { ok: true } };
    },
  },
];
