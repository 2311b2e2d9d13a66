/** FNV-1a, 32 bits: stable, small, and good enough to split people into groups. Source: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  // A last mix, because short strings that differ in their end alone would fall close together.
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  return h >>> 0;
}

/** 0 ≤ share < 1, the same for the same text everywhere. */
export const share = (text: string): number => hash(text) / 0x100000000;

/** Any value as text: also one that cannot be turned into a string, or that is no JSON. */
export function inWords(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}
