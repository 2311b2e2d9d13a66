/** Who an event belongs to: anonymous ids are linked to a user once and for good; a user without a named account keeps the last one known. */
import type { Tx } from '../stores/port';
import type { Prepared } from './prepare';
import { PERSON, personKey, personTables, type Person } from './person';

interface Link {
  tenant: number;
  anonymous_id: string;
  user_id: string;
  account_id: string;
}
const at = (tenant: number, id: string): string => `${tenant}\u0000${id}`;
export const userOf = (p: Prepared): string | undefined => p.wire.userId ?? undefined;
export const anonymousOf = (p: Prepared): string | undefined => p.wire.anonymousId ?? undefined;
/** The account that the event itself names. */
export const accountOf = (p: Prepared): string | undefined =>
  (p.wire.type === 'group' ? p.wire.groupId : undefined) ?? p.wire.context?.accountId ?? undefined;

interface Resolved {
  /** One per event, in their order. */
  people: Person[];
  /** Rows that become another person's: somebody identified, or an account became known. */
  moves: { from: Person; to: Person }[];
}

export async function resolve(tx: Tx, events: readonly Prepared[], now: number): Promise<Resolved> {
  const anonymous = new Map<string, [number, string]>();
  const homeless = new Map<string, [number, string]>();
  const named = new Map<string, string>();
  for (const p of events) {
    const anon = anonymousOf(p);
    const user = userOf(p);
    if (anon) anonymous.set(at(p.tenant, anon), [p.tenant, anon]);
    const account = accountOf(p);
    if (user && account && !named.has(at(p.tenant, user))) named.set(at(p.tenant, user), account);
  }
  // What a device did before and after its person signed in may be applied side by side: by two workers, because the ids differ.
  await tx.alone([...anonymous.values()].map(([tenant, anon]) => `${tenant}:${anon}`));
  const links = new Map(
    (
      await tx.pick<Link>('links', ['tenant', 'anonymous_id', 'user_id', 'account_id'], ['tenant', 'anonymous_id'], [...anonymous.values()])
    ).map((link) => [at(link.tenant, link.anonymous_id), link]),
  );
  for (const p of events) {
    const user = userOf(p) ?? links.get(at(p.tenant, anonymousOf(p) ?? ''))?.user_id;
    if (user && !named.has(at(p.tenant, user))) homeless.set(at(p.tenant, user), [p.tenant, user]);
  }
  const lastSeen = new Map<string, number>();
  for (const row of await tx.pick<{ tenant: number; user_id: string; account_id: string; last_at: number; anonymous: number }>(
    'users',
    ['tenant', 'user_id', 'account_id', 'last_at', 'anonymous'],
    ['tenant', 'user_id'],
    [...homeless.values()],
  )) {
    const key = at(row.tenant, row.user_id);
    if (row.anonymous || row.last_at < (lastSeen.get(key) ?? -1)) continue;
    lastSeen.set(key, row.last_at);
    named.set(key, row.account_id);
  }
  const current = new Map<string, string>();
  const fresh = new Map<string, Link & { at: number }>();
  const people = events.map((p): Person => {
    const anon = anonymousOf(p);
    const known = anon === undefined ? undefined : (links.get(at(p.tenant, anon)) ?? fresh.get(at(p.tenant, anon)));
    const user = userOf(p) ?? known?.user_id;
    // What somebody enters about an account has no person behind it.
    if (p.source === 'api' && p.wire.type === 'group' && user === undefined)
      return { tenant: p.tenant, account: p.wire.groupId ?? '', user: anon ?? '', anonymous: true };
    if (user === undefined) return { tenant: p.tenant, account: '', user: anon ?? '', anonymous: true };
    const key = at(p.tenant, user);
    const account = accountOf(p) ?? current.get(key) ?? named.get(key) ?? '';
    current.set(key, account);
    if (anon !== undefined && !known)
      fresh.set(at(p.tenant, anon), { tenant: p.tenant, anonymous_id: anon, user_id: user, account_id: account, at: now });
    return { tenant: p.tenant, account, user, anonymous: false };
  });
  // An anonymous event before the identifying one in the same batch is already that user's.
  for (const [i, person] of people.entries()) {
    const link = person.anonymous ? fresh.get(at(person.tenant, person.user)) : undefined;
    if (link) people[i] = { tenant: link.tenant, account: link.account_id, user: link.user_id, anonymous: false };
  }
  const rows = [...fresh.values()];
  await tx.insert(
    'links',
    ['tenant', 'anonymous_id'],
    rows.map(({ tenant, anonymous_id, user_id, account_id }) => ({ tenant, anonymous_id, user_id, account_id, at: now })),
  );
  const moves = rows.map((link) => ({
    from: { tenant: link.tenant, account: '', user: link.anonymous_id, anonymous: true },
    to: { tenant: link.tenant, account: link.account_id, user: link.user_id, anonymous: false },
  }));
  const arrived = new Set<string>();
  for (const person of people) {
    if (person.anonymous || !person.account || arrived.has(at(person.tenant, person.user))) continue;
    arrived.add(at(person.tenant, person.user));
    moves.push({ from: { ...person, account: '' }, to: person });
  }
  return { people, moves: await needed(tx, moves) };
}

