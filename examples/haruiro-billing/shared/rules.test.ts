import { expect, test } from 'vitest';
import { checkRegistrationNumber, normaliseRegistrationNumber } from './registration-number.mjs';
import { checkSetting } from './settings.mjs';
import { totalsOf } from './totals.mjs';

test('a person may paste a registration number with hyphens, spaces or full-width characters', () => {
  for (const typed of ['T1234567890123', 't1234567890123', 'T1234-567890-123', 'Ｔ１２３４５６７８９０１２３', ' T 1234 5678 90123 ']) {
    expect(normaliseRegistrationNumber(typed)).toBe('T1234567890123');
    expect(checkRegistrationNumber(typed)).toBeUndefined();
  }
});

test('a person who mistypes the number is told which mistake it is', () => {
  const reasons = ['', '1234567890123', 'T123456789O123', 'T123456789012', 'T12345678901234'].map(checkRegistrationNumber);
  expect(reasons).toEqual(['empty', 'no-t', 'not-digits', 'too-short', 'too-long']);
});

test('a person who leaves out what is required sees one reason per field, and optional fields stay quiet', () => {
  const { values, errors } = checkSetting('company', { 'company-name': '  はるいろ ', 'postal-code': '１０１−００５１', phone: 'later' });
  expect(values['company-name']).toBe('はるいろ');
  expect(values['postal-code']).toBe('101-0051');
  expect(errors).toEqual({ address: 'empty', phone: 'phone' });
});

test('an invoice rounds its tax once per rate, the way its issuer chose', () => {
  const lines = [
    { description: 'a', quantity: 3, unitPrice: 333, rate: 8 as const },
    { description: 'b', quantity: 3, unitPrice: 333, rate: 8 as const },
    { description: 'c', quantity: 1, unitPrice: 1005, rate: 10 as const },
  ];
  // 8 % of 1,998 is 159.84 and 10 % of 1,005 is 100.5; line by line it would have been 79 + 79 + 100.
  expect(totalsOf(lines, 'floor')).toMatchObject({ net: 3003, tax: 259, total: 3262 });
  expect(totalsOf(lines, 'round')).toMatchObject({ tax: 261 });
  expect(totalsOf(lines, 'ceil')).toMatchObject({ tax: 261 });
  expect(totalsOf([{ description: 'd', quantity: 1, unitPrice: 110, rate: 10 }], 'ceil').tax).toBe(11);
});
