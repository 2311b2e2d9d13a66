/**
 * Reading what a browser sent. Everything is `unknown` until one of these has looked at it.
 * @typedef {import('../shared/totals.mjs').Line} Line
 */

/** An answer that is not a success: `code` is read by the app, which says it in the person's language. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {Record<string, string>} [fields] */
  constructor(status, code, fields) {
    super(code);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** @param {unknown} value @returns {Record<string, unknown>} */
export function object(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400, 'not-an-object');
  return /** @type {Record<string, unknown>} */ (value);
}

/** @param {unknown} value @param {string} field @param {{ optional?: boolean, longest?: number }} [rules] @returns {string} trimmed */
export function text(value, field, { optional = false, longest = 200 } = {}) {
  const found = typeof value === 'string' ? value.trim() : '';
  if (found === '' && !optional) throw new Refusal(422, 'invalid', { [field]: 'empty' });
  if (found.length > longest) throw new Refusal(422, 'invalid', { [field]: 'too-much' });
  return found;
}

/** @param {unknown} value @param {string} field @param {{ least: number, most: number }} range @returns {number} */
export function number(value, field, { least, most }) {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most)
    throw new Refusal(422, 'invalid', { [field]: 'number' });
  return value;
}

/** @param {unknown} value @param {string} field @returns {string} a real calendar day, YYYY-MM-DD */
export function day(value, field) {
  const found = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '';
  const at = new Date(`${found}T00:00:00Z`);
  if (!found || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== found)
    throw new Refusal(422, 'invalid', { [field]: 'date' });
  return found;
}

/** @template {string} T @param {unknown} value @param {string} field @param {readonly T[]} choices @returns {T} */
export function oneOf(value, field, choices) {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Refusal(422, 'invalid', { [field]: 'choice' });
  return found;
}

/** @param {unknown} value @returns {Line[]} */
export function lines(value) {
  if (!Array.isArray(value) || value.length === 0 || value.length > 100) throw new Refusal(422, 'invalid', { lines: 'empty' });
  return value.map((entry, index) => {
    const line = object(entry);
    const rate = line['rate'] === 8 ? 8 : 10;
    return {
      description: text(line['description'], `lines-${index}-description`),
      quantity: number(line['quantity'], `lines-${index}-quantity`, { least: 0.001, most: 1_000_000 }),
      unitPrice: number(line['unitPrice'], `lines-${index}-unit-price`, { least: -100_000_000, most: 100_000_000 }),
      rate,
    };
  });
}
