/**
 * Traits belong to the account, whoever sent them: each of its people sees them at their next step, and is woken when they change. Of two
 * events about the same trait the later one by its own time counts, whichever arrives last.
 */
import type { Scalar, Signal, State } from '@shirube/engine';
import type { SqlValue, Tx } from '../stores/port';
import { stableId } from './ids';
import type { Person } from './person';

type Traits = Record<string, Scalar>;
interface AccountRow {
  tenant: number;
  account_id: string;
  traits: string;
  traits_at: string;
}
interface Saying {
  traits: Traits;
  at: number;
  signals: readonly Signal[];
}
interface Given {
  tenant: number;
  account: string;
  sayings: Saying[];
}
interface Late {
  account: Given;
  name: string;
  value: Scalar;
  at: number;
  newest: number;
  now: Scalar;
}
/** As many as the engine keeps of one person. */
const MOST = 256;
const keyOf = (tenant: number, account: string): string => `${tenant}\u0000${account}`;
const isScalar = (value: unknown): value is Scalar => value === null || ['string', 'number', 'boolean'].includes(typeof value);
const HISTORY = ['tenant', 'account_id', 'name', 'at'] as const;

export class AccountTraits {
  readonly #given = new Map<string, Given>();
  readonly #known = new Map<string, { traits: Traits; at: Record<string, number> }>();

  /** A group event named an account and said something about it. In order of time; `signals` are those that the event stands for. */
  given(tenant: number, account: string, traits: Record<string, unknown>, at: number, signals: readonly Signal[]): void {
    const clean = Object.fromEntries(Object.entries(traits).filter(([, v]) => isScalar(v))) as Traits;
    const given = this.#given.get(keyOf(tenant, account)) ?? { tenant, account, sayings: [] };
    this.#given.set(keyOf(tenant, account), given);
    given.sayings.push({ traits: clean, at, signals });
  }

  async write(tx: Tx, now: number): Promise<void> {
    const given = [...this.#given.values()];
    await this.#fetch(
      tx,
      given.map((g) => [g.tenant, g.account]),
      true,
    );
    const rows: Record<string, SqlValue>[] = [];
    const history = new Map<string, Record<string, SqlValue>>();
    const late: Late[] = [];
    for (const account of given) {
      const key = keyOf(account.tenant, account.account);
      const before = this.#known.get(key);
      const after = { traits: { ...before?.traits }, at: { ...before?.at } };
      for (const saying of account.sayings) late.push(...merge(after, saying, account, history));
      this.#known.set(key, after);
      const times = account.sayings.map((s) => s.at);
      rows.push({
        tenant: account.tenant,
        account_id: account.account,
        traits: JSON.stringify(after.traits),
        traits_at: JSON.stringify(after.at),
        first_at: Math.min(...times),
        last_at: Math.max(...times),
      });
      // The sweep takes everybody of the account; rules about the account may hold for them now.
      if (before && Object.entries(after.traits).some(([name, value]) => before.traits[name] !== value))
        await tx.run('UPDATE users SET wake_at = ? WHERE tenant = ? AND account_id = ? AND (wake_at IS NULL OR wake_at > ?)', [
          now,
          account.tenant,
          account.account,
          now,
        ]);
    }
    await tx.upsert('accounts', ['tenant', 'account_id'], rows, { first_at: 'min', last_at: 'max' });
    await tx.upsert('account_history', HISTORY, [...history.values()]);
    for (const one of late) await insertLate(tx, one);
  }

  /** Reads the accounts of these people. */
  async load(tx: Tx, people: readonly Person[], now: number): Promise<void> {
    const wanted = new Map<string, [number, string]>();
    for (const { tenant, account } of people)
      if (account && !this.#known.has(keyOf(tenant, account))) wanted.set(keyOf(tenant, account), [tenant, account]);
    // Many may step their people at once, but not while somebody changes the account under them.
    await this.#fetch(tx, [...wanted.values()], 'share');
    // An account that is only ever named in an event's context exists too.
    const missing = [...wanted.values()].filter(([tenant, account]) => !this.#known.has(keyOf(tenant, account)));
    await tx.insert(
      'accounts',
      ['tenant', 'account_id'],
      missing.map(([tenant, account]) => ({ tenant, account_id: account, traits: '{}', first_at: now, last_at: now })),
    );
  }

  async #fetch(tx: Tx, keys: [number, string][], lock: boolean | 'share'): Promise<void> {
    for (const row of await tx.pick<AccountRow>(
      'accounts',
      ['tenant', 'account_id', 'traits', 'traits_at'],
      ['tenant', 'account_id'],
      keys,
      lock,
    ))
      this.#known.set(keyOf(row.tenant, row.account_id), {
        traits: JSON.parse(row.traits) as Traits,
        at: lock === 'share' ? {} : (JSON.parse(row.traits_at) as Record<string, number>),
      });
  }

  /** The signal that brings a person up to date with their account, when they are not. */
  signal(person: Person, state: State, at: number): Signal | undefined {
    const traits = person.account ? this.#known.get(keyOf(person.tenant, person.account))?.traits : undefined;
    if (!traits || !Object.entries(traits).some(([name, value]) => state.account[name] !== value)) return undefined;
    return { kind: 'group', account: person.account, traits, at, id: `account:${stableId(person.account, JSON.stringify(traits))}` };
  }
}

/** Takes over what is newest; what is older than what is known is taken out of the event's signals and given back. */
function merge(
  known: { traits: Traits; at: Record<string, number> },
  { traits, at, signals }: Saying,
  account: Given,
  history: Map<string, Record<string, SqlValue>>,
): Late[] {
  const late: Late[] = [];
  for (const [name, value] of Object.entries(traits)) {
    const had = Object.hasOwn(known.traits, name);
    const newest = Object.hasOwn(known.at, name) ? (known.at[name] ?? at) : at;
    if (had && at < newest) {
      for (const signal of signals) if (signal.kind === 'group' && signal.traits) delete signal.traits[name];
      late.push({ account, name, value, at, newest, now: known.traits[name] ?? null });
      continue;
    }
    if (!had && Object.keys(known.traits).length >= MOST) continue;
    if (known.traits[name] !== value)
      history.set(`${keyOf(account.tenant, account.account)}\u0000${name}\u0000${at}`, {
        tenant: account.tenant,
        account_id: account.account,
        name,
        at,
        value: JSON.stringify(value),
      });
    known.traits[name] = value;
    known.at[name] = at;
  }
  return late;
}

/** The past as it was: a value that was said late holds from then on, and ends where the next one was said, at the latest with the newest. */
async function insertLate(tx: Tx, { account: { tenant, account }, name, value, at, newest, now }: Late): Promise<void> {
  const where = 'FROM account_history WHERE tenant = ? AND account_id = ? AND name = ?';
  const [before] = await tx.query<{ value: string }>(`SELECT value ${where} AND at <= ? ORDER BY at DESC LIMIT 1`, [
    tenant,
    account,
    name,
    at,
  ]);
  if (before?.value === JSON.stringify(value)) return;
  const [after] = await tx.query(`SELECT at ${where} AND at > ? AND at <= ? LIMIT 1`, [tenant, account, name, at, newest]);
  const row = (instant: number, of: Scalar) => ({ tenant, account_id: account, name, at: instant, value: JSON.stringify(of) });
  await tx.upsert('account_history', HISTORY, [row(at, value), ...(after ? [] : [row(newest, now)])]);
}
