/**
 * The five settings that an invoice needs, their fields, and what makes a value wrong. The browser and the server
 * judge with this one file, so a form can never accept what the server refuses.
 * @typedef {'company' | 'registration-number' | 'bank' | 'tax-rounding' | 'sender'} SettingItem
 * @typedef {import('./registration-number.mjs').RegistrationNumberError | 'postal-code' | 'phone' | 'email' | 'account-number' | 'kana' | 'choice' | 'too-much'} FieldError
 * @typedef {{ id: string, required: boolean, clean?: (value: string) => string, check?: (value: string) => FieldError | undefined }} Field
 * @typedef {Record<string, string>} Values
 */
import { checkRegistrationNumber, normaliseRegistrationNumber } from './registration-number.mjs';

/** @type {readonly SettingItem[]} in the order in which a person is asked */
export const settingItems = ['company', 'registration-number', 'bank', 'tax-rounding', 'sender'];

const LONGEST = 200;
/** @param {string} value */
const halfWidth = (value) =>
  value
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .trim();
/** @param {string} value @returns {FieldError | undefined} */
const postalCode = (value) => (/^\d{3}-?\d{4}$/.test(value) ? undefined : 'postal-code');
/** @param {string} value @returns {FieldError | undefined} */
const phone = (value) => (/^0[\d-]{8,13}$/.test(value) ? undefined : 'phone');
/** @param {string} value @returns {FieldError | undefined} */
export const checkEmail = (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'email');
/** @param {string} value @returns {FieldError | undefined} */
const accountNumber = (value) => (/^\d{7}$/.test(value) ? undefined : 'account-number');
/** @param {string} value @returns {FieldError | undefined} */
const kana = (value) => (/^[゠-ヿ　-〿\s()（）.．A-Za-z0-9-]+$/.test(value) ? undefined : 'kana');
/** @param {...string} choices @returns {(value: string) => FieldError | undefined} */
const oneOf =
  (...choices) =>
  (value) =>
    choices.includes(value) ? undefined : 'choice';

/** @type {Record<SettingItem, readonly Field[]>} */
export const settingFields = {
  company: [
    { id: 'company-name', required: true },
    { id: 'representative', required: false },
    { id: 'postal-code', required: true, clean: halfWidth, check: postalCode },
    { id: 'address', required: true },
    { id: 'phone', required: false, clean: halfWidth, check: phone },
  ],
  'registration-number': [
    { id: 'registration-number', required: true, clean: normaliseRegistrationNumber, check: checkRegistrationNumber },
  ],
  bank: [
    { id: 'bank-name', required: true },
    { id: 'branch-name', required: true },
    { id: 'account-type', required: true, check: oneOf('ordinary', 'current') },
    { id: 'account-number', required: true, clean: halfWidth, check: accountNumber },
    { id: 'account-holder', required: true, check: kana },
  ],
  'tax-rounding': [{ id: 'rounding', required: true, check: oneOf('floor', 'round', 'ceil') }],
  sender: [
    { id: 'sender-name', required: true },
    { id: 'department', required: false },
    { id: 'sender-postal-code', required: true, clean: halfWidth, check: postalCode },
    { id: 'sender-address', required: true },
    { id: 'sender-email', required: true, clean: halfWidth, check: checkEmail },
  ],
};

/**
 * @param {SettingItem} item
 * @param {Record<string, unknown>} input values as they came from the form
 * @returns {{ values: Values, errors: Record<string, FieldError> }} cleaned values, and one reason per wrong field
 */
export function checkSetting(item, input) {
  /** @type {Values} */
  const values = {};
  /** @type {Record<string, FieldError>} */
  const errors = {};
  for (const field of settingFields[item]) {
    const raw = input[field.id];
    const value = (field.clean ?? halfTrim)(typeof raw === 'string' ? raw : '');
    values[field.id] = value;
    const error = judge(field, value);
    if (error) errors[field.id] = error;
  }
  return { values, errors };
}

/** @param {string} value */
const halfTrim = (value) => value.trim();

/** @param {Field} field @param {string} value @returns {FieldError | undefined} */
function judge(field, value) {
  if (value === '') return field.required ? 'empty' : undefined;
  if (value.length > LONGEST) return 'too-much';
  return field.check?.(value);
}
