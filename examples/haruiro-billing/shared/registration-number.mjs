/**
 * The number of a qualified-invoice issuer (適格請求書発行事業者の登録番号): the letter T and 13 digits.
 * People paste it with full-width characters, hyphens and spaces, so it is normalised before it is judged.
 * @typedef {'empty' | 'no-t' | 'not-digits' | 'too-short' | 'too-long'} RegistrationNumberError
 */

/**
 * @param {string} input what the person typed
 * @returns {string} half-width, upper case, without separators
 */
export function normaliseRegistrationNumber(input) {
  return input
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑‒–—―−ー]/g, '');
}

/**
 * @param {string} input what the person typed, in any form
 * @returns {RegistrationNumberError | undefined} why it cannot be a registration number; undefined when it can
 */
export function checkRegistrationNumber(input) {
  const number = normaliseRegistrationNumber(input);
  if (number === '') return 'empty';
  if (!number.startsWith('T')) return 'no-t';
  const digits = number.slice(1);
  if (/\D/.test(digits)) return 'not-digits';
  if (digits.length < 13) return 'too-short';
  if (digits.length > 13) return 'too-long';
  return undefined;
}
