/** What is kept how long. Events at least 35 days, because that is how long a retry may take to arrive. */
import { ms, type Program } from '@shirube/engine';
import type { Store } from '../stores/port';

export interface RetentionSettings { events?: string; anonymous?: string; mails?: string; deadLetters?: string }
const DAY = 86_400_000;
const defaults = { events: '730d', anonymous: '90d', mails: '365d', deadLetters: '35d' } as const;
const CHUNK = 2000;

export async function retain(store: Store, tenant: number, program: Program, now: number): Promise<Record<string, number>> {
  const settings = (program.config['collector'] as { retention?: RetentionSettings } | undefined)?.retention ?? {};
  const before = (name: keyof typeof defaults, least = 0) => now - Math.max(ms(settings[name] ?? defaults[name]), least);
  const removed: Record<string, number> = {};
  /** In pieces, so that nothing else has to wait. */
  const clear = async (table: string, id: string, where: string, params: (string | number)[]) => {
    for (;;) {
      const n = await store.tx((tx) => tx.run(`DELETE FROM ${table} WHERE ${id} IN (SELECT ${id} FROM ${table} WHERE ${where} LIMIT ${CHUNK})`, params));
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
  const stale = before('anonymous');
  for (const table of ['effects', 'milestones', 'segments', 'flow_runs', 'flow_steps', 'contents', 'videos', 'answers'])
    await store.tx((tx) => tx.run(`DELETE FROM ${table} WHERE tenant = ? AND account_id = '' AND user_id IN (SELECT user_id FROM users WHERE tenant = ? AND account_id = '' AND anonymous = 1 AND last_at < ?)`, [tenant, tenant, stale]));
  removed['users'] = await store.tx((tx) => tx.run('DELETE FROM users WHERE tenant = ? AND anonymous = 1 AND last_at < ?', [tenant, stale]));
  return removed;
}
