/** What is kept how long. Events at least 35 days, because that is how long a retry may take to arrive. */
import { ms, type CollectorSection, type Program } from '@shirube/engine';
import type { Store } from '../stores/port';
import { personTables } from './person';
import { DAY } from '../metrics/days';

const defaults = { events: '730d', anonymous: '90d', mails: '365d', deadLetters: '35d' } as const;
const CHUNK = 2000;
const VISITORS = 200;
const SNAPSHOTS = 30 * DAY;
/** What has a time of its own is not removed with the visitor. */
const timed = new Set<string>(['events', 'mails', 'webhooks']);

export async function retain(store: Store, tenant: number, program: Program, now: number): Promise<Record<string, number>> {
  const settings = (program.config['collector'] as CollectorSection | undefined)?.retention ?? {};
  const before = (name: keyof typeof defaults, least = 0) => now - Math.max(ms(settings[name] ?? defaults[name]), least);
  const removed: Record<string, number> = {};
  /** In pieces, so that nothing else has to wait. `id` tells the rows of one tenant apart. */
  const clear = async (table: string, id: string, where: string, params: (string | number)[]) => {
    for (;;) {
      const n = await store.tx((tx) => tx.run(`DELETE FROM ${table} WHERE tenant = ? AND ${id} IN (SELECT ${id} FROM ${table} WHERE ${where} LIMIT ${CHUNK})`, [tenant, ...params]));
      removed[table] = (removed[table] ?? 0) + n;
      if (n < CHUNK) return;
    }
  };
  await clear('events', 'id', 'tenant = ? AND received_at < ?', [tenant, before('events', 35 * DAY)]);
  await clear('statements', 'id', 'tenant = ? AND created_at < ?', [tenant, before('events', 35 * DAY)]);
  await clear('mail_events', 'id', 'tenant = ? AND at < ?', [tenant, before('mails')]);
  await clear('mails', 'id', 'tenant = ? AND requested_at < ?', [tenant, before('mails')]);
  await clear('dead_letters', 'id', 'tenant = ? AND received_at < ?', [tenant, before('deadLetters')]);
  await clear('webhooks', 'id', `tenant = ? AND created_at < ? AND status IN ('done', 'dead')`, [tenant, before('mails')]);
  // Answers kept for the next start; what nobody has asked for since can be computed again.
  await clear('snapshots', 'name', 'tenant = ? AND at < ?', [tenant, now - SNAPSHOTS]);
  removed['users'] = await forgetVisitors(store, tenant, before('anonymous'));
  return removed;
}

/** Visitors who never said who they are, with everything about them; whoever is back at that moment stays whole. */
async function forgetVisitors(store: Store, tenant: number, since: number): Promise<number> {
  for (let total = 0; ; ) {
    const gone = await store.tx(async (tx) => {
      const stale = await tx.query<{ account_id: string; user_id: string }>(`SELECT account_id, user_id FROM users WHERE tenant = ? AND anonymous = 1 AND last_at < ? LIMIT ${VISITORS}${store.dialect === 'postgres' ? ' FOR UPDATE' : ''}`, [tenant, since]);
      for (const { account_id: account, user_id: user } of stale)
        for (const table of ['users', ...personTables.filter((name) => !timed.has(name))]) await tx.run(`DELETE FROM ${table} WHERE tenant = ? AND account_id = ? AND user_id = ?`, [tenant, account, user]);
      return stale.length;
    });
    total += gone;
    if (gone < VISITORS) return total;
  }
}
