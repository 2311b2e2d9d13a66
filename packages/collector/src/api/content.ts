import type { Content } from '@shirube/engine';
import { ApiError } from '../http/api';
import { DAY, dayOf, isoDay, startOfDay } from '../metrics/days';
import { deflection } from '../metrics/deflection';
import { ratio } from '../metrics/ratio';
import { uplift } from '../metrics/uplift';
import { labelOf } from './context';
import { whole, type Context, type Route } from './route';
import type { ContentDetail, ContentRow } from './types';

/** How far back clicks and the inquiries after them are looked at. */
const INQUIRIES = 90 * DAY;
const keyOf = (r: { account_id: string; user_id: string }) => `${r.account_id}\u0000${r.user_id}`;

/** Shown → completed → goal, the uplift against held-out people, what held content back, and where its target was missing. */
export const contentRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/content',
    async run(context) {
      const json = await contents(context, context.settings.config.content ?? []);
      return {
        json,
        table: {
          name: 'content',
          columns: [
            'content',
            'kind',
            'shown',
            'completed',
            'clicked',
            'dismissed',
            'goal',
            'goal_after',
            'goal_after_people',
            'goal_after_of',
            'held_out_people',
            'held_out_of',
            'uplift',
            'interval_low',
            'interval_high',
            'p',
            'verdict',
            'target_missing',
          ],
          rows: json.map((c) => [
            c.id,
            c.kind,
            c.shown,
            c.completed.num,
            c.clicked.num,
            c.dismissed,
            c.goal,
            c.goalAfter?.value ?? null,
            c.goalAfter?.num ?? null,
            c.goalAfter?.den ?? null,
            c.uplift?.control.num ?? null,
            c.uplift?.control.den ?? null,
            c.uplift?.difference ?? null,
            c.uplift?.interval?.[0] ?? null,
            c.uplift?.interval?.[1] ?? null,
            c.uplift?.p ?? null,
            c.uplift?.verdict ?? null,
            c.targetMissing,
          ]),
        },
      };
    },
  },
  {
    method: 'GET',
    heavy: true,
    path: '/content/:id',
    warm: (settings) => (settings.config.content ?? []).map((content) => `/content/${encodeURIComponent(content.id)}`),
    run: async (context) => ({ json: await detail(context) }),
  },
];

interface Counted {
  content: string;
  n: number;
  completed: number;
  clicked: number;
  dismissed: number;
  answered: number;
  helped: number;
}
interface Reached {
  content: string;
  open: number;
  won: number;
}

export async function contents(context: Context, list: readonly Content[]): Promise<ContentRow[]> {
  const {
    query,
    tenant,
    settings,
    now,
    deps: { store },
  } = context;
  const one = list.length === 1 ? list[0]?.id : undefined;
  const only = (column = 'content') => (one === undefined ? '' : ` AND ${column} = ?`);
  const values = one === undefined ? [tenant] : [tenant, one];
  const goals = list.filter((c) => c.goal);
  const [counted, clicked, gates, held, missing, inquiries] = await Promise.all([
    query<Counted>(
      `SELECT content, COUNT(*) AS n, COUNT(completed_at) AS completed, COUNT(clicked_at) AS clicked, COUNT(dismissed_at) AS dismissed, COUNT(helped) AS answered, SUM(CASE WHEN helped = 1 THEN 1 ELSE 0 END) AS helped FROM contents WHERE tenant = ?${only()} AND shown > 0 GROUP BY content`,
      values,
    ),
    query<{ content: string; account_id: string; user_id: string; at: number }>(
      `SELECT ${store.json('props', 'content')} AS content, account_id, user_id, at FROM events WHERE tenant = ? AND event = 'Content Clicked' AND at >= ?`,
      [tenant, now - INQUIRIES],
    ),
    query<{ content: string; gate: string; n: number }>(
      `SELECT content, gate, SUM(n) AS n FROM content_gates WHERE tenant = ?${only()} GROUP BY content, gate ORDER BY n DESC`,
      values,
    ),
    heldOut(context, list),
    query<{ content: string; n: number }>(
      `SELECT ${store.json('props', 'content')} AS content, COUNT(*) AS n FROM events WHERE tenant = ? AND event = 'Target Missing' GROUP BY 1`,
      [tenant],
    ),
    query<{ account_id: string; user_id: string; at: number }>(
      `SELECT account_id, user_id, at FROM events WHERE tenant = ? AND event IN (${settings.inquiryEvents.map(() => '?').join(', ')}) AND at >= ?`,
      [tenant, ...settings.inquiryEvents, now - INQUIRIES],
    ),
  ]);
  // Whoever had the goal before seeing the content says nothing about what the content does.
  const reached = new Map<string, Reached>();
  for (const content of goals)
    for (const row of await query<Reached>(
      `SELECT c.content AS content, SUM(CASE WHEN m.at IS NULL OR m.at >= c.first_at THEN 1 ELSE 0 END) AS open, SUM(CASE WHEN m.at >= c.first_at THEN 1 ELSE 0 END) AS won FROM contents c
       LEFT JOIN milestones m ON m.tenant = c.tenant AND m.account_id = c.account_id AND m.user_id = c.user_id AND m.milestone = ? WHERE c.tenant = ? AND c.content = ? AND c.shown > 0 GROUP BY c.content`,
      [content.goal ?? '', tenant, content.id],
    ))
      reached.set(row.content, row);
  const asked = inquiries.map((i) => ({ user: keyOf(i), at: i.at }));
  const clicks = group(clicked, (c) => c.content);
  return list.map((content): ContentRow => {
    const mine = counted.find((c) => c.content === content.id);
    const shown = Number(mine?.n ?? 0);
    const [open, won] = [Number(reached.get(content.id)?.open ?? 0), Number(reached.get(content.id)?.won ?? 0)];
    const control = held.filter((h) => h.content === content.id);
    const updated = content.updated ?? null;
    const clickers = clicks.get(content.id) ?? [];
    return {
      id: content.id,
      kind: content.kind,
      label: labelOf(content),
      goal: content.goal ?? null,
      shown,
      completed: ratio(Number(mine?.completed ?? 0), shown),
      clicked: ratio(Number(mine?.clicked ?? 0), shown),
      dismissed: Number(mine?.dismissed ?? 0),
      goalAfter: content.goal ? ratio(won, open, { hadItBefore: shown - open }) : null,
      uplift: content.goal ? uplift(won, open, control.filter((h) => h.won).length, control.length) : null,
      holdout: content.goal ? (content.holdout ?? settings.config.holdout ?? 0.1) : null,
      helped: ratio(Number(mine?.helped ?? 0), Number(mine?.answered ?? 0)),
      deflection: clickers.length
        ? deflection(
            clickers.map((c) => ({ user: keyOf(c), at: c.at })),
            asked,
            now,
          )
        : null,
      suppressed: gates.filter((g) => g.content === content.id).map((g) => ({ gate: g.gate, n: Number(g.n) })),
      targetMissing: Number(missing.find((m) => m.content === content.id)?.n ?? 0),
      updated,
      stale: updated !== null && (now - Date.parse(updated)) / DAY > settings.staleAfter,
    };
  });
}

