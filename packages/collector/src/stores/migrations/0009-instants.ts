/** When traits were said, so that what comes late overwrites nothing newer; and what a whole account has done, counted as it happens. */
export const instants: readonly string[] = [
  // traits_at: JSON, by trait the instant of the event that said it last.
  `ALTER TABLE accounts ADD COLUMN traits_at TEXT NOT NULL DEFAULT '{}'`,
  `ALTER TABLE users ADD COLUMN traits_at TEXT NOT NULL DEFAULT '{}'`,
  // name: key of the count in the configuration. t: JSON, the latest instants. counted 0: has to be counted from the events first.
  `CREATE TABLE rollups (tenant BIGINT NOT NULL, account_id TEXT NOT NULL, name TEXT NOT NULL, n BIGINT NOT NULL, t TEXT NOT NULL, counted INTEGER NOT NULL, PRIMARY KEY (tenant, account_id, name))`,
];
