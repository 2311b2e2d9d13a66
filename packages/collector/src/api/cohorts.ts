import { DAY, dayOf, isoDay, monthStart, startOfDay } from '../metrics/days';
import { nDayRetention, type Joined } from '../metrics/retention';
import type { Context, Route } from './route';
import type { Cohorts } from './types';

/** Users by the week or month of their first activity, and the share that was active again N days later (or, unbounded, N days later or any time after). */
export const cohortsRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/cohorts',
    warm: () => ['/cohorts?by=week', '/cohorts?by=month'],
    async run({ query, tenant, settings, now, request }) {
      const by = request.query.get('by') === 'month' ? 'month' : 'week';
      const unbounded = request.query.get('unbounded') === '1';
      const today = dayOf(now, settings.timeZone);
      const first = by === 'month' ? monthStart(today, -11) : monday(today) - 11 * 7;
      const groups = await joinedSince(
        { query, tenant },
        isoDay(first),
        startOfDay(first, settings.timeZone),
        isoDay(today - 1),
        unbounded,
      );
      const cohorts = new Map<number, Joined[]>();
      for (const group of groups) {
        const cohort = by === 'month' ? monthStart(group.joined) : monday(group.joined);
        cohorts.set(cohort, [...(cohorts.get(cohort) ?? []), group]);
      }
      const columns = by === 'month' ? [1, 7, 14, 30, 60, 90, 180] : [1, 3, 7, 14, 21, 28, 42, 56];
      const json: Cohorts = {
        by,
        columns,
        unbounded,
        rows: [...cohorts]
          .sort((a, b) => a[0] - b[0])
          .map(([cohort, joined]) => ({
            cohort: by === 'month' ? isoDay(cohort).slice(0, 7) : isoDay(cohort),
            size: joined.reduce((sum, group) => sum + group.users, 0),
            cells: columns.map((n) => {
              const cell = nDayRetention(joined, n, today - 1, unbounded);
              return cell.den ? cell : null;
            }),
          })),
      };
      return {
        json,
        table: {
          name: 'cohorts',
          columns: ['cohort', 'users', ...columns.flatMap((n) => [`day_${n}`, `day_${n}_people`, `day_${n}_of`])],
          rows: json.rows.map((r) => [r.cohort, r.size, ...r.cells.flatMap((c) => [c?.value ?? null, c?.num ?? null, c?.den ?? null])]),
        },
      };
    },
  },
];

/** Counted in the store, by day of joining: users whose first activity was that day or later (`from`), without those who had logged in before (`at`). */
async function joinedSince(
  { query, tenant }: Pick<Context, 'query' | 'tenant'>,
  from: string,
  at: number,
  asOf: string,
  unbounded: boolean,
): Promise<Joined[]> {
  const firsts = `WITH firsts AS (SELECT d.account_id, d.user_id, MIN(d.day) AS joined, MAX(CASE WHEN d.day <= ? THEN d.day END) AS last FROM usage_days d WHERE d.tenant = ? AND d.active = 1 AND d.account_id <> '' AND d.day >= ?
    AND NOT EXISTS (SELECT 1 FROM users u WHERE u.tenant = d.tenant AND u.account_id = d.account_id AND u.user_id = d.user_id AND u.anonymous = 0 AND u.first_login_at < ?) GROUP BY d.account_id, d.user_id)`;
  const values = [asOf, tenant, from, at];
  const groups = new Map<string, Joined & { active: Map<number, number>; last: Map<number, number> }>();
  for (const { joined, last, n } of await query<{ joined: string; last: string | null; n: number }>(
    `${firsts} SELECT joined, last, COUNT(*) AS n FROM firsts GROUP BY joined, last`,
    values,
  )) {
    const group = groups.get(joined) ?? {
      joined: dayNumber(joined),
      users: 0,
      active: new Map<number, number>(),
      last: new Map<number, number>(),
    };
    groups.set(joined, { ...group, users: group.users + Number(n) });
    if (last !== null) group.last.set(dayNumber(last), Number(n));
  }
  if (unbounded) return [...groups.values()];
  const days = await query<{ joined: string; day: string; n: number }>(
    `${firsts} SELECT f.joined, d.day, COUNT(*) AS n FROM firsts f JOIN usage_days d ON d.tenant = ? AND d.account_id = f.account_id AND d.user_id = f.user_id AND d.active = 1 AND d.day > f.joined AND d.day <= ? GROUP BY f.joined, d.day`,
    [...values, tenant, asOf],
  );
  for (const { joined, day, n } of days) groups.get(joined)?.active.set(dayNumber(day), Number(n));
  return [...groups.values()];
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;
/** Day 0 was a Thursday. */
const monday = (day: number) => day - ((((day + 3) % 7) + 7) % 7);
