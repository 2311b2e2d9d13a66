/** Ids that come out the same for the same cause, which is what makes an effect happen once. */
import { createHash } from 'node:crypto';

/** 22 characters, 132 bits: long enough never to meet, short enough for a link. */
export const stableId = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.map(String).join('\u0000')).digest('base64url').slice(0, 22);

/** FNV-1a over the code units: which of `n` partitions a person belongs to. */
export function partition(text: string, n: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % n;
}
