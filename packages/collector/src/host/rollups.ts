/** Counts over everybody of an account, for conditions with `scope: "account"`: only the collector sees all of them. Costs nothing when no condition asks. */
import type { Program, Signal, State } from '@shirube/engine';
import type { Tx } from '../stores/port';
import type { Person } from './person';
import type { Programs } from './programs';

type Counts = Record<string, { n: number; t: number[] }>;
const keyOf = (tenant: number, account: string): string => `${tenant}\u0000${account}`;

export class Rollups {
  readonly #known = new Map<string, Counts>();

  /** Reads the counts of these people's accounts. */
  async load(tx: Tx, people: readonly Person[], programs: Programs): Promise<void> {
    for (const { tenant, account } of people) {
      const { rollups } = programs.of(tenant);
      if (!account || !rollups.size || this.#known.has(keyOf(tenant, account))) continue;
      const counts: Counts = {};
      for (const [key, { event, keep, match }] of rollups) {
        const rows = await tx.query<{ at: number; props: string }>('SELECT at, props FROM events WHERE tenant = ? AND account_id = ? AND event = ? ORDER BY at', [tenant, account, event]);
        const t = rows.filter((row) => match(JSON.parse(row.props) as Record<string, unknown>)).map((row) => row.at);
        counts[key] = { n: t.length, t: t.slice(-keep) };
      }
      this.#known.set(keyOf(tenant, account), counts);
    }
  }

  /** The signal that tells a person what their account has done, when they do not know. */
  signal(person: Person, state: State, at: number): Signal | undefined {
    const counts = this.#known.get(keyOf(person.tenant, person.account));
    if (!counts || Object.entries(counts).every(([key, { n }]) => state.ev[key]?.n === n)) return undefined;
    return { kind: 'rollup', counts, id: `rollup:${Object.values(counts).map((c) => c.n).join('-')}`, at };
  }

  /** Wakes the others of an account in which one of the counted events happened. */
  static async wake(tx: Tx, events: readonly { person: Person; name: string }[], programs: Programs, now: number): Promise<void> {
    const accounts = new Map<string, Person>();
    for (const { person, name } of events) if (person.account && counted(programs.of(person.tenant), name)) accounts.set(keyOf(person.tenant, person.account), person);
    for (const { tenant, account } of accounts.values()) await tx.run('UPDATE users SET wake_at = ? WHERE tenant = ? AND account_id = ? AND (wake_at IS NULL OR wake_at > ?)', [now, tenant, account, now]);
  }
}

function counted(program: Program, name: string): boolean {
  for (const { event } of program.rollups.values()) if (event === name) return true;
  return false;
}
