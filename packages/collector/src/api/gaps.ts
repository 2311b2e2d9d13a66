import { contentGaps, missedSearches, type PageHelp } from '../metrics/gap-map';
import { labelOf } from './context';
import type { Context, Route } from './route';
import { steepest, videoFigures } from '../metrics/video';
import { parse } from './raw';
import type { Gaps } from './types';
import { DAY } from '../metrics/days';

const WINDOW = 30 * DAY;

/** Where content does not do its work: pages, searches that found nothing, videos that are left, and what nobody has updated. */
export const gapsRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/gaps',
    async run(context) {
      const json = await gaps(context);
      return {
        json,
        table: {
          name: 'content-gaps',
          columns: ['path', 'kind', 'shown', 'clicked', 'click_rate', 'inquiries_per_click', 'people'],
          rows: json.pages.map((p) => [p.path, p.kind, p.shown, p.clickRate.num, p.clickRate.value, p.inquiryRate.value, p.users]),
        },
      };
    },
  },
];

async function gaps(context: Context): Promise<Gaps> {
  const { query, tenant, now, settings, deps } = context;
  const since = now - WINDOW;
  const inquiries = settings.inquiryEvents;
  const [events, pages, searches, videos] = await Promise.all([
    query<{ path: string; event: string; users: number }>(
      `SELECT path, event, COUNT(DISTINCT user_id) AS users FROM events WHERE tenant = ? AND at >= ? AND path IS NOT NULL AND event IN ('Content Shown', 'Content Clicked', 'Content Completed', 'Target Missing', 'validation_failed', ${inquiries.map(() => '?').join(', ')}) GROUP BY path, event`,
      [tenant, since, ...inquiries],
    ),
    query<{ path: string; users: number }>(
      "SELECT path, COUNT(DISTINCT user_id) AS users FROM (SELECT path, user_id FROM events WHERE tenant = ? AND event = '$page' AND path IS NOT NULL AND at >= ? ORDER BY at DESC LIMIT 50000) recent GROUP BY path",
      [tenant, since],
    ),
    query<{ q: string | null; results: number | null }>(
      `SELECT ${deps.store.json('props', 'query')} AS q, ${deps.store.jsonNumber('props', 'results')} AS results FROM events WHERE tenant = ? AND at >= ? AND event IN (${settings.searchEvents.map(() => '?').join(', ')}) ORDER BY at DESC LIMIT 20000`,
      [tenant, since, ...settings.searchEvents],
    ),
    query<{ video: string; duration: number | null; pieces: string }>(
      'SELECT video, duration, pieces FROM videos WHERE tenant = ? AND started_at IS NOT NULL',
      [tenant],
    ),
  ]);
  const help = new Map<string, PageHelp>();
  const page = (path: string) => {
    const known = help.get(path) ?? { path, shown: 0, clicked: 0, inquiries: 0, errors: 0, users: 0 };
    help.set(known.path, known);
    return known;
  };
  for (const p of pages) page(p.path).users = Number(p.users);
  for (const e of events) {
    const entry = page(e.path);
    entry.users = Math.max(entry.users, Number(e.users));
    // People, not events: one person who asks five times is one gap. Finishing a tour is taking it up as much as clicking is.
    const people = Number(e.users);
    if (e.event === 'Content Shown') entry.shown = people;
    else if (e.event === 'Content Clicked' || e.event === 'Content Completed') entry.clicked = Math.max(entry.clicked, people);
    else if (inquiries.includes(e.event)) entry.inquiries += people;
    else entry.errors += people;
  }
  const days = (updated: string) => Math.floor((now - Date.parse(updated)) / DAY);
  const { config } = settings;
  const dated = [
    ...(config.videos ?? []).map((v) => ({ kind: 'video' as const, id: v.id, label: v.title, updated: v.updated })),
    ...(config.content ?? []).map((c) => ({ kind: 'content' as const, id: c.id, label: labelOf(c), updated: c.updated })),
  ];
  return {
    pages: contentGaps([...help.values()]),
    searches: missedSearches(searches.map((s) => ({ query: s.q ?? '', results: s.results ?? 0 }))),
    stale: dated
      .flatMap(({ updated, ...item }) =>
        updated !== undefined && days(updated) > settings.staleAfter ? [{ ...item, updated, days: days(updated) }] : [],
      )
      .sort((a, b) => b.days - a.days),
    videoDropOffs: (config.videos ?? []).flatMap((video) => {
      const mine = videos.filter((v) => v.video === video.id);
      const curve = videoFigures(
        mine.map((v) => ({ user: '', union: parse<[number, number][]>(v.pieces, []), completed: false })),
        mine.find((v) => v.duration)?.duration ?? video.duration ?? 0,
      ).retention;
      const fall = mine.length ? steepest(curve) : null;
      return fall && fall.lost >= 0.15 ? [{ id: video.id, title: video.title, ...fall, starters: mine.length }] : [];
    }),
    undated: dated.filter((d) => d.updated === undefined).length,
  };
}
