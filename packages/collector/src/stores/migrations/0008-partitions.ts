/** Who works on which partition of the people, when several workers share one database. The embedded store has one worker and leaves these empty. */
export const partitions: readonly string[] = [
  // epoch grows with every change of hands: what an earlier owner still had in mind no longer counts. expires_at: clock of the database.
  `CREATE TABLE partitions (part INTEGER NOT NULL PRIMARY KEY, owner TEXT NOT NULL, epoch BIGINT NOT NULL, expires_at BIGINT NOT NULL)`,
  `CREATE TABLE workers (id TEXT NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)`,
  // Whose sweep wakes this person; -1 = a row from before this step, which the owner of the first partition takes along.
  `ALTER TABLE users ADD COLUMN part INTEGER NOT NULL DEFAULT -1`,
];
