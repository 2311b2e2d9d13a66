/** Statements that a learning record store has not taken yet. A row goes when the store has it, or has refused it for good. */
export const learning: readonly string[] = [
  `CREATE TABLE statements (id {{id}}, tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL, statement_id TEXT NOT NULL, created_at BIGINT NOT NULL, body TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX statements_once ON statements (tenant, statement_id)`,
  `CREATE INDEX statements_person ON statements (tenant, account_id, user_id)`,
];
