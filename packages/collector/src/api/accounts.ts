import { accountRow } from './context';
import { whole, type Context, type Route } from './route';
import type { AccountRow, Page } from './types';

type Sort = (a: AccountRow, b: AccountRow) => number;
/** "Customer 9" before "Customer 10". */
const names = new Intl.Collator('ja', { numeric: true });
const number =
  (pick: (row: AccountRow) => number | null): Sort =>
  (a, b) =>
    (pick(a) ?? -Infinity) - (pick(b) ?? -Infinity);
const sorts: Record<string, Sort> = {
  name: (a, b) => names.compare(a.name, b.name),
  score: number((r) => r.score),
  mrr: number((r) => r.mrr),
  last: number((r) => r.last),
  late: number((r) => r.lateDays),
  start: number((r) => r.start),
  users: number((r) => r.users),
  active: number((r) => r.active),
  tasks: number((r) => r.tasks),
};

/** `sort=-mrr` is descending. Filters of one name are alternatives: `level=poor&level=good`. */
async function findAccounts(context: Context): Promise<AccountRow[]> {
  const { query } = context.request;
  const book = await context.book();
  const segment = query.get('segment');
  const inSegment = segment
    ? new Set(
        (
          await context.query<{ account_id: string }>(
            'SELECT DISTINCT account_id FROM segments WHERE tenant = ? AND segment = ? AND left_at IS NULL',
            [context.tenant, segment],
          )
        ).map((r) => r.account_id),
      )
    : undefined;
  const words = (query.get('q') ?? '').normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  const oneOf = (name: string) => {
    const wanted = query.getAll(name);
    return (value: string | null) => !wanted.length || wanted.includes(value ?? '');
  };
  const [level, stage, tier, status, plan, owner] = ['level', 'stage', 'tier', 'status', 'plan', 'owner'].map(oneOf);
  const flag = query.get('flag');
  const all = query.get('churned') === '1';
  const rows = [...book.entries.values()]
    .map((entry) => accountRow(entry))
    .filter(
      (row) =>
        (all || row.churned === null || query.getAll('level').includes('churned')) &&
        (!inSegment || inSegment.has(row.id)) &&
        level?.(row.level) &&
        stage?.(row.stage) &&
        tier?.(row.tier) &&
        status?.(row.status) &&
        plan?.(row.plan) &&
        owner?.(row.owner) &&
        (flag !== 'risk' || row.risk) &&
        (flag !== 'expansion' || row.expansion) &&
        (flag !== 'tasks' || row.tasks > 0) &&
        words.every((word) => `${row.id} ${row.name} ${row.owner ?? ''}`.normalize('NFKC').toLowerCase().includes(word)),
    );
  const wanted = query.get('sort') ?? 'name';
  const sort = sorts[wanted.replace(/^-/, '')] ?? sorts.name;
  if (sort) rows.sort((a, b) => (wanted.startsWith('-') ? sort(b, a) : sort(a, b)) || a.id.localeCompare(b.id));
  return rows;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const columns = [
  'account',
  'name',
  'plan',
  'tier',
  'stage',
  'mrr',
  'seats',
  'users',
  'active_users_14d',
  'health',
  'level',
  'trend',
  'risk',
  'expansion',
  'status',
  'blocker',
  'late_days',
  'open_tasks',
  'contract_start',
  'last_activity',
  'owner',
];

export const accountsRoutes: Route[] = [
  {
    method: 'GET',
    path: '/accounts',
    async run(context) {
      const found = await findAccounts(context);
      const { query } = context.request;
      const [offset, limit] = [whole(query, 'offset', 0), whole(query, 'limit', 50, 1, 500)];
      const json: Page<AccountRow> = { rows: found.slice(offset, offset + limit), total: found.length, offset, limit };
      return {
        json,
        table: {
          name: 'accounts',
          columns,
          rows: found.map((r) => [
            r.id,
            r.name,
            r.plan,
            r.tier,
            r.stage,
            r.mrr,
            r.seats,
            r.users,
            r.active,
            r.score,
            r.level,
            r.trend?.direction ?? null,
            r.risk ? 1 : 0,
            r.expansion ? 1 : 0,
            r.status,
            r.blocker,
            r.lateDays,
            r.tasks,
            iso(r.start),
            iso(r.last),
            r.owner,
          ]),
        },
      };
    },
  },
];
