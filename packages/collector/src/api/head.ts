/** How far the store has come: what was computed before is told from what is fresh by it, in this process and in every other. */
import type { Reader } from '../stores/port';

export interface Head {
  /** The newest stored event. Whatever a person, a mail or a task does is an event too. */
  events: number;
  /** Grows with every erasure of the tenant, also when the same person is erased again: after one, nothing that was computed before may be shown. */
  erased: number;
}
export const sameHead = (a: Head, b: Head): boolean => a.events === b.events && a.erased === b.erased;

/** Two looks at indexes. */
export async function headOf(store: Reader, tenant: number): Promise<Head> {
  const [row] = await store.query<{ events: number | null; erased: number }>(
    'SELECT (SELECT MAX(id) FROM events) AS events, (SELECT COUNT(*) + COALESCE(MAX(at), 0) FROM erasures WHERE tenant = ?) AS erased',
    [tenant],
  );
  return { events: Number(row?.events ?? 0), erased: Number(row?.erased ?? 0) };
}

const MOST_EVENTS = 20_000;
const MOST_ACCOUNTS = 100;

/** Accounts of which something was applied after that event; undefined when it is quicker to look at all of them. */
export async function changedSince(store: Reader, tenant: number, from: Head, to: Head): Promise<string[] | undefined> {
  if (to.events - from.events > MOST_EVENTS) return undefined;
  // The plus keeps the embedded engine on the primary key, where the newest are together.
  const rows = await store.query<{ account_id: string }>(
    `SELECT DISTINCT account_id FROM events WHERE id > ? AND id <= ? AND +tenant = ? AND account_id <> '' LIMIT ${MOST_ACCOUNTS + 1}`,
    [from.events, to.events, tenant],
  );
  return rows.length > MOST_ACCOUNTS ? undefined : rows.map((row) => row.account_id);
}
