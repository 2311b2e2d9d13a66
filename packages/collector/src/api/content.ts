import type { Content } from '@shirube/engine';
import { ApiError } from '../http/api';
import { dayOf, isoDay, startOfDay } from '../metrics/days';
import { deflection } from '../metrics/deflection';
import { ratio } from '../metrics/ratio';
import { uplift } from '../metrics/uplift';
import { labelOf } from './context';
import { whole, type Context, type Route } from './route';
import type { ContentDetail, ContentRow } from './types';

interface Shown { content: string; account_id: string; user_id: string; shown: number; first_at: number | null; completed_at: number | null; dismissed_at: number | null; clicked_at: number | null; helped: number | null }
const keyOf = (r: { account_id: string; user_id: string }) => `${r.account_id}\u0000${r.user_id}`;

/** Shown → completed → goal, the uplift against held-out people, what held content back, and where its target was missing. */
export const contentRoutes: Route[] = [
  {
    method: 'GET', heavy: true, path: '/content',
    async run(context) {
      const json = await contents(context, context.settings.config.content ?? []);
      return { json, table: { name: 'content', columns: ['content', 'kind', 'shown', 'completed', 'clicked', 'dismissed', 'goal', 'goal_after', 'uplift', 'interval_low', 'interval_high', 'p', 'verdict', 'target_missing'], rows: json.map((c) => [c.id, c.kind, c.shown, c.completed.num, c.clicked.num, c.dismissed, c.goal, c.goalAfter?.value ?? null, c.uplift?.difference ?? null, c.uplift?.interval?.[0] ?? null, c.uplift?.interval?.[1] ?? null, c.uplift?.p ?? null, c.uplift?.verdict ?? null, c.targetMissing]) } };
    },
  },
  { method: 'GET', heavy: true, path: '/content/:id', run: async (context) => ({ json: await detail(context) }) },
];

export async function contents(context: Context, list: readonly Content[]): Promise<ContentRow[]> {
  const { query, tenant, settings, now } = context;
  const one = list.length === 1 ? list[0]?.id : undefined;
  const only = one === undefined ? '' : ' AND content = ?';
  const values = one === undefined ? [tenant] : [tenant, one];
  const store = context.deps.store;
  const [rows, gates, held, missing, inquiries] = await Promise.all([
    query<Shown>(`SELECT content, account_id, user_id, shown, first_at, completed_at, dismissed_at, clicked_at, helped FROM contents WHERE tenant = ?${only} AND shown > 0`, values),
    query<{ content: string; gate: string; n: number }>(`SELECT content, gate, SUM(n) AS n FROM content_gates WHERE tenant = ?${only} GROUP BY content, gate ORDER BY n DESC`, values),
    !list.some((c) => (c.holdout ?? settings.config.holdout ?? 0) > 0) ? [] : query<{ content: string; account_id: string; user_id: string; at: number }>(`SELECT ${store.json('props', 'content')} AS content, account_id, user_id, MIN(at) AS at FROM events WHERE tenant = ? AND event = 'Content Suppressed' AND ${store.json('props', 'gate')} = 'holdout' GROUP BY 1, 2, 3`, [tenant]),
    query<{ content: string; n: number }>(`SELECT ${store.json('props', 'content')} AS content, COUNT(*) AS n FROM events WHERE tenant = ? AND event = 'Target Missing' GROUP BY 1`, [tenant]),
    query<{ account_id: string; user_id: string; at: number }>(`SELECT account_id, user_id, at FROM events WHERE tenant = ? AND event IN (${settings.inquiryEvents.map(() => '?').join(', ')}) AND at >= ?`, [tenant, ...settings.inquiryEvents, now - 90 * 86_400_000]),
  ]);
  const goals = [...new Set(list.flatMap((c) => (c.goal ? [c.goal] : [])))];
  const reached = new Map((goals.length ? await query<{ milestone: string; account_id: string; user_id: string; at: number }>(`SELECT milestone, account_id, user_id, at FROM milestones WHERE tenant = ? AND milestone IN (${goals.map(() => '?').join(', ')})`, [tenant, ...goals]) : []).map((m) => [`${m.milestone}\u0000${keyOf(m)}`, m.at]));
  const asked = inquiries.map((i) => ({ user: keyOf(i), at: i.at }));
  const byContent = group(rows, (r) => r.content);
  return list.map((content): ContentRow => {
    const mine = byContent.get(content.id) ?? [];
    const control = held.filter((h) => h.content === content.id);
    const after = (person: { account_id: string; user_id: string }, since: number | null) => (reached.get(`${content.goal ?? ''}\u0000${keyOf(person)}`) ?? -Infinity) >= (since ?? Infinity);
    // Whoever had the goal already says nothing about what the content does.
    const open = (person: { account_id: string; user_id: string }, since: number | null) => !((reached.get(`${content.goal ?? ''}\u0000${keyOf(person)}`) ?? Infinity) < (since ?? -Infinity));
    const treated = mine.filter((r) => open(r, r.first_at));
    const compared = control.filter((h) => open(h, h.at));
    const won = treated.filter((r) => after(r, r.first_at)).length;
    const clicks = mine.filter((r) => r.clicked_at !== null).map((r) => ({ user: keyOf(r), at: r.clicked_at ?? 0 }));
    const answered = mine.filter((r) => r.helped !== null);
    const updated = content.updated ?? null;
    return {
      id: content.id, kind: content.kind, label: labelOf(content), goal: content.goal ?? null, shown: mine.length,
      completed: ratio(mine.filter((r) => r.completed_at !== null).length, mine.length), clicked: ratio(clicks.length, mine.length), dismissed: mine.filter((r) => r.dismissed_at !== null).length,
      goalAfter: content.goal ? ratio(won, treated.length, { hadItBefore: mine.length - treated.length }) : null,
      uplift: content.goal ? uplift(won, treated.length, compared.filter((h) => after(h, h.at)).length, compared.length) : null,
      holdout: content.goal ? (content.holdout ?? settings.config.holdout ?? 0.1) : null,
      helped: ratio(answered.filter((r) => r.helped === 1).length, answered.length),
      deflection: clicks.length ? deflection(clicks, asked, now) : null,
      suppressed: gates.filter((g) => g.content === content.id).map((g) => ({ gate: g.gate, n: Number(g.n) })),
      targetMissing: Number(missing.find((m) => m.content === content.id)?.n ?? 0),
      updated, stale: updated !== null && (now - Date.parse(updated)) / 86_400_000 > settings.staleAfter,
    };
  });
}

