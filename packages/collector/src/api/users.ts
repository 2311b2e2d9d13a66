import { containing } from '../stores/sql';
import { pageOf, type Context, type Route } from './route';
import type { Page, UserRow } from './types';

interface UserRecord {
  account_id: string;
  user_id: string;
  anonymous: number;
  first_at: number;
  last_at: number;
  logins: number;
  first_login_at: number | null;
  last_login_at: number | null;
  sessions: number;
  locale: string | null;
}
const sorts: Record<string, string> = {
  last: 'u.last_at',
  first: 'u.first_at',
  logins: 'u.logins',
  user: 'u.user_id',
  account: 'u.account_id',
};

/** Their ids are parameters of a statement. */
const AT_ONCE = 5000;

/** Filtered and cut in the store; milestones and segments are fetched only for the rows that are shown. */
export async function userRows(
  context: Context,
  find: {
    account?: string;
    user?: string;
    segment?: string;
    milestone?: string;
    not?: string;
    q?: string;
    anonymous?: boolean;
    sort?: string;
    limit: number;
    offset: number;
  },
): Promise<Page<UserRow>> {
  const { tenant, query } = context;
  const where = ['u.tenant = ?'];
  const values: (string | number)[] = [tenant];
  const and = (sql: string, ...more: (string | number)[]) => {
    where.push(sql);
    values.push(...more);
  };
  if (!find.anonymous) and('u.anonymous = 0');
  if (find.account !== undefined) and('u.account_id = ?', find.account);
  if (find.user !== undefined) and('u.user_id = ?', find.user);
  const same = 'x.tenant = u.tenant AND x.account_id = u.account_id AND x.user_id = u.user_id';
  if (find.segment) and(`EXISTS (SELECT 1 FROM segments x WHERE ${same} AND x.segment = ? AND x.left_at IS NULL)`, find.segment);
  if (find.milestone) and(`EXISTS (SELECT 1 FROM milestones x WHERE ${same} AND x.milestone = ?)`, find.milestone);
  if (find.not) and(`NOT EXISTS (SELECT 1 FROM milestones x WHERE ${same} AND x.milestone = ?)`, find.not);
  if (find.q)
    and(
      "(LOWER(u.user_id) LIKE ? ESCAPE '!' OR LOWER(u.account_id) LIKE ? ESCAPE '!')",
      containing(find.q.toLowerCase()),
      containing(find.q.toLowerCase()),
    );
  const sort = sorts[(find.sort ?? '-last').replace('-', '')] ?? 'u.last_at';
  const clause = where.join(' AND ');
  const [[count], rows, book] = await Promise.all([
    query<{ n: number }>(`SELECT COUNT(*) AS n FROM users u WHERE ${clause}`, values),
    query<UserRecord>(
      `SELECT u.account_id, u.user_id, u.anonymous, u.first_at, u.last_at, u.logins, u.first_login_at, u.last_login_at, u.sessions, u.locale FROM users u WHERE ${clause} ORDER BY ${sort} ${(find.sort ?? '-last').startsWith('-') ? 'DESC' : 'ASC'}, u.user_id LIMIT ? OFFSET ?`,
      [...values, find.limit, find.offset],
    ),
    context.book(),
  ]);
  // Both columns, so that the key is used; a pair that is not on the page does no harm.
  const [accounts, users] = [[...new Set(rows.map((r) => r.account_id))], [...new Set(rows.map((r) => r.user_id))]];
  const people = rows.length
    ? `account_id IN (${accounts.map(() => '?').join(', ')}) AND user_id IN (${users.map(() => '?').join(', ')})`
    : '1 = 0';
  const ids = [...accounts, ...users];
  const [milestones, segments] = await Promise.all([
    query<{ account_id: string; user_id: string; n: number }>(
      `SELECT account_id, user_id, COUNT(*) AS n FROM milestones WHERE tenant = ? AND ${people} GROUP BY account_id, user_id`,
      [tenant, ...ids],
    ),
    query<{ account_id: string; user_id: string; segment: string }>(
      `SELECT account_id, user_id, segment FROM segments WHERE tenant = ? AND ${people} AND left_at IS NULL`,
      [tenant, ...ids],
    ),
  ]);
  const key = (r: { account_id: string; user_id: string }) => `${r.account_id}\u0000${r.user_id}`;
  const counts = new Map(milestones.map((m) => [key(m), Number(m.n)]));
  const memberships = new Map<string, string[]>();
  for (const s of segments) memberships.set(key(s), [...(memberships.get(key(s)) ?? []), s.segment]);
  return {
    total: Number(count?.n ?? 0),
    offset: find.offset,
    limit: find.limit,
    rows: rows.map((r) => ({
      account: r.account_id,
      accountName: book.entries.get(r.account_id)?.name ?? r.account_id,
      user: r.user_id,
      anonymous: r.anonymous === 1,
      first: r.first_at,
      last: r.last_at,
      logins: r.logins,
      firstLogin: r.first_login_at,
      lastLogin: r.last_login_at,
      sessions: r.sessions,
      locale: r.locale,
      milestones: counts.get(key(r)) ?? 0,
      segments: memberships.get(key(r)) ?? [],
    })),
  };
}

export const usersRoutes: Route[] = [
  {
    method: 'GET',
    path: '/users',
    async run(context) {
      const { query: q } = context.request;
      const { offset, limit } = pageOf(q, 50);
      const optional = (name: string, as: string = name) => (q.get(name) ? { [as]: q.get(name) ?? '' } : {});
      const find = {
        ...optional('account'),
        ...optional('segment'),
        ...optional('milestone'),
        ...optional('not'),
        ...optional('q'),
        ...optional('sort'),
        anonymous: q.get('anonymous') === '1',
      };
      const page = await userRows(context, { ...find, offset, limit: Math.min(limit, AT_ONCE) });
      for (let more = page.rows.length; more === AT_ONCE && page.rows.length < limit;) {
        const { rows } = await userRows(context, { ...find, offset: page.rows.length, limit: AT_ONCE });
        page.rows.push(...rows);
        more = rows.length;
      }
      return {
        json: page,
        table: {
          name: 'users',
          columns: ['account', 'user', 'first_seen', 'last_seen', 'logins', 'sessions', 'milestones', 'segments'],
          rows: page.rows.map((r) => [
            r.account,
            r.user,
            new Date(r.first).toISOString(),
            new Date(r.last).toISOString(),
            r.logins,
            r.sessions,
            r.milestones,
            r.segments.join(' '),
          ]),
        },
      };
    },
  },
];
