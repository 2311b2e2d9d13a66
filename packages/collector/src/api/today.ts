import { levelCounts } from '../metrics/health';
import { rankToday } from '../metrics/today';
import { DAY, dayOf, startOfDay } from '../metrics/days';
import type { Entry } from './book';
import { accountRow, TASK_COLUMNS, taskOf, type TaskRecord } from './context';
import { whole, type Context, type Route } from './route';
import { timeline } from './timeline';
import type { Task, Today, TodayItem, TodayReason } from './types';

/** The call list within the team's capacity, with reasons and the last steps of each account. */
export const todayRoutes: Route[] = [
  {
    method: 'GET',
    path: '/today',
    async run(context) {
      const json = await today(context);
      return {
        json,
        table: {
          name: 'today',
          columns: ['account', 'name', 'urgency', 'mrr', 'health', 'level', 'reasons', 'tasks'],
          rows: json.list.map((i) => [
            i.account.id,
            i.account.name,
            i.urgency,
            i.account.mrr,
            i.account.score,
            i.account.level,
            i.reasons.map((r) => r.kind).join(' '),
            i.tasks.length,
          ]),
        },
      };
    },
  },
];

async function today(context: Context): Promise<Today> {
  const { now, settings, query, tenant } = context;
  const book = await context.book();
  const capacity = whole(context.request.query, 'capacity', settings.callsPerDay, 1, 100);
  const present = [...book.entries.values()].filter((entry) => entry.churned === null);
  // Anybody can say that somebody of an account wants to be forgotten; that is on the list of tasks, and no reason to call.
  const calls = ({ raw }: Entry) => raw.tasks.filter((task) => task.call);
  const ranked = rankToday(
    present.map((entry) => ({
      entry,
      account: entry.id,
      mrr: entry.mrr,
      score: entry.health?.score ?? null,
      risk: entry.health?.risk ?? false,
      trend: entry.health?.trend?.direction ?? null,
      lateDays: entry.standing.lateDays,
      status: entry.standing.status,
      tasks: calls(entry).length,
      overdueDays: calls(entry).reduce((most, task) => Math.max(most, (now - (task.due ?? now)) / DAY), -1),
    })),
    capacity,
  );
  const midnight = startOfDay(dayOf(now, settings.timeZone), settings.timeZone);
  const [tasks, [counts], [avoided], details] = await Promise.all([
    openTasks(
      context,
      ranked.list.map((r) => r.candidate.entry),
    ),
    query<{ open: number; done: number; self: number }>(
      "SELECT SUM(CASE WHEN status = 'open' THEN 1 ELSE 0 END) AS open, SUM(CASE WHEN status = 'done' AND closed_at >= ? THEN 1 ELSE 0 END) AS done, SUM(CASE WHEN status = 'closed' AND closed_at >= ? THEN 1 ELSE 0 END) AS self FROM tasks WHERE tenant = ?",
      [midnight, startOfDay(dayOf(now, settings.timeZone) - 6, settings.timeZone), tenant],
    ),
    query<{ n: number }>("SELECT COUNT(*) AS n FROM tasks WHERE tenant = ? AND status = 'closed'", [tenant]),
    Promise.all(
      ranked.list.map(async ({ candidate: { entry } }) => ({
        last: (await timeline(context, entry.id, undefined, 12, now + 1))
          // What the customer did; an element that was not found is not theirs.
          .filter(
            (item) =>
              (!['mail', 'task', 'segment', 'flow'].includes(item.kind) && item.name !== 'Target Missing') || item.name === 'Mail Opened',
          )
          .slice(0, 5),
        contact: (
          await query<{ user_id: string; last_at: number }>(
            'SELECT user_id, last_at FROM users WHERE tenant = ? AND account_id = ? AND anonymous = 0 ORDER BY last_at DESC LIMIT 1',
            [tenant, entry.id],
          )
        )[0],
        videos: await query<{ video: string; coverage: number | null }>(
          'SELECT video, MAX(coverage) AS coverage FROM videos WHERE tenant = ? AND account_id = ? GROUP BY video ORDER BY video',
          [tenant, entry.id],
        ),
      })),
    ),
  ]);
  return {
    at: book.at,
    capacity,
    below: ranked.below,
    list: ranked.list.map(({ candidate: { entry }, ...rank }, i): TodayItem => {
      const mine = tasks.get(entry.id) ?? [];
      const contact = details[i]?.contact;
      return {
        account: accountRow(entry),
        urgency: rank.urgency,
        value: rank.value,
        riskShare: rank.riskShare,
        stuck: rank.stuck,
        reasons: reasonsOf(entry, mine),
        tasks: mine,
        last: details[i]?.last ?? [],
        videos: (details[i]?.videos ?? []).map((v) => ({ id: v.video, coverage: v.coverage })),
        contact: contact ? { user: contact.user_id, last: contact.last_at } : null,
      };
    }),
    counts: {
      accounts: present.length,
      openTasks: Number(counts?.open ?? 0),
      tasksDoneToday: Number(counts?.done ?? 0),
      closedThemselves: Number(counts?.self ?? 0),
      contactsAvoided: Number(avoided?.n ?? 0),
    },
    levels: levelCounts(
      settings.health,
      present.map((entry) => entry.health?.level),
    ),
  };
}

async function openTasks({ query, tenant, now }: Context, entries: readonly Entry[]): Promise<Map<string, Task[]>> {
  if (!entries.length) return new Map();
  const rows = await query<TaskRecord>(
    `SELECT ${TASK_COLUMNS} FROM tasks WHERE tenant = ? AND status = 'open' AND (snoozed_until IS NULL OR snoozed_until <= ?) AND account_id IN (${entries.map(() => '?').join(', ')}) ORDER BY COALESCE(due_at, created_at)`,
    [tenant, now, ...entries.map((e) => e.id)],
  );
  const byAccount = new Map<string, Task[]>();
  for (const row of rows)
    byAccount.set(row.account_id, [
      ...(byAccount.get(row.account_id) ?? []),
      taskOf(row, entries.find((e) => e.id === row.account_id)?.name ?? row.account_id),
    ]);
  return byAccount;
}

/** Why this account is on the list, the strongest reason first. */
function reasonsOf({ standing, health, facts, raw }: Entry, tasks: readonly Task[]): TodayReason[] {
  const reasons: TodayReason[] = tasks.map((task) => ({ kind: 'task', title: task.title }));
  const never = raw.people.withLogin === 0;
  if (never) reasons.push({ kind: 'never' });
  else if ((standing.status === 'stuck' || standing.status === 'behind') && standing.blocker)
    reasons.push({
      kind: standing.status,
      milestone: standing.blocker,
      days: standing.lateDays,
      open: standing.openItems?.open ?? [],
      checklist: standing.openItems?.checklist ?? null,
      done: standing.openItems?.done ?? 0,
      all: standing.openItems?.all ?? 0,
    });
  for (const cap of health?.caps ?? []) if (cap.contribution < 0) reasons.push({ kind: 'cap', id: cap.id });
  if (health?.trend?.direction === 'down') reasons.push({ kind: 'trend', current: health.trend.current, previous: health.trend.previous });
  else if (health?.risk && !never) reasons.push({ kind: 'risk' });
  const renewal = facts.measure({ kind: 'renewal' });
  if (renewal !== null && renewal >= 0 && renewal <= 60) reasons.push({ kind: 'renewal', days: renewal });
  return reasons;
}
