/**
 * Counts over everybody of an account, for conditions with `scope: "account"`: only the collector sees all of them. Costs nothing when no
 * condition asks. A count is made from the events once and then goes on with each of them, in the transaction that stores it. Whoever stores
 * one that is counted takes the row first: of two that do so at once the second sees what the first has added.
 */
import type { Program, Rollup, Signal, State } from '@shirube/engine';
import type { Tx } from '../stores/port';
import { personColumns, type Person } from './person';
import type { Programs } from './programs';

interface Count {
  n: number;
  t: number[];
}
type Counts = Record<string, Count>;
interface Row {
  tenant: number;
  account_id: string;
  name: string;
  n: number;
  t: string;
  counted: number;
}
interface Happened {
  event: string;
  at: number;
  props: Record<string, unknown>;
}
interface Account {
  tenant: number;
  account: string;
  fresh: Happened[];
  counts?: Counts;
}
/** So many people of an account are woken at once; each one more lets all wait a little. */
const AT_ONCE = 50;
const PACE_MS = 10;
const KEY = ['tenant', 'account_id', 'name'] as const;
const keyOf = (tenant: number, account: string): string => `${tenant}\u0000${account}`;

export class Rollups {
  readonly #accounts = new Map<string, Account>();
  constructor(
    private readonly tx: Tx,
    private readonly programs: Programs,
  ) {}

  /** An event that this transaction has stored. */
  add({ tenant, account }: Person, event: string, at: number, props: Record<string, unknown>): void {
    if (account && counted(this.programs.of(tenant), event)) this.#account(tenant, account).fresh.push({ event, at, props });
  }

  /** Somebody's events are about to become those of another row: they are news for its account. */
  async move(from: Person, to: Person): Promise<void> {
    const names = new Set([...this.programs.of(to.tenant).rollups.values()].map(({ event }) => event));
    if (!to.account || to.account === from.account || !names.size) return;
    const who = personColumns(from);
    const rows = await this.tx.query<{ event: string; at: number; props: string }>(
      `SELECT event, at, props FROM events WHERE tenant = ? AND account_id = ? AND user_id = ? AND event IN (${[...names].map(() => '?').join(', ')})`,
      [who.tenant, who.account_id, who.user_id, ...names],
    );
    for (const { event, at, props } of rows) this.add(to, event, at, JSON.parse(props) as Record<string, unknown>);
  }

  /** Brings the counts of these people's accounts up to date, for `signal`. */
  async load(people: readonly Person[]): Promise<void> {
    for (const { tenant, account } of people) if (account && this.programs.of(tenant).rollups.size) this.#account(tenant, account);
    await this.write();
  }

