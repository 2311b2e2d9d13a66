import { parsePieces, plausible, videoPolicy, type Video } from '@shirube/engine';
import { ApiError } from '../http/api';
import { ratio } from '../metrics/ratio';
import { landmark } from '../metrics/landmark';
import { videoFigures, type Watched } from '../metrics/video';
import { group } from './content';
import { parse } from './raw';
import type { Context, Route } from './route';
import type { VideoDetail, VideoRow } from './types';
import { DAY } from '../metrics/days';

interface Record {
  video: string;
  account_id: string;
  user_id: string;
  duration: number | null;
  pieces: string;
  coverage: number | null;
  played: number | null;
  started_at: number | null;
  completed_at: number | null;
}
type Piece = [number, number];
const keyOf = (r: { account_id: string; user_id: string }) => `${r.account_id}\u0000${r.user_id}`;
/** Points of the small curve in the list. */
const POINTS = 60;

export const videosRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/videos',
    async run(context) {
      const json = await videos(context);
      return {
        json,
        table: {
          name: 'videos',
          columns: [
            'video',
            'starters',
            'completed',
            'completion',
            'average_coverage',
            'not_watched',
            'drop_off_from_s',
            'drop_off_to_s',
            'drop_off_share',
          ],
          rows: json.map((v) => [
            v.id,
            v.starters,
            v.completion.num,
            v.completion.value,
            v.averageCoverage,
            v.notWatched,
            v.dropOff?.from ?? null,
            v.dropOff?.to ?? null,
            v.dropOff?.lost ?? null,
          ]),
        },
      };
    },
  },
  {
    method: 'GET',
    heavy: true,
    path: '/videos/:id',
    warm: (settings) => (settings.config.videos ?? []).map((video) => `/videos/${encodeURIComponent(video.id)}`),
    async run(context) {
      const json = await detail(context);
      return {
        json,
        table: {
          name: `video-${json.video.id}`,
          columns: ['second', 'retention', 'plays_per_viewer'],
          rows: json.retention.map((r, i) => [i, r, json.heat[i] ?? null]),
        },
      };
    },
  },
];

async function load({ query, tenant }: Context, id?: string): Promise<Record[]> {
  return query<Record>(
    `SELECT video, account_id, user_id, duration, pieces, coverage, played, started_at, completed_at FROM videos WHERE tenant = ?${id === undefined ? '' : ' AND video = ?'} AND started_at IS NOT NULL`,
    id === undefined ? [tenant] : [tenant, id],
  );
}

async function videos(context: Context): Promise<VideoRow[]> {
  const [rows, people] = await Promise.all([load(context), peopleCount(context)]);
  const by = group(rows, (r) => r.video);
  return (context.settings.config.videos ?? []).map((video) => rowOf(context, video, by.get(video.id) ?? [], people));
}

const durationOf = (video: Video, rows: readonly Record[]) => rows.find((r) => r.duration)?.duration ?? video.duration ?? 0;
const watchedOf = (rows: readonly Record[], plays?: ReadonlyMap<string, Piece[]>): Watched[] =>
  rows.map((r) => ({
    user: keyOf(r),
    union: parse<Piece[]>(r.pieces, []),
    plays: plays?.get(keyOf(r)),
    completed: r.completed_at !== null,
  }));

function rowOf({ settings, now }: Context, video: Video, rows: readonly Record[], people: number): VideoRow {
  const duration = durationOf(video, rows);
  const figures = videoFigures(watchedOf(rows), duration);
  const covered = rows.filter((r) => r.coverage !== null);
  const unique = rows.reduce((sum, r) => sum + (r.coverage ?? 0) * duration, 0);
  const source = video.sources[0]?.src ?? '';
  const step = Math.max(1, figures.retention.length / POINTS);
  return {
    id: video.id,
    title: video.title,
    duration: duration || null,
    starters: figures.starters,
    completion: figures.completion,
    playRate: ratio(rows.length, people),
    averageCoverage: covered.length ? covered.reduce((sum, r) => sum + (r.coverage ?? 0), 0) / covered.length : null,
    rewatch: unique > 0 ? Math.max(0, rows.reduce((sum, r) => sum + (r.played ?? 0), 0) - unique) / unique : null,
    dropOff: figures.starters >= 1 ? figures.dropOff : null,
    curve: Array.from({ length: Math.min(POINTS, figures.retention.length) }, (_, i) => figures.retention[Math.floor(i * step)] ?? 0),
    notWatched: Math.max(0, people - rows.length),
    source: /youtube|youtu\.be|vimeo/.test(source) ? 'sampled' : 'exact',
    updated: video.updated ?? null,
    stale: video.updated !== undefined && (now - Date.parse(video.updated)) / DAY > settings.staleAfter,
  };
}

