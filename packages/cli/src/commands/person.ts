import { nearest } from '../check/near';
import { Failure } from '../io';
import type { Person } from '../play/people';

/** The people with this user id (one per company), or the one with this account/user key. */
export function choose(people: readonly Person[], user: string): Person[] {
  const found = people.filter((p) => p.user === user || p.key === user);
  if (found.length) return found;
  const known = people.map((p) => p.user);
  throw new Failure('user.unknown', { user, near: nearest(user, known.slice(0, 10_000)), known: known.slice(0, 12) });
}

/** Exactly one person, for explanations. */
export function chooseOne(people: readonly Person[], user: string | undefined): Person {
  const found = user === undefined ? people : choose(people, user);
  const [only] = found;
  if (!only || found.length > 1) throw new Failure('user.which', { count: found.length, known: found.slice(0, 12).map((p) => p.key) });
  return only;
}
