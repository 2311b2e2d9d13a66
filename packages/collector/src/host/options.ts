/** How a collector is set up. Everything has a default that works on one machine with nothing installed. */
import type { Config } from '@shirube/engine';
import type { IdentityOptions } from '../security/jwt';
import type { SsrfOptions } from '../security/ssrf';
import type { LrsSettings } from '../senders/xapi';
import type { Clock } from './clock';
import type { LogLevel } from './log';

export interface TenantOptions {
  /** Lower-case name; default "main". */
  slug?: string;
  name?: string;
  /** Path of shirube.json (read again when it changes), or the configuration itself. */
  config?: string | Config;
  /** Public write keys to make sure of. */
  writeKeys?: { key: string; label?: string; origins?: string[]; rate?: number }[];
  /** Learning record store for videos with `report: "xapi"`: "https://key:secret@lrs.example/xapi", or its settings. */
  lrs?: string | LrsSettings;
}
export interface CollectorOptions extends TenantOptions {
  /** Folder of the embedded store; default ".data/collector". */
  dataDir?: string;
  /** PostgreSQL instead of the embedded store. */
  databaseUrl?: string;
  /** NATS JetStream in front; needs PostgreSQL. */
  nats?: { servers: string | string[]; token?: string; replicas?: number };
  /** Several products side by side; default: one, from the options above. */
  tenants?: TenantOptions[];
  /** Where requests for the collector begin: "" or "/shirube". */
  basePath?: string;
  /** Where the dashboard is served; default "/dashboard". */
  dashboardPath?: string;
  /** Folder of the built dashboard; default: beside the collector. */
  dashboardDir?: string;
  /** Address at which mail links and pixels reach this collector, with its base path. */
  publicUrl?: string;
  /** Address of the vendor's app, for {{link.…}} in mails. */
  appUrl?: string;
  /** smtp://user:password@host:587; without it mails stay in the built-in mailbox. */
  smtp?: string;
  /** Sender when neither template nor configuration names one. */
  mailFrom?: string;
  identity?: IdentityOptions;
  webhooks?: SsrfOptions;
  /** Signs webhooks ("whsec_…"); default: one is made and kept. */
  webhookSecret?: string;
  clock?: Clock;
  /** Lets a link sign in directly, and lets time be moved. Never on a machine that others reach. */
  demoAdmin?: boolean;
  /** Makes a link for a further admin at start, for when nobody can sign in any more. */
  adminLink?: boolean;
  /** Believe X-Forwarded-For and -Proto of a proxy in front. */
  trustProxy?: boolean;
  /** Requests per second from one address; default 200. */
  addressRate?: number;
  /** intake: takes events only · worker: applies only · all (default). For machines with different jobs. */
  role?: 'all' | 'intake' | 'worker';
  /** No timers: time passes by `settle()` only (tests). */
  manual?: boolean;
  log?: LogLevel;
  engine?: 'node:sqlite' | 'libsql';
}
