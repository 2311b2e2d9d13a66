/** A record of the journal: u32 length, u32 CRC-32, then a JSON head, a line feed and the batch as it came. Numbers are little-endian. */
import { crc32 } from 'node:zlib';
import type { Accepted, Item } from './port';

const HEAD = 8;
/** Bytes; what claims to be longer is no record. */
export const LARGEST = 64 * 1_048_576;

/** The two pieces that stand one behind the other in the file. */
export function pack({ tenant, key, receivedAt, verified, part, body }: Accepted): [head: Buffer, body: Buffer] {
  const text = `${JSON.stringify({ tenant, key, receivedAt, verified, part })}\n`;
  const head = Buffer.allocUnsafe(HEAD + Buffer.byteLength(text));
  head.write(text, HEAD);
  head.writeUInt32LE(head.length - HEAD + body.length, 0);
  head.writeUInt32LE(crc32(body, crc32(head.subarray(HEAD))), 4);
  return [head, body];
}

/** Bytes of the record that begins there; of its own head where that is not all there, or says what cannot be. */
export function sizeAt(bytes: Buffer, at: number): number {
  const length = bytes.length - at < HEAD ? 0 : bytes.readUInt32LE(at);
  return HEAD + (length > LARGEST ? 0 : length);
}

/** The record that begins there; undefined when it is not whole. */
export function unpack(bytes: Buffer, at: number): Item | undefined {
  const size = sizeAt(bytes, at);
  const payload = bytes.subarray(at + HEAD, at + size);
  if (size === HEAD || payload.length < size - HEAD || crc32(payload) !== bytes.readUInt32LE(at + 4)) return undefined;
  const cut = payload.indexOf(10);
  return { ...(JSON.parse(payload.toString('utf8', 0, cut)) as Omit<Item, 'body'>), body: payload.toString('utf8', cut + 1) };
}

/** Where the next whole record begins behind a damaged one at 0; undefined when there is none. */
export function nextRecord(bytes: Buffer): number | undefined {
  for (let at = 1; at + HEAD < bytes.length; at++) if (unpack(bytes, at)) return at;
  return undefined;
}
