// A million events as rows, with the projections that the flow worker would have written. Deterministic.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const DAY = 86_400_000;
const iso = (at) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);

function open(path) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const Database = major > 22 || (major === 22 && minor >= 13) ? require('node:sqlite').DatabaseSync : require('libsql');
  return new Database(path);
}
/** Small, fast and repeatable: mulberry32. */
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
// One session in order, with what is rare drawn beside it.
const SESSION = [
  '$page',
  'login',
  '$page',
  'invoice_created',
  '$page',
  'Content Shown',
  'invoice_created',
  '$page',
  'invoice_sent',
  'Content Clicked',
  'client_created',
  '$page',
  'payment_recorded',
  'Video Progressed',
  'Content Suppressed',
  '$page',
  'csv_imported',
  'Content Completed',
  '$page',
  'recurring_enabled',
];
const RARE = ['validation_failed', 'Inquiry Sent', 'Help Searched', 'Target Missing', '$group'];
const CONTENT = ['tutorial', 'registration-number-help', 'nps', 'import-hint', 'recurring-hotspot'];
const PATHS = ['/dashboard', '/invoices', '/invoices/new', '/settings/company', '/settings/registration-number', '/clients', '/import'];

export function fill(path, { events, users, accounts, now, config }) {
  const db = open(path);
  for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'cache_size = -262144']) db.exec(`PRAGMA ${pragma}`);
  const r = random(7);
  const account = (u) => `acct-${u % accounts}`;
  const tenant = db.prepare('SELECT id FROM tenants ORDER BY id LIMIT 1').all()[0].id;
  const seed = db.prepare("SELECT * FROM users WHERE user_id = 'seed'").all()[0];
  const insert = (table, columns) => {
    const statement = db.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    return (...values) => statement.run(...values);
  };
  const put = {
    event: insert('events', [
      'tenant',
      'message_id',
      'type',
      'event',
      'account_id',
      'user_id',
      'anonymous',
      'at',
      'client_at',
      'received_at',
      'skew',
      'verified',
      'path',
      'session_id',
      'source',
      'props',
      'context',
    ]),
    user: insert('users', Object.keys(seed)),
    account: insert('accounts', ['tenant', 'account_id', 'traits', 'first_at', 'last_at']),
    milestone: insert('milestones', ['tenant', 'account_id', 'user_id', 'milestone', 'at', 'n', 'evidence', 'cfg']),
    segment: insert('segments', ['tenant', 'account_id', 'user_id', 'segment', 'entered_at', 'left_at']),
    run: insert('flow_runs', [
      'tenant',
      'account_id',
      'user_id',
      'flow',
      'run',
      'step',
      'step_at',
      'started_at',
      'ended_at',
      'end_reason',
      'cfg',
    ]),
    step: insert('flow_steps', ['tenant', 'account_id', 'user_id', 'flow', 'run', 'step', 'at']),
    content: insert('contents', [
      'tenant',
      'account_id',
      'user_id',
      'content',
      'shown',
      'first_at',
      'last_at',
      'completed_at',
      'dismissed_at',
      'clicked_at',
    ]),
    video: insert('videos', [
      'tenant',
      'account_id',
      'user_id',
      'video',
      'duration',
      'pieces',
      'coverage',
      'played',
      'position',
      'started_at',
      'completed_at',
    ]),
    item: insert('checklist_items', ['tenant', 'account_id', 'user_id', 'checklist', 'item', 'done_at']),
    answer: insert('answers', ['tenant', 'account_id', 'user_id', 'survey', 'question', 'value', 'at']),
    history: insert('account_history', ['tenant', 'account_id', 'name', 'at', 'value']),
    gate: insert('content_gates', ['tenant', 'content', 'gate', 'day', 'n']),
  };
  const active = (config.kpis?.activeEvents ?? []).map((name) => `'${name}'`).join(', ');
  db.exec('BEGIN');
  for (let a = 0; a < accounts; a++) {
    const start = now - Math.floor(20 + r() * 500) * DAY;
    const traits = {
      name: `Account ${a}`,
      plan: ['starter', 'standard', 'pro'][a % 3],
      mrr: 1980 + (a % 50) * 2000,
      seats: 50,
      created_at: new Date(start).toISOString(),
    };
    put.account(tenant, `acct-${a}`, JSON.stringify(traits), start, now);
    for (const [name, value] of Object.entries(traits)) put.history(tenant, `acct-${a}`, name, start, JSON.stringify(value));
  }
  for (let u = 0; u < users; u++) {
    const [acct, user] = [account(u), `user-${u}`];
    const first = now - Math.floor(1 + r() * 160) * DAY;
    put.user(
      ...Object.entries({
        ...seed,
        account_id: acct,
        user_id: user,
        first_at: first,
        last_at: first + r() * (now - first),
        logins: 1 + Math.floor(r() * 40),
        first_login_at: first,
        last_login_at: now - r() * 20 * DAY,
        wake_at: null,
      }).map(([, v]) => v),
    );
    for (const [i, m] of config.milestones.entries())
      if (r() < 0.9 - i * 0.05) put.milestone(tenant, acct, user, m.id, Math.min(now, first + i * DAY * r() * 3), 1, 'bench', 'bench');
    put.segment(tenant, acct, user, 'first-login', first, null);
    if (r() < 0.6) put.segment(tenant, acct, user, 'settings-incomplete', first + 3 * DAY, r() < 0.7 ? first + 9 * DAY : null);
    const called = r() < 0.1;
    put.run(tenant, acct, user, 'onboarding', 1, '', first + DAY, first, first + DAY, 'exit', 'bench');
    for (const [i, step] of ['mail', 'opened', ...(called ? ['call'] : []), 'done'].entries())
      put.step(tenant, acct, user, 'onboarding', 1, step, first + i * 1000);
    put.run(
      tenant,
      acct,
      user,
      'settings',
      1,
      called ? 'managed' : '',
      first,
      first,
      called ? null : first + DAY,
      called ? null : 'completed',
      'bench',
    );
    put.step(tenant, acct, user, 'settings', 1, 'settled', first);
    for (const [i, c] of CONTENT.entries())
      if (r() < 0.4)
        put.content(
          tenant,
          acct,
          user,
          c,
          1,
          first + i * DAY,
          first + i * DAY,
          r() < 0.5 ? first + i * DAY + 60_000 : null,
          null,
          r() < 0.3 ? first + i * DAY + 5000 : null,
        );
    for (const v of config.videos)
      if (r() < 0.25) {
        const to = r() < 0.4 ? v.duration : Math.round(v.duration * r());
        put.video(
          tenant,
          acct,
          user,
          v.id,
          v.duration,
          JSON.stringify([[0, to]]),
          to / v.duration,
          to,
          to,
          first + DAY,
          to === v.duration ? first + DAY * 2 : null,
        );
      }
    for (const list of config.checklists ?? [])
      for (const item of list.items) if (r() < 0.7) put.item(tenant, acct, user, list.id, item.id, first + DAY);
    if (r() < 0.2) put.answer(tenant, acct, user, 'nps', 'score', String(Math.floor(r() * 11)), first + 20 * DAY);
  }
  db.exec('COMMIT');
  const indexes = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'events' AND sql IS NOT NULL").all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  let u = 0;
  for (let from = 0; from < events; from += 50_000) {
    db.exec('BEGIN');
    for (let i = from; i < Math.min(events, from + 50_000); i++) {
      // Ten events of one person within minutes, then somebody else.
      if (i % 10 === 0) u = Math.floor(r() * users);
      const at = Math.floor(now - (1 - (i + 1) / events) * 120 * DAY);
      const name = r() < 0.02 ? RARE[Math.floor(r() * RARE.length)] : SESSION[i % SESSION.length];
      const content = CONTENT[i % CONTENT.length];
      const props =
        name.startsWith('Content') || name === 'Target Missing'
          ? {
              content,
              ...(name === 'Content Suppressed' && { gate: i % 3 ? 'caps' : 'holdout' }),
              ...(name === 'Target Missing' && { target: '#x' }),
            }
          : name === 'Video Progressed'
            ? { video: `v${1 + (i % 5)}`, segments: '0.000[.]40.000', duration: 180 }
            : name === 'Help Searched'
              ? { query: `word ${i % 300}`, results: i % 4 }
              : { total: i % 9000 };
      put.event(
        tenant,
        `bench-${i}`,
        name.startsWith('$') ? name.slice(1) : 'track',
        name,
        account(u),
        `user-${u}`,
        0,
        at,
        at,
        at,
        0,
        0,
        PATHS[i % PATHS.length],
        `s${u}`,
        'wire',
        JSON.stringify(props),
        '{}',
      );
    }
    db.exec('COMMIT');
  }
  for (const { sql } of indexes) db.exec(sql);
  db.exec(`INSERT OR IGNORE INTO usage_days (tenant, account_id, user_id, day, events, pages, logins, active)
    SELECT tenant, account_id, user_id, date((at + 32400000) / 1000, 'unixepoch'), COUNT(*), 0, 0, MAX(event IN (${active})) FROM events GROUP BY 1, 2, 3, 4`);
  db.exec(
    'INSERT OR IGNORE INTO event_users (tenant, account_id, user_id, event, n, first_at, last_at) SELECT tenant, account_id, user_id, event, COUNT(*), MIN(at), MAX(at) FROM events GROUP BY 1, 2, 3, 4',
  );
  for (const c of CONTENT) for (let d = 0; d < 60; d++) put.gate(tenant, c, d % 2 ? 'caps' : 'frequency', iso(now - d * DAY), 20 + d);
  db.exec('ANALYZE');
  db.close();
}
