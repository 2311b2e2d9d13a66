import type { Session } from '../../shared/model';
import { settingItems } from '../../shared/settings.mjs';
import { settingsDone } from './books';
import { dayFromToday } from './format';
import type { Language } from './words';

/**
 * The calls that a SaaS makes for its customer-success tool, and the only place that knows of it. Without the script
 * every one of them does nothing. Names are documented in the README of this folder.
 */
interface Shirube {
  init?(options: { token: () => Promise<string>; navigate: (path: string) => void }): unknown;
  identify?(userId: string, traits: Record<string, unknown>, options?: { token: string }): unknown;
  group?(accountId: string, traits: Record<string, unknown>): unknown;
  track?(event: string, properties?: Record<string, unknown>): unknown;
  reset?(): unknown;
}

declare global {
  interface Window {
    shirube?: Shirube;
  }
}

/** Business events and what comes with them. */
export interface Events {
  login: { method: 'person' | 'email' };
  client_created: { client_count: number };
  invoice_created: { total: number; line_count: number; has_reduced_rate: boolean; invoice_count: number };
  invoice_sent: { total: number };
  payment_recorded: { amount: number; settled: boolean };
  member_invited: { role: string };
  csv_imported: { row_count: number };
  recurring_enabled: { amount: number; day: number };
  recurring_disabled: Record<string, never>;
  setting_saved: { item: string; settings_done: number };
  validation_failed: { field: string; reason: string };
}

/** Setting items are written with underscores outside of the app's own addresses. */
export const outsideName = (item: string): string => item.replaceAll('-', '_');

/** What is known about the person; names and addresses stay at home. */
export function traitsOf({ user, account, books }: Session, language: Language): Record<string, unknown> {
  const month = dayFromToday().slice(0, 7);
  const limits = { starter: 50, standard: 300, pro: 5000 };
  return {
    locale: language,
    role: user.role,
    ...Object.fromEntries(settingItems.map((item) => [`settings_${outsideName(item)}`, books.settings[item] !== undefined])),
    settings_done: settingsDone(books),
    client_count: books.clients.length,
    invoice_count: books.invoices.length,
    invoices_sent: books.invoices.filter((invoice) => invoice.status !== 'draft').length,
    invoices_this_month: books.invoices.filter((invoice) => invoice.issuedOn.startsWith(month)).length,
    invoice_limit: limits[account.plan],
    payment_count: books.payments.length,
    member_count: books.members.length + 1,
    recurring_count: books.recurring.filter((rule) => rule.enabled).length,
    csv_import_count: books.csvImports,
  };
}

/** Once at the start: how to renew the proof of who is signed in, and how to go to a page without loading the app anew. */
export function introduce(renew: () => Promise<string>, navigate: (path: string) => void): void {
  window.shirube?.init?.({ token: renew, navigate });
}

export function identify(session: Session, language: Language): void {
  window.shirube?.identify?.(session.user.id, traitsOf(session, language), session.guideToken ? { token: session.guideToken } : undefined);
}

export function group({ account }: Session): void {
  window.shirube?.group?.(account.id, {
    name: account.name,
    plan: account.plan,
    tier: account.tier,
    mrr: account.mrr,
    created_at: account.createdAt,
  });
}

export function track<E extends keyof Events>(event: E, properties: Events[E]): void {
  window.shirube?.track?.(event, properties);
}

export function reset(): void {
  window.shirube?.reset?.();
}
