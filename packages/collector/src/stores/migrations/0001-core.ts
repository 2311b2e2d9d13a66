/** Tenants, people, events, flows. `{{id}}` becomes the dialect's auto-increment key. */
export const core: readonly string[] = [
  `CREATE TABLE tenants (id {{id}}, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created_at BIGINT NOT NULL)`,

  // Public write keys. origins: JSON array of allowed origins, [] = any.
  `CREATE TABLE keys (key TEXT PRIMARY KEY, tenant BIGINT NOT NULL, label TEXT NOT NULL, origins TEXT NOT NULL, rate INTEGER NOT NULL, created_at BIGINT NOT NULL, revoked_at BIGINT)`,

  // What was acknowledged and not yet applied. One row per client batch and partition; body is the batch as it came.
  `CREATE TABLE inbox (seq {{id}}, part INTEGER NOT NULL, tenant BIGINT NOT NULL, key TEXT NOT NULL, received_at BIGINT NOT NULL, verified INTEGER NOT NULL, events INTEGER NOT NULL, body TEXT NOT NULL)`,
  `CREATE INDEX inbox_part ON inbox (part, seq)`,

  // type: track|identify|page|group. event: name of a track event, '$page', '$identify', '$group'. source: wire|derived|mail|task|api|import.
  // at: corrected instant of occurrence; client_at: as the device said; skew: 1 when the device clock was corrected.
  // What an evaluator derived (Milestone Reached …) has the same message_id from the browser and from here, so it is stored once.
  `CREATE TABLE events (
    id {{id}}, tenant BIGINT NOT NULL, message_id TEXT NOT NULL, type TEXT NOT NULL, event TEXT NOT NULL,
    account_id TEXT NOT NULL, user_id TEXT NOT NULL, anonymous INTEGER NOT NULL, anonymous_id TEXT,
    at BIGINT NOT NULL, client_at BIGINT, received_at BIGINT NOT NULL, skew INTEGER NOT NULL, verified INTEGER NOT NULL,
    path TEXT, session_id TEXT, tab_id TEXT, seq BIGINT, cfg TEXT, source TEXT NOT NULL, props TEXT NOT NULL, context TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX events_message ON events (tenant, message_id)`,
  `CREATE INDEX events_name ON events (tenant, event, at)`,
  `CREATE INDEX events_person ON events (tenant, account_id, user_id, at)`,

  // Anonymous id → user, once and for good.
  `CREATE TABLE links (tenant BIGINT NOT NULL, anonymous_id TEXT NOT NULL, user_id TEXT NOT NULL, account_id TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (tenant, anonymous_id))`,

  // One row per (account, user). anonymous=1: user_id is an anonymous id. account_id '' = none known. state: the engine's state.
  // traits: JSON. wake_at: next instant at which the engine has to look again by itself, NULL = only a signal can change something.
  `CREATE TABLE users (
    tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL, anonymous INTEGER NOT NULL, state TEXT NOT NULL, wake_at BIGINT, cfg TEXT NOT NULL,
    traits TEXT NOT NULL, locale TEXT, first_at BIGINT NOT NULL, last_at BIGINT NOT NULL, logins INTEGER NOT NULL, first_login_at BIGINT, last_login_at BIGINT, sessions INTEGER NOT NULL,
    PRIMARY KEY (tenant, account_id, user_id))`,
  `CREATE INDEX users_wake ON users (wake_at)`,
  `CREATE INDEX users_id ON users (tenant, user_id)`,
  `CREATE INDEX users_last ON users (tenant, last_at, anonymous, account_id, user_id, logins, first_login_at)`,

  `CREATE TABLE accounts (tenant BIGINT NOT NULL, account_id TEXT NOT NULL, traits TEXT NOT NULL, first_at BIGINT NOT NULL, last_at BIGINT NOT NULL, PRIMARY KEY (tenant, account_id))`,

  // Every effect that was ever decided; the key is what makes it happen once.
  `CREATE TABLE effects (tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL, effect_id TEXT NOT NULL, kind TEXT NOT NULL, at BIGINT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (tenant, account_id, user_id, effect_id))`,

  // Configurations that were ever active. The newest active_at of a tenant is the current one.
  `CREATE TABLE configs (tenant BIGINT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL, active_at BIGINT NOT NULL, PRIMARY KEY (tenant, version))`,

  // stage: parse|validate|flow. body: what was refused.
  `CREATE TABLE dead_letters (id {{id}}, tenant BIGINT NOT NULL, key TEXT NOT NULL, received_at BIGINT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, message_id TEXT, body TEXT NOT NULL)`,
  `CREATE INDEX dead_letters_tenant ON dead_letters (tenant, id)`,

  // Erased people: hashes only. Events from before the erasure that arrive late are refused.
  `CREATE TABLE erasures (tenant BIGINT NOT NULL, subject TEXT NOT NULL, at BIGINT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY (tenant, subject))`,
];
