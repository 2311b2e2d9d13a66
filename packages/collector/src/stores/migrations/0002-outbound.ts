/** What leaves the collector: mails, tasks, webhooks. */
export const outbound: readonly string[] = [
  // status: queued|sending|sent|uncertain|failed|suppressed. `uncertain`: the process died while the SMTP conversation was open.
  // opened_at: first open by a person (a click counts too); machine_opens: prefetches, which count for nothing.
  `CREATE TABLE mails (
    id TEXT PRIMARY KEY, tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL, mail TEXT NOT NULL, flow TEXT NOT NULL, step TEXT NOT NULL,
    lang TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, body_text TEXT NOT NULL, body_html TEXT NOT NULL, links TEXT NOT NULL,
    status TEXT NOT NULL, transport TEXT NOT NULL, requested_at BIGINT NOT NULL, sent_at BIGINT, delivered_at BIGINT, opened_at BIGINT, clicked_at BIGINT, bounced_at BIGINT,
    machine_opens INTEGER NOT NULL, attempts INTEGER NOT NULL, next_at BIGINT, error TEXT)`,
  `CREATE INDEX mails_due ON mails (status, next_at)`,
  `CREATE INDEX mails_person ON mails (tenant, account_id, user_id, requested_at)`,
  `CREATE INDEX mails_template ON mails (tenant, mail, requested_at)`,

  // kind: sent|delivered|open|machine_open|click|bounce|complaint|unsubscribe
  `CREATE TABLE mail_events (id {{id}}, tenant BIGINT NOT NULL, mail_id TEXT NOT NULL, kind TEXT NOT NULL, at BIGINT NOT NULL, detail TEXT)`,
  `CREATE INDEX mail_events_mail ON mail_events (mail_id, at)`,

  // Addresses that get nothing any more; the hash of the address, never the address. reason: unsubscribed|bounced|complained
  `CREATE TABLE suppressions (tenant BIGINT NOT NULL, address TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (tenant, address))`,

  // status: open|done|dropped|closed (closed = by itself; close_reason says why). snoozed_until > now: not on the list yet.
  // title, reason, talk: JSON texts by language. id is the effect's id within the person, hashed with the person.
  `CREATE TABLE tasks (
    id TEXT PRIMARY KEY, tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL, effect_id TEXT NOT NULL, flow TEXT NOT NULL, step TEXT NOT NULL,
    title TEXT NOT NULL, reason TEXT, talk TEXT, channel TEXT NOT NULL, owner TEXT, value DOUBLE PRECISION, status TEXT NOT NULL, created_at BIGINT NOT NULL, due_at BIGINT,
    snoozed_until BIGINT, closed_at BIGINT, closed_by TEXT, close_reason TEXT, note TEXT)`,
  `CREATE INDEX tasks_open ON tasks (tenant, status, due_at)`,
  `CREATE INDEX tasks_person ON tasks (tenant, account_id, user_id, created_at)`,

  // status: queued|sending|done|dead. format: standard|slack
  `CREATE TABLE webhooks (
    id TEXT PRIMARY KEY, tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL, flow TEXT NOT NULL, step TEXT NOT NULL, hook TEXT NOT NULL, url TEXT NOT NULL,
    format TEXT NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL, created_at BIGINT NOT NULL, next_at BIGINT, attempts INTEGER NOT NULL, done_at BIGINT, last_status INTEGER, error TEXT)`,
  `CREATE INDEX webhooks_due ON webhooks (status, next_at)`,
  `CREATE INDEX webhooks_person ON webhooks (tenant, account_id, user_id, created_at)`,
];
