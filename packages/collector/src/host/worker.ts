/** Takes acknowledged batches and applies them, one transaction at a time, giving way to the intake while that is busy. */
import type { LiveItem } from '../http/api';
import type { Source, Taken } from '../sinks/port';
import { Fenced } from '../stores/partitions';
import type { Store, Tx } from '../stores/port';
import { isDeadlock } from '../stores/sql';
import { applyItems, type Applied } from './apply';
import type { ApplyContext } from './turns';

interface WorkerOptions {
  store: Store;
  sources: readonly Source[];
  context: ApplyContext;
  /** Most batches per transaction. */
  slice: number;
  /** How long a transaction may take while requests come to the same thread, in ms. */
  busyMs: number;
  /** True while requests are being taken in: the worker then leaves most of the time to them. */
  busy(): boolean;
  /** True when requests came a moment ago: the next may come at any time, and must not wait for a long transaction. */
  lately(): boolean;
  /** In the transaction: throws `Fenced` when these partitions are another worker's now. */
  fence(tx: Tx, parts: readonly number[]): Promise<void>;
  /** Partitions went to another worker: the sources should know. */
  lost(): void;
  applied(result: Applied): void;
  failed(error: unknown): void;
  /** From this backlog on the worker no longer gives way; below, the less the more waits. */
  pressure: number;
}

const AGAIN_MS = 20;
const RETRY_MS = 500;
const TRIES = 3;

export class Worker {
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #failures = 0;
  /** What a batch has cost lately, in ms. */
  #perBatch = 3;
  constructor(private readonly options: WorkerOptions) {
    for (const source of options.sources) source.onArrival(() => this.wake());
  }

  wake(): void {
    this.#again = true;
    if (this.#stopped || this.#running) return;
    this.#running = this.#run()
      .catch((error: unknown) => this.options.failed(error))
      .finally(() => {
        this.#running = undefined;
        if (this.#again && !this.#stopped) this.wake();
      });
  }

  /** Resolves when everything that was there has been applied. */
  async drain(): Promise<void> {
    this.wake();
    while (this.#running) await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    let found = true;
    while ((found || this.#again) && !this.#stopped) {
      this.#again = false;
      found = false;
      for (const source of this.options.sources) {
        const started = performance.now();
        if (await this.#slice(source)) found = true;
        await this.#yield(performance.now() - started, source);
      }
    }
  }

  /** While requests are being taken in, nine tenths of the time are theirs, and less the more waits to be applied. */
  async #yield(took: number, source: Source): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (!this.options.busy()) return;
    const theirs = 1 - ((await source.backlog()) ?? 0) / this.options.pressure;
    if (theirs > 0) await new Promise<void>((resolve) => setTimeout(resolve, Math.min(200, took * 9 * theirs)));
  }

  #size(): number {
    const { slice, busyMs, lately } = this.options;
    if (this.#failures) return 1;
    return lately() ? Math.min(slice, Math.max(1, Math.floor(busyMs / this.#perBatch))) : slice;
  }

  async #slice(source: Source): Promise<boolean> {
    let taken: Taken | undefined;
    try {
      taken = await source.take(this.#size());
      if (!taken) return false;
      const { items, parts, settle, done, lazy } = taken;
      const started = performance.now();
      const result = await this.options.store.tx(async (tx) => {
        await this.options.fence(tx, parts);
        const applied = await applyItems(tx, items, this.options.context);
        await settle(tx);
        return applied;
      }, lazy);
      this.#perBatch += ((performance.now() - started) / items.length - this.#perBatch) * 0.1;
      await done();
      this.#failures = 0;
      this.options.applied(result);
      return true;
    } catch (error) {
      if (taken && (error instanceof Fenced || isDeadlock(error))) await this.#giveBack(taken, error);
      else await this.#recover(taken, error);
      return !this.#stopped;
    }
  }

  /** Nothing is wrong with the batches: they are another worker's now, or both waited for each other and the database chose this one. */
  async #giveBack(taken: Taken, error: unknown): Promise<void> {
    await taken.failed();
    if (error instanceof Fenced) this.options.lost();
    await new Promise<void>((resolve) => setTimeout(resolve, AGAIN_MS));
  }

  /** One batch at a time after a failure; a batch that fails again and again on a healthy store is put aside, not in the way. */
  async #recover(taken: Taken | undefined, error: unknown): Promise<void> {
    this.#failures++;
    this.options.failed(error);
    try {
      if (taken?.items.length === 1 && this.#failures > TRIES) {
        await this.options.store.check();
        const { items, parts, settle, done } = taken;
        await this.options.store.tx(async (tx) => {
          await this.options.fence(tx, parts);
          await tx.insert(
            'dead_letters',
            [],
            items.map((item) => ({
              tenant: item.tenant,
              key: item.key,
              received_at: item.receivedAt,
              stage: 'flow',
              reason: String(error),
              message_id: null,
              body: item.body,
            })),
          );
          await settle(tx);
        });
        await done();
        this.#failures = 0;
        return;
      }
      await taken?.failed();
    } catch (again) {
      this.options.failed(again);
    }
    await new Promise<void>((resolve) => setTimeout(resolve, Math.min(5000, RETRY_MS * this.#failures)));
  }
}
export type { LiveItem };
