/**
 * JSON, whatever libraries have done to the page: Prototype.js until 1.6 gives arrays a toJSON() that returns text, and a list would be sent as
 * a string. Big integers become text.
 */
export const json = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key, part: unknown) {
    const own = this[key];
    return Array.isArray(own) ? own : typeof part === 'bigint' ? String(part) : part;
  });
