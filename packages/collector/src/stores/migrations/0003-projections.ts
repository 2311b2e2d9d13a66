/** What the flow worker keeps beside the state, so that questions about many people are a query. Written in the same transaction as the state. */
const person = 'tenant BIGINT NOT NULL, account_id TEXT NOT NULL, user_id TEXT NOT NULL';

export const projections: readonly string[] = [
  // at: first reached; last_at, n: for milestones that repeat. evidence: id of the signal.
  `CREATE TABLE milestones (${person}, milestone TEXT NOT NULL, at BIGINT NOT NULL, n INTEGER NOT NULL, evidence TEXT, cfg TEXT, PRIMARY KEY (tenant, account_id, user_id, milestone))`,
  `CREATE INDEX milestones_by ON milestones (tenant, milestone, at)`,

  // One row per stay; left_at NULL = still in.
  `CREATE TABLE segments (${person}, segment TEXT NOT NULL, entered_at BIGINT NOT NULL, left_at BIGINT, PRIMARY KEY (tenant, account_id, user_id, segment, entered_at))`,
  `CREATE INDEX segments_by ON segments (tenant, segment, left_at)`,

  // run: 1, 2 … ; step: where the person is now ('' when ended); ended_at/end_reason when over.
  `CREATE TABLE flow_runs (${person}, flow TEXT NOT NULL, run INTEGER NOT NULL, step TEXT NOT NULL, step_at BIGINT NOT NULL, started_at BIGINT NOT NULL, ended_at BIGINT, end_reason TEXT, cfg TEXT, PRIMARY KEY (tenant, account_id, user_id, flow, run))`,
  `CREATE INDEX flow_runs_by ON flow_runs (tenant, flow, step)`,
  // Every step that was taken, in order of at: consecutive rows of a run are the edges of the drawing.
  `CREATE TABLE flow_steps (${person}, flow TEXT NOT NULL, run INTEGER NOT NULL, step TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (tenant, account_id, user_id, flow, run, step))`,
  `CREATE INDEX flow_steps_by ON flow_steps (tenant, flow, step)`,

  // gate: what held it back last (e.g. 'holdout', 'caps'); NULL = nothing did.
  `CREATE TABLE contents (${person}, content TEXT NOT NULL, shown INTEGER NOT NULL, first_at BIGINT, last_at BIGINT, completed_at BIGINT, dismissed_at BIGINT, clicked_at BIGINT, helped INTEGER, gate TEXT, PRIMARY KEY (tenant, account_id, user_id, content))`,
  `CREATE INDEX contents_by ON contents (tenant, content)`,

  // pieces: JSON [[from,to],…] in media seconds. coverage 0..1, NULL while the duration is unknown.
  `CREATE TABLE videos (${person}, video TEXT NOT NULL, duration DOUBLE PRECISION, pieces TEXT NOT NULL, coverage DOUBLE PRECISION, played DOUBLE PRECISION, position DOUBLE PRECISION, started_at BIGINT, completed_at BIGINT, PRIMARY KEY (tenant, account_id, user_id, video))`,
  `CREATE INDEX videos_by ON videos (tenant, video)`,

  // Every answer ever given (NPS takes the latest per user per window). value: JSON.
  `CREATE TABLE answers (${person}, survey TEXT NOT NULL, question TEXT NOT NULL, value TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (tenant, account_id, user_id, survey, question, at))`,
  `CREATE INDEX answers_by ON answers (tenant, survey, question, at)`,

  // Activity per person and day, and events per name and day: charts without touching the events.
  // active: 1 when one of kpis.activeEvents happened, as configured when it came (default: any event that the app tracks).
  `CREATE TABLE usage_days (${person}, day TEXT NOT NULL, events INTEGER NOT NULL, pages INTEGER NOT NULL, logins INTEGER NOT NULL, active INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (tenant, account_id, user_id, day))`,
  `CREATE INDEX usage_days_day ON usage_days (tenant, day, active, account_id, user_id)`,
  `CREATE TABLE event_days (tenant BIGINT NOT NULL, event TEXT NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (tenant, event, day))`,
  // Uses of each event per person (feature adoption, breadth).
  `CREATE TABLE event_users (${person}, event TEXT NOT NULL, n INTEGER NOT NULL, first_at BIGINT NOT NULL, last_at BIGINT NOT NULL, PRIMARY KEY (tenant, account_id, user_id, event))`,
  `CREATE INDEX event_users_by ON event_users (tenant, event)`,
  // Items of checklists that are done; done_at NULL: was done, and was taken back.
  `CREATE TABLE checklist_items (${person}, checklist TEXT NOT NULL, item TEXT NOT NULL, done_at BIGINT, PRIMARY KEY (tenant, account_id, user_id, checklist, item))`,
  // Account traits as they changed (plan, mrr, seats …): one row per change, value as JSON. Revenue of a past day is the newest row before it.
  `CREATE TABLE account_history (tenant BIGINT NOT NULL, account_id TEXT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (tenant, account_id, name, at))`,
  // Why content was not shown, per day.
  `CREATE TABLE content_gates (tenant BIGINT NOT NULL, content TEXT NOT NULL, gate TEXT NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (tenant, content, gate, day))`,
];
