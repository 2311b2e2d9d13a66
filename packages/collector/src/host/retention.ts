/** What is kept how long. Events at least 35 days, because that is how long a retry may take to arrive. */
import { ms, type CollectorSection, type Program } from '@shirube/engine';
import { DAY, dayOf, isoDay } from '../metrics/days';
import type { Store } from '../stores/port';
import { PERSON, personTables } from './person';
import { zoneOf } from './programs';

const defaults = { events: '730d', anonymous: '90d', mails: '365d', deadLetters: '35d' } as const;
const CHUNK = 2000;
const VISITORS = 200;
const SNAPSHOTS = 30 * DAY;
/** What has a time of its own is not removed with the visitor. */
const timed = new Set<string>(['events', 'mails', 'webhooks']);

/** There is a row beside this one that makes it superfluous. */
const beside = (table: string, same: readonly string[], is: string): string =>
  `EXISTS (SELECT 1 FROM ${table} o WHERE ${same.map((column) => `o.${column} = ${table}.${column}`).join(' AND ')} AND ${is})`;

export async function retain(store: Store, tenant: number, program: Program, now: number): Promise<Record<string, number>> {
  const settings = (program.config['collector'] as CollectorSection | undefined)?.retention ?? {};
  const before = (name: keyof typeof defaults, least = 0) => now - Math.max(ms(settings[name] ?? defaults[name]), least);
  const removed: Record<string, number> = {};
  const clear = async (table: string, where: string, ...params: (string | number)[]) => {
    removed[table] = (removed[table] ?? 0) + (await clearRows(store, table, `${table}.tenant = ? AND ${where}`, [tenant, ...params]));
  };
  const events = before('events', 35 * DAY);
  const day = isoDay(dayOf(events, zoneOf(program)));
  await clear('events', 'received_at < ?', events);
  await clear('statements', 'created_at < ?', events);
  // What was decided is in the person's state; this only told a repetition.
  await clear('effects', 'at < ?', events);
  // Totals and curves. The first day of each person, and of their use, stays: it says which cohort they belong to.
  await clear('event_days', 'day < ?', day);
  await clear('content_gates', 'day < ?', day);
  await clear('usage_days', `day < ? AND ${beside('usage_days', PERSON, 'o.day < usage_days.day AND o.active >= usage_days.active')}`, day);
  // Of what stands until the next one comes, the one that stood on that day stays.
  await clear(
    'health_history',
    `at < ? AND ${beside('health_history', ['tenant', 'account_id'], 'o.id > health_history.id AND o.at < ?')}`,
    events,
    events,
  );
  await clear(
    'account_history',
    `at < ? AND ${beside('account_history', ['tenant', 'account_id', 'name'], 'o.at > account_history.at AND o.at < ?')}`,
    events,
    events,
  );
  await clear('facts', `at < ? AND ${beside('facts', ['tenant', 'account_id', 'name'], 'o.at > facts.at AND o.at < ?')}`, events, events);
  await clear('segments', 'left_at < ?', events);
  await clear('audit', 'at < ?', events);
  await clear('mail_events', 'at < ?', before('mails'));
  await clear('mails', 'requested_at < ?', before('mails'));
  await clear('dead_letters', 'received_at < ?', before('deadLetters'));
  await clear('webhooks', `created_at < ? AND status IN ('done', 'dead')`, before('mails'));
  // Answers kept for the next start; what nobody has asked for since can be computed again.
  await clear('snapshots', 'at < ?', now - SNAPSHOTS);
  await clear('admin_links', 'expires_at < ?', now - SNAPSHOTS);
  removed['users'] = await forgetVisitors(store, tenant, before('anonymous'));
  return removed;
}

/** In pieces, so that nothing else has to wait; the embedded store looks for them on the thread beside the main one. */
async function clearRows(store: Store, table: string, where: string, params: readonly (string | number)[]): Promise<number> {
  for (let total = 0; ;) {
    let last: boolean;
    if (store.dialect === 'postgres') {
      const n = await store.tx((tx) =>
        tx.run(`DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${CHUNK}))`, params),
      );
      total += n;
      last = n < CHUNK;
    } else {
      const rows = await store.scan<{ id: number }>(
        `SELECT ${table}.rowid AS id FROM ${table} WHERE ${where} LIMIT ${CHUNK}`,
        params,
        'long',
      );
      // Asked again: what has been written in the meantime may be in the place of what was found.
      if (rows.length)
        total += await store.tx((tx) =>
          tx.run(`DELETE FROM ${table} WHERE rowid IN (SELECT value FROM json_each(?)) AND ${where}`, [
            JSON.stringify(rows.map(({ id }) => id)),
            ...params,
          ]),
        );
      last = rows.length < CHUNK;
    }
    if (last) return total;
  }
}

/** Visitors who never said who they are, with everything about them; whoever is back at that moment stays whole. */
async function forgetVisitors(store: Store, tenant: number, since: number): Promise<number> {
  for (let total = 0; ;) {
    const gone = await store.tx(async (tx) => {
      const stale = await tx.query<{ account_id: string; user_id: string }>(
        `SELECT account_id, user_id FROM users WHERE tenant = ? AND anonymous = 1 AND last_at < ? LIMIT ${VISITORS}${store.dialect === 'postgres' ? ' FOR UPDATE' : ''}`,
        [tenant, since],
      );
      for (const { account_id: account, user_id: user } of stale)
        for (const table of ['users', ...personTables.filter((name) => !timed.has(name))])
          await tx.run(`DELETE FROM ${table} WHERE tenant = ? AND account_id = ? AND user_id = ?`, [tenant, account, user]);
      return stale.length;
    });
    total += gone;
    if (gone < VISITORS) return total;
  }
}
