/** Delivers webhooks that are due: at least once, with a stable id; retried with growing pauses, then put aside where people can see them. */
import { deliver, type Delivery } from '../senders/webhook';
import type { SsrfOptions } from '../security/ssrf';
import type { Store } from '../stores/port';
import type { Clock } from './clock';
import { allOf, Rounds } from './rounds';

/** Pauses of the Standard Webhooks recommendation, in minutes. */
const PAUSES = [0.1, 5, 30, 120, 300, 600, 840, 1200, 1440];
interface HooksOptions {
  store: Store;
  clock: Clock;
  secret(tenant: number): Promise<string>;
  guard: SsrfOptions;
  log(message: string, detail: Record<string, unknown>): void;
}
interface Row extends Delivery {
  tenant: number;
  attempts: number;
}

export class Hooks {
  readonly #rounds = new Rounds({ round: () => this.#round(), recover: () => this.recover() });
  constructor(private readonly o: HooksOptions) {}

  /** A delivery that a crash cut off is repeated: its id tells the receiver that it is the same. */
  async recover(): Promise<number> {
    return this.o.store.tx((tx) =>
      tx.run(`UPDATE webhooks SET status = 'queued', next_at = ? WHERE status = 'sending'`, [this.o.clock.now()]),
    );
  }

  deliver(): Promise<number> {
    return this.#rounds.run();
  }
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #round(): Promise<number> {
    const { store, clock } = this.o;
    const rows = await store.tx(async (tx) => {
      const due = await tx.query<Row>(
        `SELECT id, tenant, url, body, format, attempts FROM webhooks WHERE status = 'queued' AND next_at <= ? ORDER BY next_at LIMIT 10${store.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : ''}`,
        [clock.now()],
      );
      for (const row of due) await tx.run(`UPDATE webhooks SET status = 'sending', attempts = attempts + 1 WHERE id = ?`, [row.id]);
      return due;
    });
    await allOf(rows.map((row) => this.#one(row)));
    return rows.length;
  }

  async #one(row: Row): Promise<void> {
    const { store, clock, guard } = this.o;
    const result = await deliver(row, await this.o.secret(row.tenant), clock.now(), guard);
    const now = clock.now();
    if (result.ok) {
      await store.tx((tx) =>
        tx.run(`UPDATE webhooks SET status = 'done', done_at = ?, last_status = ?, next_at = NULL, error = NULL WHERE id = ?`, [
          now,
          result.status,
          row.id,
        ]),
      );
      return;
    }
    const pause = result.final ? undefined : PAUSES[row.attempts];
    this.o.log('webhook not delivered', { id: row.id, attempt: row.attempts + 1, status: result.status, given_up: pause === undefined });
    await store.tx((tx) =>
      tx.run('UPDATE webhooks SET status = ?, next_at = ?, last_status = ?, error = ? WHERE id = ?', [
        pause === undefined ? 'dead' : 'queued',
        pause === undefined ? null : now + pause * 60_000,
        result.status,
        result.reason,
        row.id,
      ]),
    );
  }
}
