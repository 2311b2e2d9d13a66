// Cost per event with ever more people in the store. BENCH_GROWTH=10000,100000 asks for other sizes.
import { load, template } from './load.mjs';

const sizes = process.env.BENCH_GROWTH?.split(',').map(Number) ?? [10_000, 100_000, 1_000_000];
const ROUNDS = 6;
const BATCHES = 300;
/** A prime: people who follow one another lie far apart, in 200 accounts. */
const STRIDE = 7919;
const CHUNK = 50_000;
/** What is kept per person besides the person, copied too. */
const BESIDE = ['milestones', 'segments'];
const round = (n, digits = 0) => Number(n.toFixed(digits));
const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** People as they really are: copies of one who has been there, under other names, straight into the tables. */
async function seed(target, from, to, accounts) {
  const model = `(SELECT * FROM users WHERE anonymous = 0 ORDER BY length(state) LIMIT 1 OFFSET 100)`;
  const {
    rows: [{ user_id: who }],
  } = await target.ask('query', { sql: `SELECT user_id FROM ${model}` });
  for (let at = from; at < to; at += CHUNK) {
    const names = `WITH RECURSIVE n(i) AS (SELECT ${at} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${Math.min(to, at + CHUNK)})`;
    for (const [table, source] of [['users', model], ...BESIDE.map((name) => [name, `(SELECT * FROM ${name} WHERE user_id = '${who}')`])]) {
      const { rows } = await target.ask('query', { sql: `SELECT name FROM pragma_table_info('${table}')` });
      const columns = rows.map(({ name }) => name).filter((name) => name !== 'id');
      const values = columns.map(
        (name) =>
          ({ account_id: `printf('account-%05d', n.i % ${accounts})`, user_id: `printf('user-%07d', n.i)`, wake_at: 'NULL' })[name] ??
          `u.${name}`,
      );
      await target.ask('run', {
        sql: `${names} INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM n, ${source} u ORDER BY n.i % ${accounts}, n.i`,
      });
    }
  }
}

/** Yields one row per size, as soon as it is known. Processor time, because it depends least on what else the machine does. */
export async function* curve(target, { shape, settled }) {
  await load({ port: target.port, make: template({ ...shape, users: 200 }).make, seconds: 60, count: 1200, connections: 8 });
  await settled(target);
  let have = 0;
  let smallest;
  for (const users of sizes) {
    const began = performance.now();
    await seed(target, have, users, shape.accounts);
    const seeding = (performance.now() - began) / 1000;
    have = users;
    const { make, events } = template({ ...shape, users, stride: STRIDE });
    const costs = [];
    const speeds = [];
    // Ids that no other size has used; the first two rounds only warm up.
    for (let i = 0; i < ROUNDS + 2; i++) {
      const before = await target.ask('cpu');
      const from = performance.now();
      const run = await load({ port: target.port, make, first: users * 1000 + i * BATCHES, seconds: 60, count: BATCHES, connections: 8 });
      const took = await settled(target, from);
      const after = await target.ask('cpu');
      if (i < 2) continue;
      costs.push(((after.cpu - before.cpu) * 1e6) / (run.batches * events));
      speeds.push((run.batches * events) / took);
    }
    const least = Math.min(...costs);
    smallest ??= least;
    const {
      rows: [{ n }],
    } = await target.ask('query', { sql: 'SELECT COUNT(*) AS n FROM users' });
    yield {
      'people stored': n,
      'CPU ms/1000 events, least': round(least, 1),
      middle: round(middle(costs), 1),
      'times the smallest size': round(least / smallest, 2),
      'stored and stepped/s, most': round(Math.max(...speeds)),
      'seeded in s': round(seeding, 1),
    };
  }
  await target.stop();
}
