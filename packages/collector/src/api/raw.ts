/** What the store knows of all accounts, in a handful of queries: the raw material of health, stages and the call list. */
import type { Scalar } from '@shirube/engine';
import type { Store } from '../stores/port';
import { DAY, dayOf, isoDay } from '../metrics/days';
import { decayed } from '../metrics/decay';
import type { Settings } from './settings';

/** Days back from today, half-open: [from, to). */
export interface Window {
  from: number;
  to: number;
}
export const windowKey = ({ from, to }: Window): string => `${from}:${to}`;
export interface RawAccount {
  id: string;
  traits: Record<string, Scalar>;
  first: number;
  last: number;
  people: { n: number; withLogin: number; firstLogin: number | null; last: number };
  /** When the first of the account reached it. */
  milestones: Map<string, number>;
  /** Active people by day number. */
  days: Map<number, number>;
  /** Distinct active people by window. */
  active: Map<string, number>;
  events: Map<string, { n: number; last: number }>;
  /** How often, by `Counted.key`; missing: never. */
  counts: Map<string, number>;
  /** Items that someone has done, "checklist/item". */
  items: Set<string>;
  answers: Map<string, { user: string; value: number; at: number }[]>;
  videos: Set<string>;
  /** By how far back, in milliseconds; 0: ever. */
  mails: Map<number, { delivered: number; clicked: number }>;
  /** `call`: a flow asks for it; else somebody wants to be forgotten. */
  tasks: { id: string; due: number | null; created: number; call: boolean }[];
  level: string | undefined;
}
/** What has to be known beyond the usual, because the configuration measures it. */
export interface Wanted {
  windows: readonly Window[];
  events: readonly string[];
  counts: readonly Counted[];
  /** Milliseconds back; 0: ever. */
  mails: readonly number[];
  back: number;
}
/** Events to be counted over a time, or each with 2^(−age/halfLife); milliseconds. */
export type Counted = { key: string; events: readonly string[] } & ({ window: number } | { halfLife: number });

/** After so many half-lives nothing is left of an event. */
const HALVINGS = 30;
export const parse = <T>(text: string | null | undefined, fallback: T): T => {
  if (!text) return fallback;
  try {
    return JSON.parse(text) as T;
  } catch {
    return fallback;
  }
};

