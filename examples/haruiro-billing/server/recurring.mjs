import { draft } from './operations.mjs';

/**
 * @typedef {import('../shared/model').Books} Books
 * @typedef {import('../shared/model').Recurring} Recurring
 */

/** @param {string} month YYYY-MM @param {number} day 1 to 31 @returns {string} that day, or the last one of a shorter month */
function dayIn(month, day) {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return `${month}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

/** @param {string} month YYYY-MM @param {number} by @returns {string} */
function monthFrom(month, by) {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** @param {string} day YYYY-MM-DD @param {number} days @returns {string} */
const daysAfter = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Makes the drafts whose day has come since somebody last looked, one for each month; a month that was paused stays without.
 * A new rule starts with the next time its day comes, which may be today.
 * @param {Books} books changed in place
 * @param {string} today YYYY-MM-DD where the accounts are
 * @returns {boolean} whether anything changed
 */
export function makeDueDrafts(books, today) {
  let changed = false;
  const thisMonth = today.slice(0, 7);
  for (const rule of books.recurring) {
    if (rule.settledUntil === undefined) {
      rule.settledUntil = dayIn(thisMonth, rule.day) < today ? thisMonth : monthFrom(thisMonth, -1);
      changed = true;
    }
    for (let month = monthFrom(rule.settledUntil, 1); month <= thisMonth && dayIn(month, rule.day) <= today; month = monthFrom(month, 1)) {
      const issuedOn = dayIn(month, rule.day);
      const line = { description: rule.title, quantity: 1, unitPrice: rule.amount, rate: rule.rate };
      if (rule.enabled)
        books.invoices.push(draft(books, { clientId: rule.clientId, issuedOn, dueOn: daysAfter(issuedOn, 30), lines: [line], note: '' }));
      rule.settledUntil = month;
      changed = true;
    }
  }
  return changed;
}
