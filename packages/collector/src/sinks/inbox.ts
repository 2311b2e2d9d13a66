/** The sink of one machine: a table of the store itself. Group commit: whatever waits while one write runs goes into the next. */
import type { Store, Tx } from '../stores/port';
import type { Accepted, Item, Sink, Source, Taken } from './port';

interface Waiting { batch: Accepted; resolve: () => void; reject: (error: unknown) => void }
interface InboxRow { seq: number; part: number; tenant: number; key: string; received_at: number; verified: number; body: string }

const rowOf = (batch: Accepted) => ({ part: batch.part, tenant: batch.tenant, key: batch.key, received_at: batch.receivedAt, verified: batch.verified ? 1 : 0, events: batch.events, body: batch.body.toString('utf8') });

/** Appends within a transaction of the caller: what the collector says to itself is durable together with what it did. */
export const appendIn = (tx: Tx, batches: readonly Accepted[]): Promise<boolean[]> => tx.insert('inbox', [], batches.map(rowOf));

export class InboxSink implements Sink {
  readonly name = 'inbox';
  readonly source: Source;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  #backlog = 0;
  /** Only the process that leads takes; the others wait for it. */
  leading = false;

  constructor(private readonly store: Store) {
    this.source = { take: (max) => this.#take(max), onArrival: (wake) => void (this.#wake = wake), backlog: async () => this.#backlog, mark: () => this.#mark() };
  }

  /** Counts what an earlier process left behind. */
  async open(): Promise<void> {
    const [row] = await this.store.query<{ n: number }>('SELECT COUNT(*) AS n FROM inbox');
    this.#backlog = row?.n ?? 0;
  }

  append(batch: Accepted): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  /** What was appended elsewhere (in a transaction of the worker) is counted here. */
  appended(n: number): void {
    this.#backlog += n;
    this.#wake();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length) {
      // One turn of the event loop, so that everything that has just arrived shares the commit.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await this.store.tx((tx) => appendIn(tx, group.map((w) => w.batch)));
        this.appended(group.length);
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#writing = undefined;
  }

  async #mark(): Promise<() => Promise<boolean>> {
    const [last] = await this.store.query<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM inbox');
    const end = last?.seq ?? 0;
    return async () => {
      const [row] = await this.store.query<{ seq: number | null }>('SELECT MIN(seq) AS seq FROM inbox');
      return (row?.seq ?? Infinity) > end;
    };
  }

  async #take(max: number): Promise<Taken | undefined> {
    if (!this.leading) return undefined;
    const rows = await this.store.query<InboxRow>('SELECT seq, part, tenant, key, received_at, verified, body FROM inbox ORDER BY seq LIMIT ?', [max]);
    if (!rows.length) {
      this.#backlog = 0;
      return undefined;
    }
    const items = rows.map((row): Item => ({ part: row.part, tenant: row.tenant, key: row.key, receivedAt: row.received_at, verified: row.verified === 1, body: row.body }));
    return {
      items,
      settle: async (tx) => {
        const gone = await tx.run(`DELETE FROM inbox WHERE seq IN (${rows.map(() => '?').join(', ')})`, rows.map((row) => row.seq));
        if (gone !== rows.length) throw new Error('Another worker applied these batches first.');
      },
      done: async () => void (this.#backlog = Math.max(0, this.#backlog - rows.length)),
      failed: async () => undefined,
    };
  }

  check(): Promise<void> {
    return this.store.check();
  }
  async close(): Promise<void> {
    await this.#writing;
  }
}
