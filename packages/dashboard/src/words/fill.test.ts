import { expect, it } from 'vitest';
import { en } from './en';
import { fill } from './fill';
import { ja } from './ja';

it('somebody who reads sees counted things in the number that they have', () => {
  expect([1, 2, '1', 0].map((n) => fill(en.days, { n }))).toEqual(['1 day', '2 days', '1 day', '0 days']);
  expect(fill(en['mail.machine'], { n: 1 })).toBe('1 open by machines is not counted');
  expect(fill(ja.days, { n: 1 })).toBe('1日');
});
it('no words behind a number stay as they are, and no Japanese ones wait for an ending', () => {
  expect(Object.values(en).filter((word) => /\{n\} (?!business )[a-z]+s\b/.test(word))).toEqual([]);
  expect(Object.values(ja).filter((word) => /\{(s|are)\}/.test(word))).toEqual([]);
});
