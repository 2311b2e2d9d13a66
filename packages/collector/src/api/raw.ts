/** What the store knows of all accounts, in a handful of queries: the raw material of health, stages and the call list. */
import type { Scalar } from '@shirube/engine';
import type { Store } from '../stores/port';
import { dayOf, isoDay } from '../metrics/days';
import type { Settings } from './settings';

export interface RawMilestone { at: number; user: string }
export interface RawUser { id: string; first: number; last: number; logins: number; firstLogin: number | null; lastLogin: number | null; done: Record<string, Record<string, number>> }
export interface RawAccount {
  id: string;
  traits: Record<string, Scalar>;
  first: number;
  last: number;
  users: RawUser[];
  milestones: Map<string, RawMilestone>;
  /** Active people by day number. */
  days: Map<number, Set<string>>;
  events: Map<string, { n: number; last: number }>;
  answers: Map<string, { user: string; value: number; at: number }[]>;
  videos: Set<string>;
  mails: { delivered: number; clicked: number };
  tasks: { id: string; due: number | null; created: number }[];
  level: string | undefined;
}

const DAY = 86_400_000;
export const parse = <T>(text: string | null | undefined, fallback: T): T => {
  if (!text) return fallback;
  try {
    return JSON.parse(text) as T;
  } catch {
    return fallback;
  }
};

/** `back`: how many days of activity are needed. */
export async function loadRaw(store: Store, tenant: number, now: number, settings: Settings, back: number): Promise<Map<string, RawAccount>> {
  const accounts = new Map<string, RawAccount>();
  const all = <T>(sql: string, ...more: (string | number)[]) => store.query<T>(sql, [tenant, ...more]);
  for (const row of await all<{ account_id: string; traits: string; first_at: number; last_at: number }>('SELECT account_id, traits, first_at, last_at FROM accounts WHERE tenant = ?'))
    if (row.account_id) accounts.set(row.account_id, {
      id: row.account_id, traits: parse<Record<string, Scalar>>(row.traits, {}), first: row.first_at, last: row.last_at, users: [], milestones: new Map(), days: new Map(),
      events: new Map(), answers: new Map(), videos: new Set(), mails: { delivered: 0, clicked: 0 }, tasks: [], level: undefined,
    });
  const each = async <T extends { account_id: string }>(rows: Promise<T[]>, take: (account: RawAccount, row: T) => void) => {
    for (const row of await rows) {
      const account = accounts.get(row.account_id);
      if (account) take(account, row);
    }
  };
  // Facts that people enter stand above what the app sends.
  await each(all<{ account_id: string; name: string; value: string }>('SELECT account_id, name, value FROM facts WHERE tenant = ? ORDER BY at, id'), (a, r) => {
    a.traits[r.name] = parse<Scalar>(r.value, null);
  });
  await each(all<{ account_id: string; user_id: string; first_at: number; last_at: number; logins: number; first_login_at: number | null; last_login_at: number | null; ck: string | null }>(
    `SELECT account_id, user_id, first_at, last_at, logins, first_login_at, last_login_at, ${settings.config.checklists?.length ? store.json('state', 'ck') : 'NULL'} AS ck FROM users WHERE tenant = ? AND anonymous = 0 AND account_id <> ''`,
  ), (a, r) => void a.users.push({ id: r.user_id, first: r.first_at, last: r.last_at, logins: r.logins, firstLogin: r.first_login_at, lastLogin: r.last_login_at, done: parse(r.ck, {}) }));
  await each(all<{ account_id: string; milestone: string; at: number; user_id: string }>("SELECT account_id, milestone, MIN(at) AS at, MIN(user_id) AS user_id FROM milestones WHERE tenant = ? AND account_id <> '' GROUP BY account_id, milestone"), (a, r) => {
    a.milestones.set(r.milestone, { at: r.at, user: r.user_id });
  });
  const since = isoDay(dayOf(now, settings.timeZone) - back);
  await each(all<{ account_id: string; user_id: string; day: string }>("SELECT account_id, user_id, day FROM usage_days WHERE tenant = ? AND day >= ? AND core > 0 AND account_id <> ''", since), (a, r) => {
    const day = Date.parse(`${r.day}T00:00:00Z`) / DAY;
    const people = a.days.get(day) ?? new Set();
    a.days.set(day, people.add(r.user_id));
  });
  await each(all<{ account_id: string; event: string; n: number; last: number }>("SELECT account_id, event, SUM(n) AS n, MAX(last_at) AS last FROM event_users WHERE tenant = ? AND account_id <> '' GROUP BY account_id, event"), (a, r) => void a.events.set(r.event, { n: Number(r.n), last: r.last }));
  await each(all<{ account_id: string; user_id: string; survey: string; question: string; value: string; at: number }>("SELECT account_id, user_id, survey, question, value, at FROM answers WHERE tenant = ? AND account_id <> '' ORDER BY at"), (a, r) => {
    const value = parse<unknown>(r.value, null);
    if (typeof value !== 'number') return;
    const key = `${r.survey}:${r.question}`;
    a.answers.set(key, [...(a.answers.get(key) ?? []), { user: r.user_id, value, at: r.at }]);
  });
  await each(all<{ account_id: string; video: string }>("SELECT DISTINCT account_id, video FROM videos WHERE tenant = ? AND completed_at IS NOT NULL AND account_id <> ''"), (a, r) => void a.videos.add(r.video));
  await each(all<{ account_id: string; sent: number; clicked: number }>("SELECT account_id, SUM(CASE WHEN sent_at IS NOT NULL AND bounced_at IS NULL THEN 1 ELSE 0 END) AS sent, SUM(CASE WHEN clicked_at IS NOT NULL THEN 1 ELSE 0 END) AS clicked FROM mails WHERE tenant = ? GROUP BY account_id"), (a, r) => {
    a.mails = { delivered: Number(r.sent), clicked: Number(r.clicked) };
  });
  await each(all<{ account_id: string; id: string; due_at: number | null; created_at: number }>("SELECT account_id, id, due_at, created_at FROM tasks WHERE tenant = ? AND status = 'open' AND (snoozed_until IS NULL OR snoozed_until <= ?)", now), (a, r) => void a.tasks.push({ id: r.id, due: r.due_at, created: r.created_at }));
  await each(all<{ account_id: string; level: string }>('SELECT h.account_id, h.level FROM health_history h JOIN (SELECT account_id, MAX(id) AS id FROM health_history WHERE tenant = ? GROUP BY account_id) m ON m.id = h.id'), (a, r) => void (a.level = r.level));
  return accounts;
}
