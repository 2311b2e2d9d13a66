/** Numbers that are drawn at once: asking the browser for them costs more than the rest of an id. An id takes three. */
const POOL = 96;
const hex = (number: number, digits: number): string => (2 ** 48 + number).toString(16).slice(-digits);

/** Makes ids: UUIDv7 as in RFC 9562, section 5.7. 48 bits of Unix milliseconds, by default of now, then random. */
export function createMint(now: () => number, random: (numbers: Uint32Array<ArrayBuffer>) => unknown): (at?: number) => string {
  const pool = new Uint32Array(POOL);
  let used = POOL;
  const draw = (): number => {
    if (used === POOL) {
      random(pool);
      used = 0;
    }
    return pool[used++] ?? 0;
  };
  return (at = now()) => {
    const time = hex(Math.floor(at), 12);
    const head = draw();
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(head, 3)}-${hex(0x8000 | (head >>> 18), 4)}-${hex(draw() * 0x10000 + (draw() & 0xffff), 12)}`;
  };
}

/** Sorts as the events of one tab happened: 9 digits of base-36 milliseconds, then the tab's own number. */
export const orderOf = (at: number, seq: number): string =>
  Math.floor(at).toString(36).padStart(9, '0') + seq.toString(36).padStart(5, '0');
