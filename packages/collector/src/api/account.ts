import { ApiError } from '../http/api';
import { DAY, dayOf, isoDay } from '../metrics/days';
import { milestoneStatus } from '../metrics/milestone-status';
import { accountRow, TASK_COLUMNS, taskOf, type TaskRecord } from './context';
import { instant, whole, type Context, type Route } from './route';
import { duration } from './settings';
import { timeline } from './timeline';
import { userRows } from './users';
import { videoOf, type VideoRecord } from './user';
import type { AccountDetail, HealthPoint, MilestoneAt } from './types';
import type { Entry } from './book';

async function entryOf(context: Context): Promise<Entry> {
  const entry = (await context.book()).entries.get(context.params.account ?? '');
  if (!entry)
    throw new ApiError(
      404,
      'no-account',
      `There is no account "${context.params.account ?? ''}". It appears as soon as group() or a CSV names it.`,
    );
  return entry;
}

export const accountRoutes: Route[] = [
  { method: 'GET', path: '/accounts/:account', run: async (context) => ({ json: await accountDetail(context, await entryOf(context)) }) },
  {
    method: 'GET',
    path: '/accounts/:account/timeline',
    async run(context) {
      const { query } = context.request;
      const before = instant(query, 'before', (day) => day * DAY) ?? context.now + 1;
      const items = await timeline(
        context,
        context.params.account ?? '',
        undefined,
        whole(query, 'limit', 100, 1, 500),
        before,
        query.get('all') !== '1',
      );
      return {
        json: { items },
        table: {
          name: `timeline-${context.params.account ?? ''}`,
          columns: ['at', 'user', 'kind', 'event', 'detail'],
          rows: items.map((i) => [new Date(i.at).toISOString(), i.user, i.kind, i.name, JSON.stringify(i.detail)]),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/accounts/:account/health',
    async run(context) {
      const points = await history(context, context.params.account ?? '', 1000);
      return {
        json: { points },
        table: {
          name: `health-${context.params.account ?? ''}`,
          columns: ['at', 'score', 'level', 'config_version'],
          rows: points.map((p) => [new Date(p.at).toISOString(), p.score, p.level, p.cfg]),
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/accounts/:account/notes',
    async run(context) {
      const { body } = context.request;
      const text =
        body && typeof body === 'object' && 'body' in body && typeof body.body === 'string' ? body.body.trim().slice(0, 4000) : '';
      if (!text) throw new ApiError(400, 'empty-note', 'The note is empty. Send {"body": "…"}.');
      await context.deps.store.tx((tx) =>
        tx.insert(
          'notes',
          [],
          [
            {
              tenant: context.tenant,
              account_id: context.params.account ?? '',
              user_id: '',
              at: context.now,
              who: context.request.session.name,
              body: text,
            },
          ],
        ),
      );
      return { json: { ok: true } };
    },
  },
];

export async function history({ query, tenant }: Context, account: string, limit: number): Promise<HealthPoint[]> {
  const rows = await query<HealthPoint>(
    'SELECT at, score, level, cfg FROM health_history WHERE tenant = ? AND account_id = ? ORDER BY at DESC, id DESC LIMIT ?',
    [tenant, account, limit],
  );
  return rows.reverse();
}

async function accountDetail(context: Context, entry: Entry): Promise<AccountDetail> {
  const { query, tenant, now, settings } = context;
  const key = [tenant, entry.id];
  const [users, segments, videos, tasks, notes, points, firsts] = await Promise.all([
    userRows(context, { account: entry.id, limit: 200, offset: 0 }),
    query<{ segment: string; n: number; since: number }>(
      'SELECT segment, COUNT(*) AS n, MIN(entered_at) AS since FROM segments WHERE tenant = ? AND account_id = ? AND left_at IS NULL GROUP BY segment',
      key,
    ),
    query<VideoRecord>(
      'SELECT video, user_id, duration, pieces, coverage, position, started_at, completed_at FROM videos WHERE tenant = ? AND account_id = ? ORDER BY started_at',
      key,
    ),
    query<TaskRecord>(`SELECT ${TASK_COLUMNS} FROM tasks WHERE tenant = ? AND account_id = ? ORDER BY created_at DESC LIMIT 50`, key),
    query<{ at: number; who: string; body: string }>(
      'SELECT at, who, body FROM notes WHERE tenant = ? AND account_id = ? ORDER BY at DESC LIMIT 50',
      key,
    ),
    history(context, entry.id, 400),
    query<{ milestone: string; user_id: string }>(
      'SELECT m.milestone, MIN(m.user_id) AS user_id FROM milestones m JOIN (SELECT milestone, MIN(at) AS at FROM milestones WHERE tenant = ? AND account_id = ? GROUP BY milestone) f ON f.milestone = m.milestone AND f.at = m.at WHERE m.tenant = ? AND m.account_id = ? GROUP BY m.milestone',
      [...key, ...key],
    ),
  ]);
  const today = dayOf(now, settings.timeZone);
  return {
    account: accountRow(entry),
    traits: entry.raw.traits,
    health: entry.health,
    history: points,
    milestones: milestonesOf(entry, context, new Map(firsts.map((row) => [row.milestone, row.user_id]))),
    users: users.rows,
    usersTotal: users.total,
    segments: segments.map((s) => ({ id: s.segment, users: Number(s.n), since: s.since })),
    videos: videos.map(videoOf),
    tasks: tasks.map((t) => taskOf(t, entry.name)),
    notes,
    days: Array.from({ length: 42 }, (_, i) => ({ day: isoDay(today - 41 + i), users: entry.raw.days.get(today - 41 + i) ?? 0 })),
  };
}

/** `firsts`: who of the account reached each milestone first. */
function milestonesOf({ raw, start }: Entry, { settings, now }: Context, firsts: ReadonlyMap<string, string>): MilestoneAt[] {
  const from = raw.people.firstLogin ?? start;
  return (settings.config.milestones ?? []).map((m) => {
    const reached = raw.milestones.get(m.id);
    const [target, max] = [duration(m.target), duration(m.max)];
    return {
      id: m.id,
      at: reached ?? null,
      user: firsts.get(m.id) ?? null,
      n: reached === undefined ? 0 : 1,
      status: milestoneStatus(
        now - from,
        Number.isFinite(target) ? target : undefined,
        Number.isFinite(max) ? max : undefined,
        reached !== undefined,
      ),
    };
  });
}
