/**
 * The sink of the embedded store: an append-only file beside the database. Writing and syncing happen off the main thread, in one call
 * where the system can (O_DSYNC), and whatever arrives meanwhile shares the next one (group commit). How far the worker has come is stored in the database, in the transaction that
 * applies the batches, so each is applied once; a record that was cut off by a crash was never acknowledged and is dropped at start.
 *
 * Segments are removed once they are applied. One that cannot be read in the middle (record.ts) is read on behind the damage, and is kept beside the others.
 */
import { closeSync, constants, fdatasync, ftruncateSync, mkdirSync, openSync, writev } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Store, Tx } from '../stores/port';
import type { Accepted, Sink, Source, Taken } from './port';
import { pack } from './record';
import { before, SEGMENT_BYTES, Segments, type Log, type Position } from './segments';

/** As much as a large batch. */
const PROBE = 262_144;
const write = promisify(writev);
const sync = promisify(fdatasync);
// On Linux a write to a file opened so returns when it is on the disk: half the turns of the event loop. Elsewhere the flag promises less, or is missing.
const SYNCED = process.platform === 'linux' ? constants.O_DSYNC : 0;
const META = 'journal';
/** Milliseconds that somebody who erases waits for what is not applied yet. */
const PATIENCE = 5000;

interface Waiting {
  head: Buffer;
  body: Buffer;
  resolve: () => void;
  reject: (error: unknown) => void;
}
const format = ({ segment, offset }: Position): string => `${segment}:${offset}`;
const parse = (text: string | undefined): Position => {
  const [segment = 1, offset = 0] = (text ?? '1:0').split(':').map(Number);
  return { segment, offset };
};

export class JournalSink implements Sink {
  readonly name = 'journal';
  readonly partitions = 1;
  readonly source: Source;
  readonly #segments: Segments;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  #fd = -1;
  #named = false;
  /** Everything before this is on the disk. */
  #end: Position = { segment: 1, offset: 0 };
  /** Everything before this was handed to the worker; before #applied, it is in the database. */
  #read: Position = { segment: 1, offset: 0 };
  #applied: Position = { segment: 1, offset: 0 };
  #backlog = 0;

  private constructor(
    private readonly folder: string,
    private readonly store: Store,
    log: Log,
  ) {
    this.#segments = new Segments(folder, log);
    this.source = {
      own: () => undefined,
      take: async (max) => this.#take(max),
      onArrival: (wake) => void (this.#wake = wake),
      backlog: async () => this.#backlog,
      mark: async () => {
        const end = this.#end;
        return async () => !before(this.#applied, end);
      },
    };
  }

  /** `folder` is made when missing. Reads what an earlier process left behind; `log` is told of what cannot be read any more. */
  static async open(folder: string, store: Store, log: Log): Promise<JournalSink> {
    mkdirSync(folder, { recursive: true });
    const sink = new JournalSink(folder, store, log);
    const [row] = await store.query<{ value: string }>('SELECT value FROM meta WHERE name = ?', [META]);
    sink.#recover(parse(row?.value));
    return sink;
  }

  #recover(applied: Position): void {
    const segments = this.#segments.list();
    for (const segment of segments) if (segment < applied.segment) this.#segments.remove(segment);
    this.#applied = this.#read = applied;
    const last = Math.max(applied.segment, ...segments);
    this.#end = { segment: last, offset: Number.MAX_SAFE_INTEGER };
    // Counts what waits, and finds where the last segment really ends.
    let position = applied;
    for (;;) {
      const { items, next } = this.#segments.records(position, this.#end, 1000);
      this.#backlog += items.length;
      if (!items.length && next.segment === position.segment) break;
      position = next;
    }
    this.#read = applied;
    const size = this.#segments.size(last);
    // A restored backup may be ahead of its journal: then a new segment begins.
    const end = position.segment === last && position.offset <= size ? position : { segment: last + 1, offset: 0 };
    this.#open(end);
    if (size > end.offset && end.segment === last) ftruncateSync(this.#fd, end.offset);
  }

  #open(end: Position): void {
    // Opened first: where that fails (a full disk), the one before goes on.
    const fd = openSync(this.#segments.path(end.segment), constants.O_WRONLY | constants.O_CREAT | SYNCED);
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = fd;
    this.#end = end;
    this.#named = false;
  }
  /** Begins the next segment; a file that cannot be made now is tried again after the next write. */
  #turn(): void {
    try {
      this.#open({ segment: this.#end.segment + 1, offset: 0 });
    } catch {
      // What is appended meanwhile goes to the end of this one.
    }
  }
  /** The name of a new file is only safe when its folder is; nothing in it may be acknowledged before. */
  async #settle(): Promise<void> {
    const folder = await open(this.folder, 'r');
    await folder.sync().finally(() => folder.close());
    this.#named = true;
  }

