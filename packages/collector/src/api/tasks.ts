import { pickText } from '@shirube/engine';
import { ApiError } from '../http/api';
import { TASK_COLUMNS, taskOf, type TaskRecord } from './context';
import { pageOf, type Route } from './route';
import type { Page, Task } from './types';

/** `status`: open (default, without snoozed ones), snoozed, or closed. */
export const tasksRoutes: Route[] = [
  {
    method: 'GET',
    path: '/tasks',
    async run(context) {
      const { query, tenant, request, now } = context;
      const q = request.query;
      const wanted = q.get('status') ?? 'open';
      const clause =
        wanted === 'closed'
          ? "status <> 'open'"
          : `status = 'open' AND ${wanted === 'snoozed' ? 'snoozed_until > ?' : '(snoozed_until IS NULL OR snoozed_until <= ?)'}`;
      const account = q.get('account');
      const values = [tenant, ...(wanted === 'closed' ? [] : [now]), ...(account ? [account] : [])];
      const where = `tenant = ? AND ${clause}${account ? ' AND account_id = ?' : ''}`;
      const { offset, limit } = pageOf(q, 100);
      const [[count], rows, book] = await Promise.all([
        query<{ n: number }>(`SELECT COUNT(*) AS n FROM tasks WHERE ${where}`, values),
        query<TaskRecord>(
          `SELECT ${TASK_COLUMNS} FROM tasks WHERE ${where} ORDER BY ${wanted === 'closed' ? 'closed_at DESC' : 'COALESCE(due_at, created_at)'}, id LIMIT ? OFFSET ?`,
          [...values, limit, offset],
        ),
        context.book(),
      ]);
      // A list to call from: read by whoever asked for it.
      const words = (text: Task['title'] | null) => (text === null ? null : pickText(text, request.session.lang)[0]);
      const tasks = rows.map((row) => taskOf(row, book.entries.get(row.account_id)?.name ?? row.account_id));
      const json: Page<Task> = { rows: tasks, total: Number(count?.n ?? 0), offset, limit };
      return {
        json,
        table: {
          name: 'tasks',
          columns: [
            'account',
            'account_name',
            'user',
            'title',
            'reason',
            'owner',
            'status',
            'created',
            'due',
            'closed',
            'closed_by',
            'close_reason',
          ],
          rows: tasks.map((t) => [
            t.account,
            t.accountName,
            t.user,
            words(t.title),
            words(t.reason),
            t.owner,
            t.status,
            new Date(t.created).toISOString(),
            t.due && new Date(t.due).toISOString(),
            t.closed && new Date(t.closed).toISOString(),
            t.closedBy,
            t.closeReason,
          ]),
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/tasks/:id',
    async run({ deps, tenant, request, params, now }) {
      const body: Record<string, unknown> = request.body && typeof request.body === 'object' ? { ...request.body } : {};
      const { status, snoozeUntil, note, owner } = body;
      const change =
        status === 'done' || status === 'dropped'
          ? ({ status } as { status: 'done' | 'dropped' })
          : typeof snoozeUntil === 'number' && snoozeUntil > now
            ? { snoozeUntil }
            : typeof note === 'string'
              ? { note: note.slice(0, 4000) }
              : typeof owner === 'string'
                ? { owner: owner.slice(0, 200) }
                : undefined;
      if (!change)
        throw new ApiError(
          400,
          'bad-task',
          'Nothing to change. Send {"status":"done"}, {"status":"dropped"}, {"snoozeUntil": <ms in the future>}, {"note": "…"} or {"owner": "…"}.',
        );
      if (!(await deps.task(tenant, params.id ?? '', change, request.session.name)))
        throw new ApiError(409, 'not-open', 'This task is not open any more. Its reason may have gone in the meantime; reload the list.');
      await deps.audit(request.session, 'task', { id: params.id ?? '', ...change });
      return { json: { ok: true } };
    },
  },
];