/** People who would have seen content and were held out: from the moment at which it would have been shown. */
async function heldOut(
  { query, tenant, settings, deps: { store } }: Context,
  list: readonly Content[],
): Promise<{ content: string; won: boolean }[]> {
  const measured = list.filter((c) => c.goal && (c.holdout ?? settings.config.holdout ?? 0.1) > 0);
  if (!measured.length) return [];
  const content = store.json('props', 'content');
  const rows = await query<{ content: string; account_id: string; user_id: string; at: number }>(
    `SELECT ${content} AS content, account_id, user_id, MIN(at) AS at FROM events WHERE tenant = ? AND event = 'Content Suppressed' AND ${store.json('props', 'gate')} = 'holdout' GROUP BY 1, 2, 3`,
    [tenant],
  );
  const goals = [...new Set(measured.map((c) => c.goal ?? ''))];
  const reached = new Map(
    (rows.length
      ? await query<{ milestone: string; account_id: string; user_id: string; at: number }>(
          `SELECT milestone, account_id, user_id, at FROM milestones WHERE tenant = ? AND milestone IN (${goals.map(() => '?').join(', ')})`,
          [tenant, ...goals],
        )
      : []
    ).map((m) => [`${m.milestone}\u0000${keyOf(m)}`, m.at]),
  );
  return rows.flatMap((row) => {
    const goal = measured.find((c) => c.id === row.content)?.goal;
    const at = goal === undefined ? undefined : reached.get(`${goal}\u0000${keyOf(row)}`);
    return goal === undefined || (at !== undefined && at < row.at) ? [] : [{ content: row.content, won: at !== undefined }];
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
    query<{ event: string; at: number }>(
      `SELECT event, at FROM events WHERE tenant = ? AND event IN ('Content Shown', 'Content Completed', 'Content Clicked') AND at >= ? AND ${name} = ?`,
      [tenant, startOfDay(first, settings.timeZone), content.id],
    ),
    query<{ path: string | null; target: string | null; cfg: string | null; n: number; last: number }>(
      `SELECT path, ${deps.store.json('props', 'target')} AS target, cfg, COUNT(*) AS n, MAX(at) AS last FROM events WHERE tenant = ? AND event = 'Target Missing' AND ${name} = ? GROUP BY 1, 2, 3 ORDER BY n DESC LIMIT 50`,
      [tenant, content.id],
    ),
    query<{ step: string | null; n: number }>(
      `SELECT ${deps.store.json('props', 'step')} AS step, COUNT(*) AS n FROM events WHERE tenant = ? AND event = 'Tour Step Viewed' AND ${name} = ? GROUP BY 1`,
      [tenant, content.id],
    ),
    contents(context, [content]),
  ]);
  if (!row) throw new ApiError(404, 'no-content', 'There is no such content.');
  const daily = Array.from({ length: days }, (_, i) => ({ day: isoDay(first + i), shown: 0, completed: 0, clicked: 0 }));
  for (const { event, at } of rows) {
    const day = daily[dayOf(at, settings.timeZone) - first];
    if (day) day[event === 'Content Shown' ? 'shown' : event === 'Content Completed' ? 'completed' : 'clicked']++;
  }
  return {
    content: row,
    daily,
    missing: missing.map((m) => ({ path: m.path ?? '', target: m.target ?? '', cfg: m.cfg ?? '', n: Number(m.n), last: m.last })),
    steps: steps.flatMap((s) => (s.step ? [{ id: s.step, n: Number(s.n) }] : [])),
  };
}
