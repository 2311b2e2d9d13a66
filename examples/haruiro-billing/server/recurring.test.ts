import { expect, test } from 'vitest';
import type { Books, Recurring } from '../shared/model';
import { makeDueDrafts } from './recurring.mjs';
import { emptyBooks } from './seed.mjs';

function booksWith(rule: Partial<Recurring>): Books {
  const books = emptyBooks();
  books.clients.push({ id: 'c1', name: 'ひばり印刷', contact: '', email: '', address: '' });
  books.recurring.push({ id: 'r1', clientId: 'c1', title: '保守', amount: 12_000, rate: 10, day: 25, enabled: true, ...rule });
  return books;
}
const days = (books: Books): string[] => books.invoices.map(({ issuedOn }) => issuedOn);

test('a rule that is added before its day makes its first draft on that day, and only one', () => {
  const books = booksWith({});
  for (const today of ['2026-06-10', '2026-06-24', '2026-06-25', '2026-06-25', '2026-06-30']) makeDueDrafts(books, today);
  expect(days(books)).toEqual(['2026-06-25']);
  expect(books.invoices[0]).toMatchObject({ status: 'draft', number: 'INV-0001', dueOn: '2026-07-25' });
});

test('a rule that is added after its day starts next month', () => {
  const books = booksWith({});
  makeDueDrafts(books, '2026-06-26');
  expect(days(books)).toEqual([]);
  makeDueDrafts(books, '2026-07-25');
  expect(days(books)).toEqual(['2026-07-25']);
});

test('somebody who stays away for three months finds one draft for each, on the last day of a short one', () => {
  const books = booksWith({ day: 31, settledUntil: '2026-01' });
  makeDueDrafts(books, '2026-04-30');
  expect(days(books)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30']);
});

test('a month that was paused stays without an invoice when the rule is resumed', () => {
  const books = booksWith({ enabled: false, settledUntil: '2026-05' });
  makeDueDrafts(books, '2026-06-25');
  for (const rule of books.recurring) rule.enabled = true;
  makeDueDrafts(books, '2026-06-30');
  expect(days(books)).toEqual([]);
});
