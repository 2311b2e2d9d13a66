/** Ids. UUIDv7 as in RFC 9562, section 5.7: 48 bits of Unix milliseconds, then random. */
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');

export function uuid7(now: number, random: (bytes: Uint8Array<ArrayBuffer>) => unknown): string {
  const bytes = new Uint8Array(10);
  random(bytes);
  const tail = hex(bytes);
  const time = Math.floor(now).toString(16).padStart(12, '0').slice(-12);
  const variant = '89ab'[(bytes[2] ?? 0) & 3];
  return `${time}7${tail.slice(1, 4)}${variant}${tail.slice(5)}`.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Sorts as the events of one tab happened: 9 digits of base-36 milliseconds, then the tab's own number. */
export const orderOf = (at: number, seq: number): string => Math.floor(at).toString(36).padStart(9, '0') + seq.toString(36).padStart(5, '0');
