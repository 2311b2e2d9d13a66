import type { Browser } from 'playwright-core';
export interface Soaked {
  seed: number;
  accepted: number;
  lost: number;
  twice: number;
  raw: number;
  share: number;
  again: Record<string, number>;
  requests: number;
  kills: number;
  navigations: number;
  disorder: number;
  seconds: number;
  degraded: Record<string, number>;
  ledger?: { accepted: number; delivered: number; lost: Record<string, number>; queued: number };
  where?: unknown;
}
export function soak(
  browser: Browser,
  options: {
    seed: number;
    events: number;
    kills: number;
    navigations: number;
    tabs?: number;
    deaf?: boolean;
    say?: (text: string) => void;
  },
): Promise<Soaked>;
