/**
 * Amounts of an invoice. Under the Japanese qualified-invoice rules consumption tax is rounded once per rate on the
 * sum of that rate's lines, never line by line.
 * @typedef {'floor' | 'round' | 'ceil'} Rounding
 * @typedef {{ description: string, quantity: number, unitPrice: number, rate: 10 | 8 }} Line
 * @typedef {{ rate: 10 | 8, net: number, tax: number }} RateTotal
 * @typedef {{ rates: RateTotal[], net: number, tax: number, total: number }} Totals
 */

/** @type {Record<Rounding, (value: number) => number>} */
const round = { floor: Math.floor, round: Math.round, ceil: Math.ceil };

/** @param {Line} line @returns {number} yen, before tax */
export const lineAmount = (line) => Math.round(line.quantity * line.unitPrice);

/**
 * @param {readonly Line[]} lines prices before tax, in yen
 * @param {Rounding} rounding what happens to a part of a yen
 * @returns {Totals}
 */
export function totalsOf(lines, rounding) {
  /** @type {RateTotal[]} */
  const rates = [];
  for (const rate of /** @type {const} */ ([10, 8])) {
    const net = lines.filter((line) => line.rate === rate).reduce((sum, line) => sum + lineAmount(line), 0);
    // Multiplying before dividing keeps 1.1-like binary fractions out of the rounding.
    if (net !== 0) rates.push({ rate, net, tax: round[rounding]((net * rate) / 100) });
  }
  const net = rates.reduce((sum, part) => sum + part.net, 0);
  const tax = rates.reduce((sum, part) => sum + part.tax, 0);
  return { rates, net, tax, total: net + tax };
}
