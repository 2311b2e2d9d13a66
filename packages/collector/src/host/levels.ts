/** What a monitor wants to see at a glance. */
import type { Store } from '../stores/port';

export async function levels(
  store: Store,
): Promise<Record<'mails_uncertain' | 'mails_queued' | 'webhooks_dead' | 'dead_letters' | 'statements_waiting', number>> {
  const count = async (sql: string) => (await store.scan<{ n: number }>(sql))[0]?.n ?? 0;
  return {
    mails_uncertain: await count(`SELECT COUNT(*) AS n FROM mails WHERE status = 'uncertain'`),
    mails_queued: await count(`SELECT COUNT(*) AS n FROM mails WHERE status = 'queued'`),
    webhooks_dead: await count(`SELECT COUNT(*) AS n FROM webhooks WHERE status = 'dead'`),
    dead_letters: await count('SELECT COUNT(*) AS n FROM dead_letters'),
    statements_waiting: await count('SELECT COUNT(*) AS n FROM statements'),
  };
}
