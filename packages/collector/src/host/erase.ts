/** Erasure of a user (in every account, with all anonymous ids) or of an account: everything goes, and what is left is counted as proof. */
import type { Store, Tx } from '../stores/port';
import { containing } from '../stores/sql';
import { subjectHash } from './erasures';
import { personTables } from './person';
import { recount } from './rollups';

export type Subject = { user: string } | { account: string };
interface Where {
  sql: string;
  params: (string | number)[];
}
const accountTables = ['accounts', 'account_history', 'health_history', 'facts', 'rollups'] as const;

/** Rows of a subject by table. */
const places = (tenant: number, subject: Subject, anonymous: readonly string[]): [table: string, where: Where][] => {
  const ids = 'user' in subject ? [subject.user, ...anonymous] : [];
  const who: Where =
    'user' in subject
      ? { sql: `tenant = ? AND user_id IN (${ids.map(() => '?').join(', ')})`, params: [tenant, ...ids] }
      : { sql: 'tenant = ? AND account_id = ?', params: [tenant, subject.account] };
  return [
    ...personTables.map((table): [string, Where] => [table, who]),
    ['users', who],
    ['links', who],
    ['statements', who],
    ...('account' in subject ? accountTables.map((table): [string, Where] => [table, who]) : []),
  ];
};

/** The subject's id inside the bodies of refused events. */
const inBody = (tenant: number, id: string): Where => ({
  sql: `tenant = ? AND body LIKE ? ESCAPE '!'`,
  params: [tenant, containing(JSON.stringify(id))],
});

async function anonymousIds(store: Pick<Store, 'query'>, tenant: number, subject: Subject): Promise<string[]> {
  const where = 'user' in subject ? 'user_id' : 'account_id';
  return (
    await store.query<{ anonymous_id: string }>(`SELECT anonymous_id FROM links WHERE tenant = ? AND ${where} = ?`, [
      tenant,
      'user' in subject ? subject.user : subject.account,
    ])
  ).map((row) => row.anonymous_id);
}

/** Rows that were removed, by table; `left` is what a second look still finds (0). */
export async function erase(store: Store, tenant: number, subject: Subject, now: number): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  const id = 'user' in subject ? subject.user : subject.account;
  const anonymous = await anonymousIds(store, tenant, subject);
  const count = async (tx: Tx, sql: string, where: Where): Promise<void> => {
    const table = /(?:FROM|INTO) (\w+)/.exec(sql)?.[1] ?? '';
    const n = await tx.run(`${sql} WHERE ${where.sql}`, where.params);
    if (n) removed[table] = (removed[table] ?? 0) + n;
  };
  await store.tx(async (tx) => {
    const list = places(tenant, subject, anonymous);
    const mails = list.find(([table]) => table === 'mails')?.[1];
    if (mails)
      await count(tx, 'DELETE FROM mail_events', { sql: `mail_id IN (SELECT id FROM mails WHERE ${mails.sql})`, params: mails.params });
    const users = list.find(([table]) => table === 'users')?.[1];
    // What an account has done is counted again, without this person.
    if ('user' in subject && users)
      await recount(tx, tenant, ` AND account_id IN (SELECT account_id FROM users WHERE ${users.sql})`, users.params);
    for (const [table, where] of list) await count(tx, `DELETE FROM ${table}`, where);
    // What was acknowledged and is not applied yet stays: others share its batches, and of this subject nothing from before now is taken in.
    for (const one of [id, ...anonymous]) await count(tx, 'DELETE FROM dead_letters', inBody(tenant, one));
    // Figures that were computed before may name the subject; they are computed again.
    await tx.run('DELETE FROM snapshots WHERE tenant = ?', [tenant]);
    const rows = Object.values(removed).reduce((sum, n) => sum + n, 0);
    const subjects = [subjectHash('user' in subject ? 'user' : 'account', id), ...anonymous.map((one) => subjectHash('anonymous', one))];
    await tx.upsert(
      'erasures',
      ['tenant', 'subject'],
      subjects.map((hash) => ({ tenant, subject: hash, at: now, rows })),
    );
  });
  let left = 0;
  for (const [table, where] of places(tenant, subject, anonymous))
    left += (await store.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where.sql}`, where.params))[0]?.n ?? 0;
  return { ...removed, left };
}