/** All accounts, or `only` some. */
export async function loadRaw(
  store: Store,
  tenant: number,
  now: number,
  settings: Settings,
  wanted: Wanted,
  only?: readonly string[],
): Promise<Map<string, RawAccount>> {
  const accounts = new Map<string, RawAccount>();
  const mine = only ? `AND account_id IN (${only.map(() => '?').join(', ')})` : '';
  // The accounts come last in every WHERE, so their parameters do too.
  const all = <T>(sql: string, ...more: (string | number)[]) =>
    store.scan<T>(sql.replaceAll('{mine}', mine), [tenant, ...more, ...(only ?? [])], only ? 'short' : 'long');
  for (const row of await all<{ account_id: string; traits: string; first_at: number; last_at: number }>(
    'SELECT account_id, traits, first_at, last_at FROM accounts WHERE tenant = ? {mine}',
  ))
    if (row.account_id)
      accounts.set(row.account_id, {
        id: row.account_id,
        traits: parse<Record<string, Scalar>>(row.traits, {}),
        first: row.first_at,
        last: row.last_at,
        people: { n: 0, withLogin: 0, firstLogin: null, last: 0 },
        milestones: new Map(),
        days: new Map(),
        active: new Map(),
        events: new Map(),
        counts: new Map(),
        items: new Set(),
        answers: new Map(),
        videos: new Set(),
        mails: new Map(),
        tasks: [],
        level: undefined,
      });
  const each = async <T extends { account_id: string }>(rows: Promise<T[]>, take: (account: RawAccount, row: T) => void) => {
    for (const row of await rows) {
      const account = accounts.get(row.account_id);
      if (account) take(account, row);
    }
  };
  // Facts that people enter stand above what the app sends.
  await each(
    all<{ account_id: string; name: string; value: string }>(
      'SELECT account_id, name, value FROM facts WHERE tenant = ? {mine} ORDER BY at, id',
    ),
    (a, r) => {
      a.traits[r.name] = parse<Scalar>(r.value, null);
    },
  );
  await each(
    all<{ account_id: string; n: number; with_login: number; first_login: number | null; last: number }>(
      "SELECT account_id, COUNT(*) AS n, SUM(CASE WHEN logins > 0 THEN 1 ELSE 0 END) AS with_login, MIN(first_login_at) AS first_login, MAX(last_at) AS last FROM users WHERE tenant = ? AND anonymous = 0 AND account_id <> '' {mine} GROUP BY account_id",
    ),
    (a, r) => void (a.people = { n: Number(r.n), withLogin: Number(r.with_login), firstLogin: r.first_login, last: r.last }),
  );
  await each(
    all<{ account_id: string; milestone: string; at: number }>(
      "SELECT account_id, milestone, MIN(at) AS at FROM milestones WHERE tenant = ? AND account_id <> '' {mine} GROUP BY account_id, milestone",
    ),
    (a, r) => void a.milestones.set(r.milestone, r.at),
  );
  await each(
    all<{ account_id: string; checklist: string; item: string }>(
      "SELECT DISTINCT account_id, checklist, item FROM checklist_items WHERE tenant = ? AND done_at IS NOT NULL AND account_id <> '' {mine}",
    ),
    (a, r) => void a.items.add(`${r.checklist}/${r.item}`),
  );
  const today = dayOf(now, settings.timeZone);
  const active = "FROM usage_days WHERE tenant = ? AND day >= ? AND day < ? AND active = 1 AND account_id <> '' {mine}";
  await each(
    all<{ account_id: string; day: string; n: number }>(
      `SELECT account_id, day, COUNT(*) AS n ${active} GROUP BY account_id, day`,
      isoDay(today - wanted.back),
      isoDay(today + 1),
    ),
    (a, r) => void a.days.set(Date.parse(`${r.day}T00:00:00Z`) / DAY, Number(r.n)),
  );
  for (const window of wanted.windows)
    await each(
      all<{ account_id: string; n: number }>(
        `SELECT account_id, COUNT(DISTINCT user_id) AS n ${active} GROUP BY account_id`,
        isoDay(today - window.from),
        isoDay(today - window.to),
      ),
      (a, r) => void a.active.set(windowKey(window), Number(r.n)),
    );
  if (wanted.events.length)
    await each(
      all<{ account_id: string; event: string; n: number; last: number }>(
        `SELECT account_id, event, SUM(n) AS n, MAX(last_at) AS last FROM event_users WHERE tenant = ? AND event IN (${wanted.events.map(() => '?').join(', ')}) AND account_id <> '' {mine} GROUP BY account_id, event`,
        ...wanted.events,
      ),
      (a, r) => void a.events.set(r.event, { n: Number(r.n), last: r.last }),
    );
  for (const count of wanted.counts) {
    // Gathered in pieces of a fiftieth of the half-life: far too small to be seen in the sum.
    const piece = 'halfLife' in count ? Math.max(1000, Math.round(count.halfLife / 50)) : Number.MAX_SAFE_INTEGER;
    const since = now - ('halfLife' in count ? HALVINGS * count.halfLife : count.window);
    await each(
      all<{ account_id: string; piece: number; n: number; at: number }>(
        `SELECT account_id, at / ${piece} AS piece, COUNT(*) AS n, AVG(at) AS at FROM events WHERE tenant = ? AND event IN (${count.events.map(() => '?').join(', ')}) AND at >= ? AND at < ? AND account_id <> '' {mine} GROUP BY account_id, at / ${piece}`,
        ...count.events,
        since,
        now,
      ),
      (a, r) =>
        void a.counts.set(
          count.key,
          (a.counts.get(count.key) ?? 0) + ('halfLife' in count ? r.n * decayed([now - r.at], count.halfLife) : r.n),
        ),
    );
  }
  await each(
    all<{ account_id: string; user_id: string; survey: string; question: string; value: string; at: number }>(
      "SELECT account_id, user_id, survey, question, value, at FROM answers WHERE tenant = ? AND account_id <> '' {mine} ORDER BY at",
    ),
    (a, r) => {
      const value = parse<unknown>(r.value, null);
      if (typeof value !== 'number') return;
      const key = `${r.survey}:${r.question}`;
      const list = a.answers.get(key);
      if (list) list.push({ user: r.user_id, value, at: r.at });
      else a.answers.set(key, [{ user: r.user_id, value, at: r.at }]);
    },
  );
  await each(
    all<{ account_id: string; video: string }>(
      "SELECT DISTINCT account_id, video FROM videos WHERE tenant = ? AND completed_at IS NOT NULL AND account_id <> '' {mine}",
    ),
    (a, r) => void a.videos.add(r.video),
  );
  for (const back of wanted.mails)
    await each(
      all<{ account_id: string; sent: number; clicked: number }>(
        'SELECT account_id, SUM(CASE WHEN bounced_at IS NULL THEN 1 ELSE 0 END) AS sent, SUM(CASE WHEN clicked_at IS NOT NULL THEN 1 ELSE 0 END) AS clicked FROM mails WHERE tenant = ? AND sent_at >= ? AND sent_at < ? {mine} GROUP BY account_id',
        back ? now - back : 0,
        now,
      ),
      (a, r) => {
        a.mails.set(back, { delivered: Number(r.sent), clicked: Number(r.clicked) });
      },
    );
  await each(
    all<{ account_id: string; id: string; due_at: number | null; created_at: number; flow: string }>(
      "SELECT account_id, id, due_at, created_at, flow FROM tasks WHERE tenant = ? AND status = 'open' AND (snoozed_until IS NULL OR snoozed_until <= ?) {mine}",
      now,
    ),
    (a, r) => void a.tasks.push({ id: r.id, due: r.due_at, created: r.created_at, call: r.flow !== '' }),
  );
  await each(
    all<{ account_id: string; level: string }>(
      'SELECT h.account_id, h.level FROM health_history h JOIN (SELECT account_id, MAX(id) AS id FROM health_history WHERE tenant = ? {mine} GROUP BY account_id) m ON m.id = h.id',
    ),
    (a, r) => void (a.level = r.level),
  );
  return accounts;
}
