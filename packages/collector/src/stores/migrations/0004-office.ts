/** Who may look and act, and what people enter by hand. */
export const office: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
  // role: admin|member|viewer. password: scrypt, never the password itself.
  `CREATE TABLE people (id {{id}}, tenant BIGINT NOT NULL, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT, role TEXT NOT NULL, lang TEXT NOT NULL, created_at BIGINT NOT NULL, disabled_at BIGINT)`,
  `CREATE TABLE sessions (hash TEXT PRIMARY KEY, tenant BIGINT NOT NULL, person BIGINT NOT NULL, csrf TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)`,
  // One-time links: first admin, invitations, password reset. Only the hash is kept.
  `CREATE TABLE admin_links (hash TEXT PRIMARY KEY, tenant BIGINT NOT NULL, person BIGINT, purpose TEXT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)`,
  // API tokens for servers: only the hash is kept. role: admin|member|viewer|ingest
  `CREATE TABLE tokens (id {{id}}, tenant BIGINT NOT NULL, label TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, role TEXT NOT NULL, created_at BIGINT NOT NULL, revoked_at BIGINT)`,
  // Who did what on the dashboard.
  `CREATE TABLE audit (id {{id}}, tenant BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL)`,
];
