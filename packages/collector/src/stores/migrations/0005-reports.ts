/** Health, signals that people enter, saved views. */
export const reports: readonly string[] = [
  // Append-only. parts, caps, flags: JSON. A jump that came from a rule change shows in cfg.
  `CREATE TABLE health_history (id {{id}}, tenant BIGINT NOT NULL, account_id TEXT NOT NULL, at BIGINT NOT NULL, score DOUBLE PRECISION, raw DOUBLE PRECISION, level TEXT NOT NULL, coverage DOUBLE PRECISION NOT NULL, parts TEXT NOT NULL, caps TEXT NOT NULL, flags TEXT NOT NULL, trend TEXT, cfg TEXT NOT NULL)`,
  `CREATE INDEX health_history_account ON health_history (tenant, account_id, at)`,
  // Signals from CSV, API or a form; the newest per (account, name) stands. value: JSON.
  `CREATE TABLE facts (id {{id}}, tenant BIGINT NOT NULL, account_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at BIGINT NOT NULL, entered_by TEXT NOT NULL, source TEXT NOT NULL)`,
  `CREATE INDEX facts_account ON facts (tenant, account_id, name, at)`,
  `CREATE TABLE saved_views (id {{id}}, tenant BIGINT NOT NULL, person BIGINT NOT NULL, page TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, created_at BIGINT NOT NULL)`,
  `CREATE TABLE notes (id {{id}}, tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, body TEXT NOT NULL)`,
  `CREATE INDEX notes_account ON notes (tenant, account_id, at)`,
];
