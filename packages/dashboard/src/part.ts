/**
 * A name as one part of an address. "." and ".." would be taken for steps, however they are written ("%2E" too), so the collector knows them
 * as "~." and "~..".
 */
export const part = (name: string): string => encodeURIComponent(/^~*\.{1,2}$/.test(name) ? `~${name}` : name);
