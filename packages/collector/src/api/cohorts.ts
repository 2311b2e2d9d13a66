import { dayOf, isoDay, monthStart, startOfDay } from '../metrics/days';
import { nDayRetention, type UserDays } from '../metrics/retention';
import type { Route } from './route';
import type { Cohorts } from './types';

const DAY = 86_400_000;

/** Users by the week or month of their first activity, and the share that was active again N days later (or, unbounded, N days later or any time after). */
export const cohortsRoutes: Route[] = [{
  method: 'GET', heavy: true, path: '/cohorts',
  async run({ query, tenant, settings, now, request }) {
    const by = request.query.get('by') === 'month' ? 'month' : 'week';
    const unbounded = request.query.get('unbounded') === '1';
    const today = dayOf(now, settings.timeZone);
    const first = by === 'month' ? monthStart(today, -11) : monday(today) - 11 * 7;
    const rows = await query<{ account_id: string; user_id: string; day: string }>("SELECT account_id, user_id, day FROM usage_days WHERE tenant = ? AND active = 1 AND account_id <> '' AND day >= ?", [tenant, isoDay(first)]);
    const old = new Set((await query<{ account_id: string; user_id: string }>('SELECT account_id, user_id FROM users WHERE tenant = ? AND anonymous = 0 AND first_login_at < ?', [tenant, startOfDay(first, settings.timeZone)])).map(keyOf));
    const users = new Map<string, number[]>();
    for (const row of rows) {
      const key = keyOf(row);
      if (old.has(key)) continue;
      const days = users.get(key) ?? [];
      users.set(key, days);
      days.push(Date.parse(`${row.day}T00:00:00Z`) / DAY);
    }
    const cohorts = new Map<number, UserDays[]>();
    for (const days of users.values()) {
      const joined = Math.min(...days);
      const cohort = by === 'month' ? monthStart(joined) : monday(joined);
      cohorts.set(cohort, [...(cohorts.get(cohort) ?? []), { joined, days }]);
    }
    const columns = by === 'month' ? [1, 7, 14, 30, 60, 90, 180] : [1, 3, 7, 14, 21, 28, 42, 56];
    const json: Cohorts = {
      by, columns, unbounded,
      rows: [...cohorts].sort((a, b) => a[0] - b[0]).map(([cohort, people]) => ({
        cohort: by === 'month' ? isoDay(cohort).slice(0, 7) : isoDay(cohort), size: people.length,
        cells: columns.map((n) => {
          const cell = nDayRetention(people, n, today - 1, unbounded);
          return cell.den ? cell : null;
        }),
      })),
    };
    return { json, table: { name: 'cohorts', columns: ['cohort', 'users', ...columns.map((n) => `day_${n}`)], rows: json.rows.map((r) => [r.cohort, r.size, ...r.cells.map((c) => c?.value ?? null)]) } };
  },
}];

const keyOf = (r: { account_id: string; user_id: string }) => `${r.account_id}\u0000${r.user_id}`;
/** Day 0 was a Thursday. */
const monday = (day: number) => day - ((((day + 3) % 7) + 7) % 7);
