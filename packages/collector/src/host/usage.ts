/** Counts per day, person and event, added up in memory for one transaction and then written as a few upserts. */
import type { SqlValue, Tx } from '../stores/port';
import { PERSON, personColumns, type Person } from './person';

interface Count {
  row: Record<string, SqlValue> & { n?: number };
}

export class Usage {
  readonly #days = new Map<string, Record<string, SqlValue> & { events: number; pages: number; logins: number; active: number }>();
  readonly #events = new Map<string, Count['row'] & { n: number }>();
  readonly #users = new Map<string, Record<string, SqlValue> & { n: number; first_at: number; last_at: number }>();
  readonly #gates = new Map<string, Record<string, SqlValue> & { n: number }>();

  add(person: Person, key: string, event: string, at: number, day: string, kind: 'core' | 'event' | 'page' | 'derived'): void {
    const total = this.#events.get(`${person.tenant}|${event}|${day}`);
    if (total) total.n++;
    else this.#events.set(`${person.tenant}|${event}|${day}`, { tenant: person.tenant, event, day, n: 1 });
    if (person.anonymous) return;
    const used = this.#users.get(`${key}|${event}`);
    if (used) {
      used.n++;
      used.first_at = Math.min(used.first_at, at);
      used.last_at = Math.max(used.last_at, at);
    } else this.#users.set(`${key}|${event}`, { ...personColumns(person), event, n: 1, first_at: at, last_at: at });
    // What the collector derives, sends or closes is not somebody using the product.
    if (kind === 'derived') return;
    const date = this.#day(person, key, day);
    date.events++;
    if (kind === 'page') date.pages++;
    if (kind === 'core') date.active = 1;
  }

  logins(person: Person, key: string, day: string, n: number): void {
    if (n > 0 && !person.anonymous) this.#day(person, key, day).logins += n;
  }

  gate(tenant: number, content: string, gate: string, day: string): void {
    const key = `${tenant}|${content}|${gate}|${day}`;
    const known = this.#gates.get(key);
    if (known) known.n++;
    else this.#gates.set(key, { tenant, content, gate, day, n: 1 });
  }

  #day(person: Person, key: string, day: string) {
    let date = this.#days.get(`${key}|${day}`);
    if (!date) this.#days.set(`${key}|${day}`, (date = { ...personColumns(person), day, events: 0, pages: 0, logins: 0, active: 0 }));
    return date;
  }

  async write(tx: Tx): Promise<void> {
    await tx.upsert('usage_days', [...PERSON, 'day'], [...this.#days.values()], {
      events: 'add',
      pages: 'add',
      logins: 'add',
      active: 'max',
    });
    await tx.upsert('event_days', ['tenant', 'event', 'day'], [...this.#events.values()], { n: 'add' });
    await tx.upsert('event_users', [...PERSON, 'event'], [...this.#users.values()], { n: 'add', first_at: 'min', last_at: 'max' });
    await tx.upsert('content_gates', ['tenant', 'content', 'gate', 'day'], [...this.#gates.values()], { n: 'add' });
  }
}
