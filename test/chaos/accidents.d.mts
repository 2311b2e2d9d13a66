import type { Browser } from 'playwright-core';
export interface Ledger {
  accepted: number;
  delivered: number;
  lost: Record<string, number>;
  queued: number;
  balanced: boolean;
  told: boolean;
}
export interface Staged {
  name: string;
  lost: number;
  raw: number;
  requests: number;
  largest: number;
  note: string;
  ledger?: Ledger;
}
export const accidents: Record<string, unknown>;
export function stage(name: string, browser: Browser, engine: string): Promise<Staged>;
