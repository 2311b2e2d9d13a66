/** From lines to people: duplicates dropped, each person's signals in the order in which they happened. */
import type { Signal } from '@shirube/engine';
import type { Happening } from './event';

export interface Person {
  /** account/user, or the user alone. */
  key: string;
  user: string;
  account?: string | undefined;
  signals: Signal[];
  /** Part of what happened came over the wire, where nobody says whether the page was visible. */
  wire: boolean;
}

/** Belongs to nobody who was named. */
const SOMEBODY = 'somebody';

export class People {
  private readonly seen = new Set<string>();
  private readonly owners = new Map<string, string>();
  private readonly byUser = new Map<string, Happening[]>();
  private current = '';
  duplicates = 0;
  events = 0;

  add(happening: Happening): void {
    if (this.seen.has(happening.id)) {
      this.duplicates++;
      return;
    }
    this.seen.add(happening.id);
    this.events++;
    const user = this.userOf(happening);
    const list = this.byUser.get(user);
    if (list) list.push(happening);
    else this.byUser.set(user, [happening]);
  }

  /** An anonymous id belongs to the first person who is known by it, and to nobody else afterwards. */
  private userOf({ user, anonymous, raw }: Happening): string {
    if (raw) {
      if (user) this.current = user;
      return user ?? this.current;
    }
    if (user && anonymous && !this.owners.has(anonymous)) this.owners.set(anonymous, user);
    return user ?? `?${anonymous}`;
  }

  /** People in the order of their ids. A person in two companies counts as two, as everywhere. */
  all(): Person[] {
    for (const [key, list] of [...this.byUser]) {
      const owner = key === '' ? this.firstNamed() : key.startsWith('?') ? this.owners.get(key.slice(1)) : undefined;
      if (owner === undefined || owner === key) continue;
      this.byUser.delete(key);
      this.byUser.set(owner, [...(this.byUser.get(owner) ?? []), ...list]);
    }
    return [...this.byUser].flatMap(([user, list]) => split(user || SOMEBODY, list)).sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  private firstNamed(): string {
    return [...this.byUser.keys()].find((key) => key !== '' && !key.startsWith('?')) ?? SOMEBODY;
  }
}

function split(user: string, happenings: Happening[]): Person[] {
  const list = inOrder(happenings);
  let account = list.find((h) => h.account)?.account;
  const parts = new Map<string | undefined, Happening[]>();
  for (const happening of list) {
    account = happening.account ?? account;
    const part = parts.get(account);
    if (part) part.push(happening);
    else parts.set(account, [happening]);
  }
  return [...parts].map(([of, part]) => ({
    key: of === undefined ? user : `${of}/${user}`,
    user,
    account: of,
    wire: part.some((h) => !h.raw),
    signals: known(
      user,
      of,
      part.flatMap((h) => h.signals),
    ),
  }));
}

/** Within one tab the tab's own numbers decide, so that a clock that was put back does not turn the order around; between tabs the instant does. */
function inOrder(happenings: readonly Happening[]): Happening[] {
  const tabs = new Map<string, Happening[]>();
  for (const h of happenings) {
    const first = h.signals[0];
    const key = `${h.raw ? 'r' : 'w'}|${first?.tab ?? ''}|${first?.seq === undefined ? '' : 's'}`;
    const list = tabs.get(key);
    if (list) list.push(h);
    else tabs.set(key, [h]);
  }
  const timed: { at: number; order: number; position: number; h: Happening }[] = [];
  for (const list of tabs.values()) {
    const numbered = list[0]?.signals[0]?.seq !== undefined;
    list.sort((a, b) => (numbered ? (a.signals[0]?.seq ?? 0) - (b.signals[0]?.seq ?? 0) : time(a) - time(b)) || a.order - b.order);
    let at = -Infinity;
    let order = -Infinity;
    list.forEach((h, position) => timed.push({ at: (at = Math.max(at, time(h))), order: (order = Math.max(order, h.order)), position, h }));
  }
  return timed.sort((a, b) => a.at - b.at || a.order - b.order || a.position - b.position).map(({ h }) => h);
}
const time = (h: Happening): number => h.signals[0]?.at ?? -Infinity;

/** The engine must know who it is, also when the file begins in the middle. */
function known(user: string, account: string | undefined, signals: Signal[]): Signal[] {
  const first = signals[0];
  if (!first) return signals;
  const opening: Signal[] = [];
  if (user !== SOMEBODY && !user.startsWith('?') && !signals.some((s) => s.kind === 'identify'))
    opening.push({ kind: 'identify', user, id: `${user}:is`, at: first.at });
  if (account !== undefined && !signals.some((s) => s.kind === 'group'))
    opening.push({ kind: 'group', account, id: `${user}:of`, at: first.at });
  return [...opening, ...signals];
}
