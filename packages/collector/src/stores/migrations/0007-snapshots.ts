/** Answers over very many rows, kept so that the first look after a start does not wait for them. Can be emptied at any time. */
export const snapshots: readonly string[] = [
  // name: what was asked. events, erased: how far the store was. at: instant of the collector's clock. cost: ms that it took to make. body: JSON.
  `CREATE TABLE snapshots (tenant BIGINT NOT NULL, name TEXT NOT NULL, cfg TEXT NOT NULL, events BIGINT NOT NULL, erased BIGINT NOT NULL, at BIGINT NOT NULL, cost DOUBLE PRECISION NOT NULL, body TEXT NOT NULL, PRIMARY KEY (tenant, name))`,
];
