/** Traits belong to the account, whoever sent them: each of its people sees them at their next step, and is woken when they change. */
import type { Scalar, Signal, State } from '@shirube/engine';
import type { SqlValue, Tx } from '../stores/port';
import { stableId } from './ids';
import type { Person } from './person';

type Traits = Record<string, Scalar>;
interface AccountRow { tenant: number; account_id: string; traits: string }
const keyOf = (tenant: number, account: string): string => `${tenant}\u0000${account}`;
const isScalar = (value: unknown): value is Scalar => value === null || ['string', 'number', 'boolean'].includes(typeof value);

export class AccountTraits {
  readonly #given = new Map<string, { tenant: number; account: string; traits: Traits; at: number }>();
  readonly #known = new Map<string, Traits>();

  /** A group event named an account and said something about it. */
  given(tenant: number, account: string, traits: Record<string, unknown>, at: number): void {
    const clean = Object.fromEntries(Object.entries(traits).filter(([, v]) => isScalar(v))) as Traits;
    const known = this.#given.get(keyOf(tenant, account));
    if (known) Object.assign(known.traits, clean);
    else this.#given.set(keyOf(tenant, account), { tenant, account, traits: clean, at });
  }

  async write(tx: Tx, now: number): Promise<void> {
    const given = [...this.#given.values()];
    await this.#fetch(tx, given.map((g) => [g.tenant, g.account]), true);
    const rows: Record<string, SqlValue>[] = [];
    const history: Record<string, SqlValue>[] = [];
    for (const { tenant, account, traits, at } of given) {
      const key = keyOf(tenant, account);
      const before = this.#known.get(key);
      for (const [name, value] of Object.entries(traits)) if (before?.[name] !== value) history.push({ tenant, account_id: account, name, at, value: JSON.stringify(value) });
      const merged = { ...before, ...traits };
      this.#known.set(key, merged);
      rows.push({ tenant, account_id: account, traits: JSON.stringify(merged), first_at: at, last_at: at });
      // The sweep takes everybody of the account; rules about the account may hold for them now.
      if (before && Object.entries(traits).some(([name, value]) => before[name] !== value)) await tx.run('UPDATE users SET wake_at = ? WHERE tenant = ? AND account_id = ? AND (wake_at IS NULL OR wake_at > ?)', [now, tenant, account, now]);
    }
    await tx.upsert('accounts', ['tenant', 'account_id'], rows, { first_at: 'min', last_at: 'max' });
    await tx.upsert('account_history', ['tenant', 'account_id', 'name', 'at'], history);
  }

  /** Reads the accounts of these people. */
  async load(tx: Tx, people: readonly Person[], now: number): Promise<void> {
    const wanted = new Map<string, [number, string]>();
    for (const { tenant, account } of people) if (account && !this.#known.has(keyOf(tenant, account))) wanted.set(keyOf(tenant, account), [tenant, account]);
    // Many may step their people at once, but not while somebody changes the account under them.
    await this.#fetch(tx, [...wanted.values()], 'share');
    // An account that is only ever named in an event's context exists too.
    const missing = [...wanted.values()].filter(([tenant, account]) => !this.#known.has(keyOf(tenant, account)));
    await tx.insert('accounts', ['tenant', 'account_id'], missing.map(([tenant, account]) => ({ tenant, account_id: account, traits: '{}', first_at: now, last_at: now })));
  }

  async #fetch(tx: Tx, keys: [number, string][], lock: boolean | 'share'): Promise<void> {
    for (const row of await tx.pick<AccountRow>('accounts', ['tenant', 'account_id', 'traits'], ['tenant', 'account_id'], keys, lock)) this.#known.set(keyOf(row.tenant, row.account_id), JSON.parse(row.traits) as Traits);
  }

  /** The signal that brings a person up to date with their account, when they are not. */
  signal(person: Person, state: State, at: number): Signal | undefined {
    const traits = person.account ? this.#known.get(keyOf(person.tenant, person.account)) : undefined;
    if (!traits || !Object.entries(traits).some(([name, value]) => state.account[name] !== value)) return undefined;
    return { kind: 'group', account: person.account, traits, at, id: `account:${stableId(person.account, JSON.stringify(traits))}` };
  }
}
