export interface Stored {
  messageId: string;
  type: string;
  event?: string;
  userId?: string;
  anonymousId?: string;
  groupId?: string;
  timestamp: string;
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
  context: Record<string, unknown>;
}
export type Mode = 'ok' | '503' | '429' | 'reset' | 'slow' | 'hang' | 'lost' | '401' | '403' | '404' | '405' | 'page';
export interface Collector {
  mode: Mode | ((batch: Stored[]) => Mode);
  retryAfter: string;
  delay?: number;
  poison: string | undefined;
  token: string | undefined;
  page?: (url: URL) => { headers?: Record<string, string>; body?: string } | undefined;
  stored: Map<string, Stored>;
  order: Stored[];
  duplicates: number;
  requests: number;
  /** `token`, `writeKey` and `ids` are of the body; missing when it could not be read. */
  attempts: {
    at: number;
    mode: Mode;
    method: string;
    headers: Record<string, string | undefined>;
    token?: string;
    writeKey?: string;
    ids?: string[];
  }[];
  largest: number;
  bytes: number;
  mostOpen: number;
  paths: string[];
  state?: unknown;
  url: string;
  port: number;
  html(attributes: string, head?: string): string;
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
  names(): string[];
}
export function startCollector(options?: { attributes?: string; head?: string; mode?: Mode; port?: number }): Promise<Collector>;
export function until(done: () => unknown, ms?: number): Promise<boolean>;