export function group<T>(list: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of list) {
    const known = out.get(by(item));
    if (known) known.push(item);
    else out.set(by(item), [item]);
  }
  return out;
}

async function detail(context: Context): Promise<ContentDetail> {
  const { settings, query, tenant, now, params, deps } = context;
  const content = settings.config.content?.find((c) => c.id === params.id);
  if (!content) throw new ApiError(404, 'no-content', `There is no content "${params.id ?? ''}" in the active configuration.`);
  const days = whole(context.request.query, 'days', 30, 7, 180);
  const first = dayOf(now, settings.timeZone) - days + 1;
  const name = deps.store.json('props', 'content');
  const [rows, missing, steps, [row]] = await Promise.all([
    query<{ event: string; at: number }>(`SELECT event, at FROM events WHERE tenant = ? AND event IN ('Content Shown', 'Content Completed', 'Content Clicked') AND at >= ? AND ${name} = ?`, [tenant, startOfDay(first, settings.timeZone), content.id]),
    query<{ path: string | null; target: string | null; cfg: string | null; n: number; last: number }>(`SELECT path, ${deps.store.json('props', 'target')} AS target, cfg, COUNT(*) AS n, MAX(at) AS last FROM events WHERE tenant = ? AND event = 'Target Missing' AND ${name} = ? GROUP BY 1, 2, 3 ORDER BY n DESC LIMIT 50`, [tenant, content.id]),
    query<{ step: string | null; n: number }>(`SELECT ${deps.store.json('props', 'step')} AS step, COUNT(*) AS n FROM events WHERE tenant = ? AND event = 'Tour Step Viewed' AND ${name} = ? GROUP BY 1`, [tenant, content.id]),
    contents(context, [content]),
  ]);
  if (!row) throw new ApiError(404, 'no-content', 'There is no such content.');
  const daily = Array.from({ length: days }, (_, i) => ({ day: isoDay(first + i), shown: 0, completed: 0, clicked: 0 }));
  for (const { event, at } of rows) {
    const day = daily[dayOf(at, settings.timeZone) - first];
    if (day) day[event === 'Content Shown' ? 'shown' : event === 'Content Completed' ? 'completed' : 'clicked']++;
  }
  return { content: row, daily, missing: missing.map((m) => ({ path: m.path ?? '', target: m.target ?? '', cfg: m.cfg ?? '', n: Number(m.n), last: m.last })), steps: steps.flatMap((s) => (s.step ? [{ id: s.step, n: Number(s.n) }] : [])) };
}
