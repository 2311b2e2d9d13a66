/** The files of the journal: numbered segments of records (record.ts), read from any position. */
import { closeSync, existsSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from './port';
import { LARGEST, nextRecord, sizeAt, unpack } from './record';

export interface Position {
  segment: number;
  /** Bytes. */
  offset: number;
}
export const before = (a: Position, b: Position): boolean => a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset);
export type Log = (message: string, detail: Record<string, unknown>) => void;

/** After so many bytes the next segment begins. */
export const SEGMENT_BYTES = 32 * 1_048_576;
const CHUNK = 262_144;
const DAMAGED = '.damaged';

export class Segments {
  #reader: { segment: number; fd: number } | undefined;
  /** In which something cannot be read. */
  readonly #damaged = new Set<number>();

  constructor(
    private readonly folder: string,
    private readonly log: Log,
  ) {}

  path(segment: number): string {
    return join(this.folder, `${String(segment).padStart(8, '0')}.log`);
  }
  list(): number[] {
    return readdirSync(this.folder)
      .map((name) => Number(/^(\d{8})\.log$/.exec(name)?.[1]))
      .filter((n) => n > 0)
      .sort((a, b) => a - b);
  }
  size(segment: number): number {
    return statSync(this.path(segment), { throwIfNoEntry: false })?.size ?? 0;
  }
  /** Once it is applied. What could not be read stays beside the others, for whoever can repair it. */
  remove(segment: number): void {
    const path = this.path(segment);
    if (this.#damaged.delete(segment)) renameSync(path, path + DAMAGED);
    else rmSync(path, { force: true });
  }
  /** Nobody can say whose events are in there. */
  removeDamaged(): void {
    for (const name of readdirSync(this.folder)) if (name.endsWith(DAMAGED)) rmSync(join(this.folder, name));
  }
  close(): void {
    if (this.#reader) closeSync(this.#reader.fd);
    this.#reader = undefined;
  }

  /** Whole records from a position on, at most `max`; at the end of a full segment the next one begins. `end`: where the journal ends. */
  records({ segment, offset }: Position, end: Position, max: number): { items: Item[]; next: Position } {
    const items: Item[] = [];
    const earlier = segment < end.segment;
    const limit = earlier ? Number.MAX_SAFE_INTEGER : end.offset;
    const bytes = (from: number, wanted: number) => this.#bytes(segment, from, Math.min(wanted, limit - from));
    let chunk = bytes(offset, CHUNK);
    let at = 0;
    while (items.length < max && at < chunk.length) {
      const size = sizeAt(chunk, at);
      if (at + size > chunk.length) {
        if (items.length) break;
        const more = bytes(offset, Math.max(size, CHUNK));
        if (more.length > chunk.length - at) {
          [chunk, at] = [more, 0];
          continue;
        }
      }
      const item = unpack(chunk, at);
      if (item) {
        items.push(item);
        at += size;
        offset += size;
        continue;
      }
      if (items.length) break;
      const rest = bytes(offset, SEGMENT_BYTES + LARGEST);
      const skipped = nextRecord(rest);
      // Behind the last record of all lies what a crash cut off: nobody was told that it is safe.
      if (skipped === undefined && !earlier) break;
      this.#tell(segment, offset, skipped ?? rest.length);
      offset += skipped ?? rest.length;
      [chunk, at] = [bytes(offset, CHUNK), 0];
    }
    return { items, next: !items.length && earlier ? { segment: segment + 1, offset: 0 } : { segment, offset } };
  }

  #bytes(segment: number, offset: number, length: number): Buffer {
    if (this.#reader?.segment !== segment) {
      this.close();
      if (!existsSync(this.path(segment))) return Buffer.alloc(0);
      this.#reader = { segment, fd: openSync(this.path(segment), 'r') };
    }
    const buffer = Buffer.allocUnsafe(length);
    return buffer.subarray(0, readSync(this.#reader.fd, buffer, 0, length, offset));
  }

  #tell(segment: number, offset: number, bytes: number): void {
    if (this.#damaged.has(segment)) return;
    this.#damaged.add(segment);
    this.log(
      'a part of the journal cannot be read: probably the disk is failing, or the power went away. What stands behind it is applied, and the file is kept under this name with .damaged',
      { file: this.path(segment), offset, bytes },
    );
  }
}