/** Of the moves those that have something to move, found with one question: nearly always there are none. */
async function needed(tx: Tx, moves: Resolved['moves']): Promise<Resolved['moves']> {
  const there = new Set(
    (
      await tx.pick<{ tenant: number; account_id: string; user_id: string }>(
        'users',
        [...PERSON],
        PERSON,
        moves.map(({ from }) => [from.tenant, from.account, from.user]),
      )
    ).map((row) => personKey({ tenant: row.tenant, account: row.account_id, user: row.user_id })),
  );
  return moves.filter(({ from, to }) => {
    if (!there.has(personKey(from))) return false;
    // What was moved there may be moved on by a later one.
    there.add(personKey(to));
    return true;
  });
}

/**
 * Makes one person's rows another's. The state moves only when the other has none: two histories are never mixed, the events are
 * re-attributed either way.
 */
export async function move(tx: Tx, from: Person, to: Person): Promise<void> {
  const key = [from.tenant, from.account, from.user];
  const [source] = await tx.query('SELECT user_id FROM users WHERE tenant = ? AND account_id = ? AND user_id = ?', key);
  if (!source) return;
  const [target] = await tx.query('SELECT user_id FROM users WHERE tenant = ? AND account_id = ? AND user_id = ?', [
    to.tenant,
    to.account,
    to.user,
  ]);
  const flag = to.anonymous ? 1 : 0;
  // What waits for a record store was said under the name of then; it is only found under the new one.
  await tx.run('UPDATE statements SET account_id = ?, user_id = ? WHERE tenant = ? AND account_id = ? AND user_id = ?', [
    to.account,
    to.user,
    ...key,
  ]);
  if (target) {
    await tx.run('UPDATE events SET account_id = ?, user_id = ?, anonymous = ? WHERE tenant = ? AND account_id = ? AND user_id = ?', [
      to.account,
      to.user,
      flag,
      ...key,
    ]);
    for (const table of personTables)
      if (table !== 'events') await tx.run(`DELETE FROM ${table} WHERE tenant = ? AND account_id = ? AND user_id = ?`, key);
    await tx.run('DELETE FROM users WHERE tenant = ? AND account_id = ? AND user_id = ?', key);
    return;
  }
  for (const table of personTables)
    await tx.run(
      `UPDATE ${table} SET account_id = ?, user_id = ?${table === 'events' ? `, anonymous = ${flag}` : ''} WHERE tenant = ? AND account_id = ? AND user_id = ?`,
      [to.account, to.user, ...key],
    );
  await tx.run('UPDATE users SET account_id = ?, user_id = ?, anonymous = ? WHERE tenant = ? AND account_id = ? AND user_id = ?', [
    to.account,
    to.user,
    flag,
    ...key,
  ]);
}
