/** The sink of one machine: a table of the store itself. Group commit: whatever waits while one write runs goes into the next. */
import type { Store, Tx } from '../stores/port';
import { PARTITIONS, partitionsOf, type Accepted, type Item, type Sink, type Source, type Taken } from './port';

/** How long a count of what waits is good for, in ms. */
const KNOWN_MS = 250;

interface Waiting {
  batch: Accepted;
  resolve: () => void;
  reject: (error: unknown) => void;
}
interface InboxRow {
  seq: number;
  part: number;
  tenant: number;
  key: string;
  received_at: number;
  verified: number;
  body: string;
}

const rowOf = (batch: Accepted) => ({
  part: batch.part,
  tenant: batch.tenant,
  key: batch.key,
  received_at: batch.receivedAt,
  verified: batch.verified ? 1 : 0,
  events: batch.events,
  body: batch.body.toString('utf8'),
});

/** Appends within a transaction of the caller: what the collector says to itself is durable together with what it did. */
export const appendIn = (tx: Tx, batches: readonly Accepted[]): Promise<boolean[]> => tx.insert('inbox', [], batches.map(rowOf));

export class InboxSink implements Sink {
  readonly name = 'inbox';
  readonly partitions = PARTITIONS;
  readonly source: Source;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  #backlog = 0;
  #owned: readonly number[] = [];
  #of = PARTITIONS;
  #asked = -Infinity;

  constructor(private readonly store: Store) {
    this.source = {
      own: (parts, of) => this.#own(parts, of),
      take: (max) => this.#take(max),
      onArrival: (wake) => void (this.#wake = wake),
      backlog: () => this.#waits(),
      mark: () => this.#mark(),
    };
  }

  #own(parts: ReadonlySet<number>, of: number): void {
    this.#of = of;
    this.#owned = partitionsOf(parts, of);
  }

  /** Where several processes append and take, only the table knows; it is asked now and then. */
  async #waits(): Promise<number> {
    if (this.store.dialect === 'postgres' && performance.now() - this.#asked > KNOWN_MS) {
      this.#asked = performance.now();
      await this.open();
    }
    return this.#backlog;
  }

  /** Counts what others left behind. */
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
        await this.store.tx((tx) =>
          appendIn(
            tx,
            group.map((w) => w.batch),
          ),
        );
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
    if (!this.#owned.length) return undefined;
    const rows = await this.store.query<InboxRow>(
      `SELECT seq, part, tenant, key, received_at, verified, body FROM inbox WHERE part IN (${this.#owned.join(', ')}) ORDER BY seq LIMIT ?`,
      [max],
    );
    if (!rows.length) {
      if (this.store.dialect === 'sqlite') this.#backlog = 0;
      return undefined;
    }
    const items = rows.map((row): Item => ({
      part: row.part,
      tenant: row.tenant,
      key: row.key,
      receivedAt: row.received_at,
      verified: row.verified === 1,
      body: row.body,
    }));
    return {
      items,
      parts: [...new Set(rows.map((row) => row.part % this.#of))],
      settle: async (tx) => {
        const gone = await tx.run(
          `DELETE FROM inbox WHERE seq IN (${rows.map(() => '?').join(', ')})`,
          rows.map((row) => row.seq),
        );
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
