/**
 * Partitions of people as leases in PostgreSQL. A worker renews its leases every second; after five without a word they are free for the
 * others. Being slow is not being dead: whoever applies something locks the lease row in that transaction and looks at its epoch, so that
 * a worker that was thought dead cannot commit after another has taken over. Time is the database's, so clocks need not agree. The same
 * look tells whether a newer program has changed the schema meanwhile: what an older one would write is no longer right.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Fenced, type Partitions } from './partitions';
import { StoreTooNew, type Store, type Tx } from './port';

const LEASE_MS = 5000;
const NOW = 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)';
/** Numbers as one parameter, so that the statement stays prepared. */
const LISTED = '(SELECT v::int FROM json_array_elements_text(?::json) v)';

export class PostgresPartitions implements Partitions {
  readonly #id = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  #epochs: ReadonlyMap<number, number> = new Map();
  mine: ReadonlySet<number> = new Set();
  constructor(
    private readonly store: Pick<Store, 'tx'>,
    readonly count: number,
    private readonly schema: number,
  ) {}

  async turn(): Promise<void> {
    const [found] = await this.store.tx((tx) => tx.query<{ version: number }>('SELECT MAX(version) AS version FROM schema_version'));
    if (found && found.version > this.schema) {
      await this.release();
      throw new StoreTooNew(found.version, this.schema);
    }
    this.#know(await this.store.tx((tx) => this.#turn(tx)));
  }

  #know(rows: readonly { part: number; epoch: number }[]): void {
    this.#epochs = new Map(rows.map(({ part, epoch }) => [part, epoch]));
    this.mine = new Set(this.#epochs.keys());
  }

  async #turn(tx: Tx): Promise<{ part: number; epoch: number }[]> {
    // One after the other: two that count and take at once would both take too much. Whoever hangs in here must not hold up the rest.
    await tx.run(`SET LOCAL lock_timeout = '3s'`);
    await tx.query('SELECT pg_advisory_xact_lock(7471002)');
    await tx.run(
      `INSERT INTO workers (id, expires_at) VALUES (?, ${NOW} + ${LEASE_MS}) ON CONFLICT (id) DO UPDATE SET expires_at = EXCLUDED.expires_at`,
      [this.#id],
    );
    await tx.run(`DELETE FROM workers WHERE expires_at < ${NOW}`);
    await tx.run(
      `INSERT INTO partitions (part, owner, epoch, expires_at) SELECT n, '', 0, 0 FROM generate_series(0, ?::int - 1) n ON CONFLICT (part) DO NOTHING`,
      [this.count],
    );
    const fair = this.#fair((await tx.query<{ id: string }>('SELECT id FROM workers ORDER BY id')).map(({ id }) => id));
    const held = (await this.#held(tx)).map(({ part }) => part);
    await this.#hand(tx, `part IN ${LISTED}`, [JSON.stringify(held.slice(fair))], '', 'FOR UPDATE');
    await tx.run(`UPDATE partitions SET expires_at = ${NOW} + ${LEASE_MS} WHERE owner = ?`, [this.#id]);
    // One that is locked is being applied by its owner this very moment, who is alive after all.
    if (held.length < fair)
      await this.#hand(
        tx,
        `part < ? AND (owner = '' OR expires_at < ${NOW}) ORDER BY part LIMIT ?`,
        [this.count, fair - held.length],
        this.#id,
        'FOR UPDATE SKIP LOCKED',
      );
    return this.#held(tx);
  }

  #held(tx: Tx): Promise<{ part: number; epoch: number }[]> {
    return tx.query('SELECT part, epoch FROM partitions WHERE owner = ? AND part < ? ORDER BY part', [this.#id, this.count]);
  }

  /** How many a worker should have; the first ones in the order of their names take what does not divide. */
  #fair(workers: readonly string[]): number {
    return Math.floor(this.count / workers.length) + (workers.indexOf(this.#id) < this.count % workers.length ? 1 : 0);
  }

  /** Locked as a whole first: the fence only locks the key, and a mere change of other columns would not wait for it. */
  async #hand(tx: Tx, which: string, params: (string | number)[], owner: string, lock: string): Promise<void> {
    const rows = await tx.query<{ part: number }>(`SELECT part FROM partitions WHERE ${which} ${lock}`, params);
    if (rows.length)
      await tx.run(`UPDATE partitions SET owner = ?, epoch = epoch + 1, expires_at = ${NOW} + ${LEASE_MS} WHERE part IN ${LISTED}`, [
        owner,
        JSON.stringify(rows.map(({ part }) => part)),
      ]);
  }

  async fence(tx: Tx, parts: readonly number[]): Promise<void> {
    const rows = await tx.query<{ part: number; epoch: number; version: number }>(
      `SELECT part, epoch, (SELECT MAX(version) FROM schema_version) AS version FROM partitions WHERE owner = ? AND part IN ${LISTED} ORDER BY part FOR KEY SHARE OF partitions`,
      [this.#id, JSON.stringify(parts)],
    );
    const ours = rows.filter(({ part, epoch, version }) => this.#epochs.get(part) === epoch && version <= this.schema);
    if (ours.length !== parts.length) throw new Fenced();
  }

  async release(): Promise<void> {
    this.#know([]);
    await this.store.tx(async (tx) => {
      await tx.run(`UPDATE partitions SET owner = '', epoch = epoch + 1 WHERE owner = ?`, [this.#id]);
      await tx.run('DELETE FROM workers WHERE id = ?', [this.#id]);
    });
  }
}
