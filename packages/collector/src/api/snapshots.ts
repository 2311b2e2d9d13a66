/** What was expensive to compute, in the store: the next process starts with it and computes anew behind the reader's back. */
import type { Store } from '../stores/port';
import { headOf, type Head } from './head';

export interface Snapshot {
  head: Head;
  at: number;
  cost: number;
  body: string;
}
interface Row {
  events: number;
  erased: number;
  at: number;
  cost: number;
  body: string;
}

/** Of another shape of the answers: not taken up. Raise it when an answer gets other fields, or a figure another meaning. */
const SHAPE = 3;
const MOST_CHARS = 8_000_000;

/** What another program wrote may look different; then it is computed again. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

export class Snapshots {
  constructor(private readonly store: Store) {}

  async load(tenant: number, name: string, cfg: string): Promise<Snapshot | undefined> {
    const [row] = await this.store.scan<Row>(
      'SELECT events, erased, at, cost, body FROM snapshots WHERE tenant = ? AND name = ? AND cfg = ?',
      [tenant, name, `${SHAPE}|${cfg}`],
    );
    return row && { head: { events: row.events, erased: row.erased }, at: row.at, cost: row.cost, body: row.body };
  }

  /** Not when something was erased since it was computed. Losing it costs nothing but time. */
  async save(tenant: number, name: string, cfg: string, { head, at, cost, body }: Snapshot): Promise<void> {
    if (body.length > MOST_CHARS) return;
    await this.store.tx(async (tx) => {
      if ((await headOf(tx, tenant)).erased !== head.erased) return;
      await tx.upsert(
        'snapshots',
        ['tenant', 'name'],
        [{ tenant, name, cfg: `${SHAPE}|${cfg}`, events: head.events, erased: head.erased, at, cost, body }],
      );
    }, true);
  }
}
