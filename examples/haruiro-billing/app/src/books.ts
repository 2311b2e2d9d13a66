import type { Books, Invoice } from '../../shared/model';
import { settingItems } from '../../shared/settings.mjs';
import { totalsOf } from '../../shared/totals.mjs';

/** What the pages and the telemetry ask of the books; nothing here changes them. */

export const totalOf = (invoice: Invoice): number => totalsOf(invoice.lines, invoice.rounding).total;

export const paidOf = (books: Books, invoice: Invoice): number =>
  books.payments.filter((payment) => payment.invoiceId === invoice.id).reduce((sum, payment) => sum + payment.amount, 0);

export const owedOf = (books: Books, invoice: Invoice): number => Math.max(0, totalOf(invoice) - paidOf(books, invoice));

export const settingsDone = (books: Books): number => settingItems.filter((item) => books.settings[item]).length;

export const clientName = (books: Books, id: string): string => books.clients.find((client) => client.id === id)?.name ?? '';

export type Standing = 'draft' | 'sent' | 'overdue' | 'paid';

export const standingOf = (invoice: Invoice, today: string): Standing =>
  invoice.status === 'sent' && invoice.dueOn < today ? 'overdue' : invoice.status;

export const newestFirst = (invoices: readonly Invoice[]): Invoice[] =>
  [...invoices].sort((a, b) => b.issuedOn.localeCompare(a.issuedOn) || b.number.localeCompare(a.number));

/** Billed per month, for the last `count` months up to the month of `today`, oldest first. */
export function billedByMonth(books: Books, today: string, count: number): { month: string; total: number }[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(year, month - 1 - (count - 1 - index), 1)).toISOString().slice(0, 7);
    const billed = books.invoices.filter((invoice) => invoice.status !== 'draft' && invoice.issuedOn.startsWith(at));
    return { month: at, total: billed.reduce((sum, invoice) => sum + totalOf(invoice), 0) };
  });
}
