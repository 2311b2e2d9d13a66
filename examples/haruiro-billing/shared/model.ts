import type { SettingItem, Values } from './settings.mjs';
import type { Line, Rounding } from './totals.mjs';

/** The contract of a customer of Haruiro Billing. `mrr` is yen a month. */
export interface Account {
  id: string;
  name: string;
  nameEn: string;
  plan: 'starter' | 'standard' | 'pro';
  tier: 'tech' | 'low' | 'high';
  mrr: number;
  createdAt: string;
}

export interface User {
  id: string;
  name: string;
  nameEn: string;
  role: 'owner' | 'member';
}

export interface Client {
  id: string;
  name: string;
  contact: string;
  email: string;
  address: string;
}

/** Dates are `YYYY-MM-DD`; `sentAt` is an ISO instant. */
export interface Invoice {
  id: string;
  number: string;
  clientId: string;
  issuedOn: string;
  dueOn: string;
  lines: Line[];
  note: string;
  rounding: Rounding;
  status: 'draft' | 'sent' | 'paid';
  sentAt?: string;
}

export interface Payment {
  id: string;
  invoiceId: string;
  amount: number;
  paidOn: string;
  method: 'transfer' | 'card' | 'cash';
}

export interface Recurring {
  id: string;
  clientId: string;
  title: string;
  amount: number;
  rate: 10 | 8;
  day: number;
  enabled: boolean;
  /** The last month (`YYYY-MM`) that needs nothing more. */
  settledUntil?: string;
}

export interface Member {
  id: string;
  email: string;
  role: 'owner' | 'member';
  status: 'active' | 'invited';
}

/** Everything of one account, as it is stored and as the app receives it. */
export interface Books {
  settings: Partial<Record<SettingItem, Values>>;
  clients: Client[];
  invoices: Invoice[];
  payments: Payment[];
  recurring: Recurring[];
  members: Member[];
  csvImports: number;
  nextInvoice: number;
}

/** The answer of every call of the JSON API. */
export interface Session {
  user: User;
  account: Account;
  books: Books;
  /** Short-lived proof for the guides of who is signed in; only where the server gives one. */
  guideToken?: string;
}

/** One invoice as it comes out of the editor or of a CSV file. */
export interface InvoiceInput {
  clientId?: string;
  clientName?: string;
  issuedOn: string;
  dueOn: string;
  lines: Line[];
  note: string;
}