const peopleCount = async ({ query, tenant }: Context): Promise<number> =>
  Number(
    (
      await query<{ n: number }>("SELECT COUNT(*) AS n FROM users WHERE tenant = ? AND anonymous = 0 AND account_id <> '' AND logins > 0", [
        tenant,
      ])
    )[0]?.n ?? 0,
  );

async function detail(context: Context): Promise<VideoDetail> {
  const { settings, query, tenant, params, deps } = context;
  const video = settings.config.videos?.find((v) => v.id === params.id);
  if (!video) throw new ApiError(404, 'no-video', `There is no video "${params.id ?? ''}" in the active configuration.`);
  const name = deps.store.json('props', 'video');
  const [rows, people, events, unseen, book] = await Promise.all([
    load(context, video.id),
    peopleCount(context),
    query<{ account_id: string; user_id: string; segments: string | null; wall: number | null; at: number }>(
      `SELECT account_id, user_id, ${deps.store.json('props', 'segments')} AS segments, ${deps.store.jsonNumber('props', 'wall')} AS wall, at FROM events WHERE tenant = ? AND event IN ('Video Progressed', 'Video Completed') AND ${name} = ? ORDER BY at DESC LIMIT 20000`,
      [tenant, video.id],
    ),
    query<{ account_id: string; user_id: string; last_at: number }>(
      "SELECT u.account_id, u.user_id, u.last_at FROM users u WHERE u.tenant = ? AND u.anonymous = 0 AND u.account_id <> '' AND u.logins > 0 AND NOT EXISTS (SELECT 1 FROM videos v WHERE v.tenant = u.tenant AND v.account_id = u.account_id AND v.user_id = u.user_id AND v.video = ?) ORDER BY u.last_at DESC LIMIT 100",
      [tenant, video.id],
    ),
    context.book(),
  ]);
  const plays = new Map<string, Piece[]>();
  const wall = new Map<string, number>();
  const last = new Map<string, number>();
  for (const event of events) {
    plays.set(keyOf(event), [...(plays.get(keyOf(event)) ?? []), ...parsePieces(event.segments ?? '')]);
    if (event.wall !== null) wall.set(keyOf(event), (wall.get(keyOf(event)) ?? 0) + event.wall);
    last.set(keyOf(event), Math.max(last.get(keyOf(event)) ?? 0, event.at));
  }
  const duration = durationOf(video, rows);
  const figures = videoFigures(watchedOf(rows, plays), duration);
  const fastest = Math.max(...videoPolicy(video).speeds);
  // Clocks and players are a little off at every stop.
  const doubtful = (key: string) =>
    wall.has(key) && !plausible(plays.get(key) ?? [], wall.get(key) ?? 0, fastest, Math.max(2, duration * 0.05));
  const nameOf = (account: string) => book.entries.get(account)?.name ?? account;
  return {
    video: rowOf(context, video, rows, people),
    retention: figures.retention,
    heat: figures.heat,
    chapters: [],
    viewers: [...rows]
      .sort((a, b) => (a.coverage ?? 0) - (b.coverage ?? 0))
      .slice(0, 500)
      .map((r) => ({
        account: r.account_id,
        accountName: nameOf(r.account_id),
        user: r.user_id,
        coverage: r.coverage,
        completed: r.completed_at,
        pieces: parse<Piece[]>(r.pieces, []),
        doubtful: doubtful(keyOf(r)),
        last: last.get(keyOf(r)) ?? r.started_at,
      })),
    notWatched: unseen.map((u) => ({ account: u.account_id, accountName: nameOf(u.account_id), user: u.user_id, last: u.last_at })),
    notWatchedTotal: Math.max(0, people - rows.length),
    helps: await helps(context, rows),
  };
}

/** On the value milestone. */
async function helps({ settings, query, tenant, now }: Context, rows: readonly Record[]): Promise<VideoDetail['helps']> {
  if (settings.value === null) return null;
  const completed = new Map(rows.flatMap((r) => (r.completed_at === null ? [] : [[keyOf(r), r.completed_at] as const])));
  const people = await query<{ account_id: string; user_id: string; first: number; at: number | null }>(
    "SELECT u.account_id, u.user_id, u.first_login_at AS first, m.at AS at FROM users u LEFT JOIN milestones m ON m.tenant = u.tenant AND m.account_id = u.account_id AND m.user_id = u.user_id AND m.milestone = ? WHERE u.tenant = ? AND u.anonymous = 0 AND u.account_id <> '' AND u.first_login_at IS NOT NULL",
    [settings.value, tenant],
  );
  const found = landmark(
    people.map((p) => ({ first: p.first, completed: completed.get(keyOf(p)) ?? null, reached: p.at })),
    now,
  );
  return found && { milestone: settings.value, ...found };
}