  append(batch: Accepted): Promise<void> {
    const [head, body] = pack(batch);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ head, body, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  async #write(): Promise<void> {
    // One turn of the event loop, so that what has just arrived goes together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length) {
      const group = this.#waiting.splice(0, 500);
      const buffers: Buffer[] = [];
      let bytes = 0;
      for (const { head, body } of group) {
        buffers.push(head, body);
        bytes += head.length + body.length;
      }
      try {
        const { bytesWritten } = await write(this.#fd, buffers, this.#end.offset);
        if (bytesWritten !== bytes) throw new Error('The disk took only a part of the journal record. Probably it is full.');
        if (!SYNCED) await sync(this.#fd);
        if (!this.#named) await this.#settle();
      } catch (error) {
        // What was half written lies behind the end and is overwritten by the next.
        for (const { reject } of group) reject(error);
        continue;
      }
      this.#end = { segment: this.#end.segment, offset: this.#end.offset + bytes };
      this.#backlog += group.length;
      for (const { resolve } of group) resolve();
      this.#wake();
      if (this.#end.offset >= SEGMENT_BYTES) this.#turn();
    }
    // In the same breath as the last look: whoever appends the moment that they are told begins the next round.
    this.#writing = undefined;
  }

  #take(max: number): Taken | undefined {
    while (before(this.#read, this.#end)) {
      const from = this.#read;
      const { items, next } = this.#segments.records(from, this.#end, max);
      this.#read = next;
      if (!items.length && next.segment === from.segment) return undefined;
      if (!items.length) {
        // Batches are taken one after the other: what was read before this call is applied.
        this.#applied = next;
        void this.#drop(from.segment, next.segment).catch(() => undefined);
        continue;
      }
      return {
        items,
        parts: [0],
        lazy: true,
        settle: (tx: Tx) => tx.upsert('meta', ['name'], [{ name: META, value: format(next) }]),
        done: async () => {
          const { segment } = this.#applied;
          this.#applied = next;
          this.#backlog = Math.max(0, this.#backlog - items.length);
          if (next.segment > segment) await this.#drop(segment, next.segment);
        },
        failed: async () => void (this.#read = from),
      };
    }
    this.#backlog = 0;
    return undefined;
  }

  /** Removes segments that are applied, after what was applied is surely on the disk. */
  async #drop(from: number, to: number): Promise<void> {
    await this.store.sync();
    for (let segment = from; segment < to; segment++) this.#segments.remove(segment);
  }

  /** Begins a new segment and removes the others, so that nothing of what was erased is left in them; those that are not applied yet, as soon as they are. */
  async scrub(): Promise<void> {
    await this.#writing;
    const begin = { segment: this.#end.segment + 1, offset: 0 };
    const waits = before(this.#applied, this.#end);
    this.#open(begin);
    if (!waits) {
      this.#applied = this.#read = begin;
      // Where it begins: what is appended until the transaction has its turn is not applied.
      await this.store.tx((tx) => tx.upsert('meta', ['name'], [{ name: META, value: format(begin) }]));
      await this.#drop(1, begin.segment);
    } else {
      this.#wake();
      for (const until = performance.now() + PATIENCE; performance.now() < until; await setTimeout(5))
        if (this.#segments.list().every((segment) => segment >= begin.segment)) break;
    }
    this.#segments.removeDamaged();
  }

  /** Writes something beside the journal and takes it away: a disk that is full or read-only lets nothing be appended either. */
  async check(): Promise<void> {
    const path = `${this.folder}.probe`;
    await writeFile(path, Buffer.alloc(PROBE), { flush: true }).finally(() => rm(path, { force: true }));
  }
  async close(): Promise<void> {
    await this.#writing;
    this.#segments.close();
    closeSync(this.#fd);
  }
}
