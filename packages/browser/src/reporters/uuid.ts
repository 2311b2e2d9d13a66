const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** FNV-1a with a seed, 32 bits as 8 hex digits. */
const part = (text: string, seed: number): string => {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  return ((Math.imul(h, 0x2c1b3c6d) >>> 0) + 0x100000000).toString(16).slice(1);
};

/** The id itself when it is a UUID; else one that is always the same for it (RFC 9562, version 8: "custom"). */
export function uuidOf(id: string): string {
  if (UUID.test(id)) return id;
  const hex = [1, 2, 3, 4].map((seed) => part(id, seed * 0x9e3779b1)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
