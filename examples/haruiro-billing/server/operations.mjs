/**
 * What can be done to the books of an account. Each operation checks its input completely before it changes anything.
 * @typedef {import('../shared/model').Books} Books
 * @typedef {import('../shared/model').Invoice} Invoice
 * @typedef {import('../shared/totals.mjs').Rounding} Rounding
 * @typedef {(books: Books, body: unknown, id: string) => void} Operation
 */
import { randomUUID } from 'node:crypto';
import { checkEmail, checkSetting, settingItems } from '../shared/settings.mjs';
import { totalsOf } from '../shared/totals.mjs';
import { Refusal, day, lines, number, object, oneOf, text } from './input.mjs';

const makeId = () => randomUUID().slice(0, 8);
/** @template {{ id: string }} T @param {readonly T[]} list @param {unknown} id @param {string} field @returns {T} */
function find(list, id, field) {
  const found = list.find((entry) => entry.id === id);
  if (!found) throw new Refusal(422, 'invalid', { [field]: 'unknown' });
  return found;
}
/** @param {Books} books @returns {Rounding} */
const roundingOf = (books) => /** @type {Rounding} */ (books.settings['tax-rounding']?.['rounding'] ?? 'floor');

/** @type {Operation} */
export function saveSetting(books, body, id) {
  const item = oneOf(id, 'item', settingItems);
  const { values, errors } = checkSetting(item, object(body));
  if (Object.keys(errors).length > 0) throw new Refusal(422, 'invalid', errors);
  books.settings[item] = values;
}

/** @type {Operation} */
export function addClient(books, body) {
  const input = object(body);
  const name = text(input['name'], 'client-name');
  const email = text(input['email'], 'client-email', { optional: true });
  if (email && checkEmail(email)) throw new Refusal(422, 'invalid', { 'client-email': 'email' });
  books.clients.push({
    id: makeId(),
    name,
    email,
    contact: text(input['contact'], 'client-contact', { optional: true }),
    address: text(input['address'], 'client-address', { optional: true }),
  });
}

/** @param {Books} books @param {Record<string, unknown>} input @returns {Invoice} */
export function draft(books, input) {
  const checked = {
    issuedOn: day(input['issuedOn'], 'issued-on'),
    dueOn: day(input['dueOn'], 'due-on'),
    lines: lines(input['lines']),
    note: text(input['note'], 'note', { optional: true, longest: 1000 }),
  };
  const clientId =
    input['clientId'] === undefined
      ? clientNamed(books, text(input['clientName'], 'client'))
      : find(books.clients, input['clientId'], 'client').id;
  const number = `INV-${String(books.nextInvoice++).padStart(4, '0')}`;
  return { id: makeId(), number, clientId, ...checked, rounding: roundingOf(books), status: 'draft' };
}

/** @param {Books} books @param {string} name @returns {string} the id of that client, added when it is new */
function clientNamed(books, name) {
  const known = books.clients.find((client) => client.name === name);
  if (known) return known.id;
  const id = makeId();
  books.clients.push({ id, name, contact: '', email: '', address: '' });
  return id;
}

/** @type {Operation} */
export function addInvoice(books, body) {
  books.invoices.push(draft(books, object(body)));
}

/** @type {Operation} all rows or none */
export function importInvoices(books, body) {
  const rows = object(body)['invoices'];
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > 500) throw new Refusal(422, 'invalid', { csv: 'empty' });
  const next = structuredClone(books);
  for (const row of rows) next.invoices.push(draft(next, object(row)));
  next.csvImports += 1;
  Object.assign(books, next);
}

/** @type {Operation} */
export function sendInvoice(books, _body, id) {
  const invoice = find(books.invoices, id, 'invoice');
  if (invoice.status !== 'draft') throw new Refusal(409, 'already-sent');
  invoice.status = 'sent';
  invoice.sentAt = new Date().toISOString();
}

/** @type {Operation} */
export function addPayment(books, body) {
  const input = object(body);
  const invoice = find(books.invoices, input['invoiceId'], 'payment-invoice');
  if (invoice.status === 'draft') throw new Refusal(409, 'not-sent');
  const payment = {
    id: makeId(),
    invoiceId: invoice.id,
    amount: number(input['amount'], 'payment-amount', { least: 1, most: 10_000_000_000 }),
    paidOn: day(input['paidOn'], 'paid-on'),
    method: oneOf(input['method'], 'payment-method', /** @type {const} */ (['transfer', 'card', 'cash'])),
  };
  books.payments.push(payment);
  const paid = books.payments.filter((entry) => entry.invoiceId === invoice.id).reduce((sum, entry) => sum + entry.amount, 0);
  if (paid >= totalsOf(invoice.lines, invoice.rounding).total) invoice.status = 'paid';
}

/** @type {Operation} */
export function addRecurring(books, body) {
  const input = object(body);
  books.recurring.push({
    id: makeId(),
    clientId: find(books.clients, input['clientId'], 'recurring-client').id,
    title: text(input['title'], 'recurring-title'),
    amount: number(input['amount'], 'recurring-amount', { least: 1, most: 100_000_000 }),
    rate: input['rate'] === 8 ? 8 : 10,
    day: number(input['day'], 'recurring-day', { least: 1, most: 31 }),
    enabled: true,
  });
}

/** @type {Operation} */
export function switchRecurring(books, body, id) {
  find(books.recurring, id, 'recurring').enabled = object(body)['enabled'] === true;
}

/** @type {Operation} */
export function inviteMember(books, body) {
  const input = object(body);
  const email = text(input['email'], 'member-email');
  if (checkEmail(email)) throw new Refusal(422, 'invalid', { 'member-email': 'email' });
  if (books.members.some((member) => member.email === email)) throw new Refusal(422, 'invalid', { 'member-email': 'twice' });
  books.members.push({
    id: makeId(),
    email,
    role: oneOf(input['role'], 'member-role', /** @type {const} */ (['owner', 'member'])),
    status: 'invited',
  });
}