  /** Adds what has happened since. */
  async write(): Promise<void> {
    // In one order for everybody, so that nobody waits in a circle.
    const wanted = [...this.#accounts.entries()]
      .filter(([, { fresh, counts }]) => fresh.length || !counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, account]) => account);
    const rowsOf = (accounts: readonly Account[]) =>
      accounts.flatMap((a) => [...this.programs.of(a.tenant).rollups.keys()].map((name) => [a.tenant, a.account, name] as const));
    const pick = async (accounts: readonly Account[], lock: boolean) =>
      new Map(
        (await this.tx.pick<Row>('rollups', [...KEY, 'n', 't', 'counted'], KEY, rowsOf(accounts), lock)).map((row) => [
          `${keyOf(row.tenant, row.account_id)}\u0000${row.name}`,
          row,
        ]),
      );
    const known = await pick(wanted, false);
    const current = (a: Account, rollup: Rollup, rows: ReadonlyMap<string, Row>): Count | undefined =>
      readable(rows.get(`${keyOf(a.tenant, a.account)}\u0000${rollup.key}`), rollup.keep);
    const looked = wanted.filter(
      (a) => !a.fresh.length && [...this.programs.of(a.tenant).rollups.values()].every((rollup) => current(a, rollup, known)),
    );
    for (const a of looked) a.counts = countsOf(this.programs.of(a.tenant), (rollup) => current(a, rollup, known) ?? { n: 0, t: [] });
    const changing = wanted.filter((a) => !looked.includes(a));
    if (!changing.length) return;
    const missing = rowsOf(changing).filter(([tenant, account, name]) => !known.has(`${keyOf(tenant, account)}\u0000${name}`));
    await this.tx.insert(
      'rollups',
      KEY,
      missing.map(([tenant, account_id, name]) => ({ tenant, account_id, name, n: 0, t: '[]', counted: 0 })),
    );
    const rows = await pick(changing, true);
    const changed: Record<string, string | number>[] = [];
    for (const a of changing) {
      const counts: Counts = {};
      for (const rollup of this.programs.of(a.tenant).rollups.values()) {
        const had = current(a, rollup, rows);
        const count = had ? plus(had, a.fresh, rollup) : await this.#scan(a, rollup);
        counts[rollup.key] = { n: count.n, t: count.t.slice(-rollup.keep) };
        // A row that was erased meanwhile is made again by the next one.
        if ((!had || count.n !== had.n) && rows.has(`${keyOf(a.tenant, a.account)}\u0000${rollup.key}`))
          changed.push({ tenant: a.tenant, account_id: a.account, name: rollup.key, n: count.n, t: JSON.stringify(count.t), counted: 1 });
      }
      a.counts = counts;
      a.fresh = [];
    }
    await this.tx.upsert('rollups', KEY, changed);
  }

  /**
   * The signal that tells a person what their account has done, when they do not know. As of the last of these events: what would have
   * become due after it, had it not happened, does not.
   */
  signal(person: Person, state: State, now: number): Signal | undefined {
    const counts = this.#accounts.get(keyOf(person.tenant, person.account))?.counts;
    const news = Object.entries(counts ?? {}).filter(([key, { n, t }]) => state.ev[key]?.n !== n || String(state.ev[key].t) !== String(t));
    if (!counts || !news.length) return undefined;
    return {
      kind: 'rollup',
      counts,
      id: `rollup:${Object.values(counts)
        .map((c) => c.n)
        .join('-')}`,
      at: Math.min(now, Math.max(...news.map(([, { t }]) => t.at(-1) ?? now))),
    };
  }

  /**
   * Wakes everybody of the accounts in which a counted event has happened that is not written yet. A large account is woken at most so
   * often that its size does not matter: 10 ms later for each person above fifty.
   */
  async wake(now: number): Promise<void> {
    for (const { tenant, account, fresh } of this.#accounts.values()) {
      if (!fresh.length) continue;
      const [users] = await this.tx.query<{ n: number }>('SELECT COUNT(*) AS n FROM users WHERE tenant = ? AND account_id = ?', [
        tenant,
        account,
      ]);
      const at = now + Math.max(0, (users?.n ?? 0) - AT_ONCE) * PACE_MS;
      await this.tx.run('UPDATE users SET wake_at = ? WHERE tenant = ? AND account_id = ? AND (wake_at IS NULL OR wake_at > ?)', [
        at,
        tenant,
        account,
        at,
      ]);
    }
  }

  #account(tenant: number, account: string): Account {
    let known = this.#accounts.get(keyOf(tenant, account));
    if (!known) this.#accounts.set(keyOf(tenant, account), (known = { tenant, account, fresh: [] }));
    return known;
  }

  async #scan({ tenant, account }: Account, { event, keep, match }: Rollup): Promise<Count> {
    const rows = await this.tx.query<{ at: number; props: string }>(
      'SELECT at, props FROM events WHERE tenant = ? AND account_id = ? AND event = ? ORDER BY at',
      [tenant, account, event],
    );
    const t = rows.filter((row) => match(JSON.parse(row.props) as Record<string, unknown>)).map((row) => row.at);
    return { n: t.length, t: t.slice(-keep) };
  }
}

/** Has to be counted again: after an erasure, with other rules, after a start (another process may have had other rules meanwhile). */
export const recount = (tx: Tx, tenant: number, where = '', params: readonly (string | number)[] = []): Promise<number> =>
  tx.run(`UPDATE rollups SET counted = 0, n = 0, t = '[]' WHERE tenant = ?${where}`, [tenant, ...params]);

const countsOf = ({ rollups }: Program, of: (rollup: Rollup) => Count): Counts =>
  Object.fromEntries([...rollups.values()].map((rollup) => [rollup.key, of(rollup)]));

/** Undefined when it does not say what is asked, because it was not counted, or with a shorter memory. */
function readable(row: Row | undefined, keep: number): Count | undefined {
  if (!row?.counted) return undefined;
  const t = JSON.parse(row.t) as number[];
  return t.length < Math.min(row.n, keep) ? undefined : { n: row.n, t };
}

/** In order of time, whenever they came; as many instants as before, at least as many as are asked for. */
function plus({ n, t }: Count, fresh: readonly Happened[], { event, match, keep }: Rollup): Count {
  const more = fresh.filter((one) => one.event === event && match(one.props)).map((one) => one.at);
  return { n: n + more.length, t: more.length ? [...t, ...more].sort((a, b) => a - b).slice(-Math.max(keep, t.length)) : t };
}

function counted(program: Program, name: string): boolean {
  for (const { event } of program.rollups.values()) if (event === name) return true;
  return false;
}
