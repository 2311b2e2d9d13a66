/** Small things that the collector has to remember about itself: secrets that it made, and how far its clock was moved. */
import { randomBytes } from 'node:crypto';
import type { Store } from '../stores/port';

export class Meta {
  constructor(private readonly store: Store) {}
  async get(name: string): Promise<string | undefined> {
    return (await this.store.query<{ value: string }>('SELECT value FROM meta WHERE name = ?', [name]))[0]?.value;
  }
  async set(name: string, value: string): Promise<void> {
    await this.store.tx((tx) => tx.upsert('meta', ['name'], [{ name, value }]));
  }
  /** What is stored, or what `make` gives, stored now. The same for all processes of a database. */
  async ensure(name: string, make: () => string): Promise<string> {
    const known = await this.get(name);
    if (known !== undefined) return known;
    await this.store.tx((tx) => tx.insert('meta', ['name'], [{ name, value: make() }]));
    return (await this.get(name)) ?? make();
  }
  secret(name: string, prefix = ''): Promise<string> {
    return this.ensure(name, () => prefix + randomBytes(32).toString('base64'));
  }
}
