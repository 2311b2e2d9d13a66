/**
 * One book of accounts per tenant, always as new as the store: what was applied since is looked up for the accounts that it is
 * about, which costs milliseconds. All accounts together are computed anew when time has passed (windows move), or when so much
 * happened that it is quicker; a reader only waits for that when it is quick. The next process starts with the book of the last.
 */
import { dayOf } from '../metrics/days';
import type { Store } from '../stores/port';
import { bookOf, makeBook, recordHealth, type Book } from './book';
import { freeze, thaw } from './frozen';
import { changedSince, headOf, sameHead, type Head } from './head';
import type { Settings } from './settings';
import { readable, type Snapshots } from './snapshots';

/** `at`: instant of the clock when all accounts were computed. `made`: the same in ms of the process. */
interface Kept {
  book: Book;
  head: Head;
  at: number;
  made: number;
  cost: number;
}
export interface Looked {
  book: Book;
  /** A newer one is being made. */
  stale: boolean;
}

const QUICK_MS = 300;
const NAME = 'book';

export class Books {
  readonly #kept = new Map<number, Kept>();
  readonly #making = new Map<number, Promise<Kept>>();
  readonly #patching = new Map<number, Promise<void>>();
  /** `maxAge`: ms after which all accounts are computed anew; 0 computes them for every reader. */
  constructor(
    private readonly store: Store,
    private readonly snapshots: Snapshots,
    private readonly maxAge: number,
    private readonly tick: () => number,
  ) {}

  async get(tenant: number, now: number, settings: Settings): Promise<Looked> {
    if (!this.maxAge) return { book: (await this.#whole(tenant, now, settings)).book, stale: false };
    const head = await headOf(this.store, tenant);
    const kept = await this.#known(tenant, now, settings, head);
    if (!kept) return { book: (await this.#whole(tenant, now, settings)).book, stale: false };
    if (this.#old(kept, now, settings.timeZone)) {
      if (kept.cost <= QUICK_MS) return { book: (await this.#whole(tenant, now, settings)).book, stale: false };
      this.#later(tenant, now, settings);
    }
    return this.#patched(tenant, now, settings, head);
  }

  /** After a change by hand, so that the person sees it at once. */
  forget(tenant: number): void {
    this.#kept.delete(tenant);
  }

  /** From memory, or from the process before; never across an erasure or another configuration. */
  async #known(tenant: number, now: number, settings: Settings, head: Head): Promise<Kept | undefined> {
    const kept = this.#kept.get(tenant);
    if (kept) return kept.book.cfg === settings.version && kept.head.erased === head.erased ? kept : undefined;
    if (this.#making.has(tenant)) return undefined;
    const stored = await this.snapshots.load(tenant, NAME, settings.version);
    const raw = stored && stored.head.erased === head.erased ? readable(() => thaw(stored.body)) : undefined;
    if (!stored || !raw) return undefined;
    const book = bookOf(raw, now, settings);
    const revived: Kept = { book, head: stored.head, at: stored.at, made: this.tick() - Math.max(0, now - stored.at), cost: stored.cost };
    // Something newer may have come in the meantime.
    if (!this.#kept.has(tenant)) this.#kept.set(tenant, revived);
    return this.#kept.get(tenant);
  }

  #old(kept: Kept, now: number, zone: string): boolean {
    // Tomorrow other accounts are late, and others are to be called.
    if (dayOf(kept.at, zone) !== dayOf(now, zone)) return true;
    // The clock may be moved (demo), and a snapshot may be of another day.
    return (
      this.tick() - kept.made > Math.max(this.maxAge, kept.cost * 20) || Math.abs(now - kept.at) > Math.max(this.maxAge, kept.cost * 20) * 2
    );
  }

  #later(tenant: number, now: number, settings: Settings): void {
    if (!this.#making.has(tenant)) this.#whole(tenant, now, settings).catch(() => undefined);
  }

  #whole(tenant: number, now: number, settings: Settings): Promise<Kept> {
    let making = this.#making.get(tenant);
    if (!making) {
      making = this.#make(tenant, now, settings).finally(() => this.#making.delete(tenant));
      this.#making.set(tenant, making);
    }
    return making;
  }

  async #make(tenant: number, now: number, settings: Settings): Promise<Kept> {
    const begun = this.tick();
    const head = await headOf(this.store, tenant);
    const book = await makeBook(this.store, tenant, now, settings);
    await recordHealth(this.store, tenant, book);
    const cost = this.tick() - begun;
    const kept: Kept = { book, head, at: now, made: this.tick(), cost };
    if (this.maxAge) {
      this.#kept.set(tenant, kept);
      const body = freeze([...book.entries.values()].map((entry) => entry.raw));
      this.snapshots.save(tenant, NAME, settings.version, { head, at: now, cost, body }).catch(() => undefined);
    }
    return kept;
  }

  /** Brings the accounts up to date of which something was applied. */
  async #patched(tenant: number, now: number, settings: Settings, head: Head): Promise<Looked> {
    await this.#patching.get(tenant);
    const kept = this.#kept.get(tenant);
    if (!kept) return { book: (await this.#whole(tenant, now, settings)).book, stale: false };
    const stale = this.#making.has(tenant);
    if (sameHead(kept.head, head) || kept.head.events > head.events) return { book: kept.book, stale };
    const changed = await changedSince(this.store, tenant, kept.head, head);
    if (!changed) {
      if (kept.cost <= QUICK_MS) return { book: (await this.#whole(tenant, now, settings)).book, stale: false };
      if (this.tick() - kept.made > kept.cost * 10) this.#later(tenant, now, settings);
      return { book: kept.book, stale: true };
    }
    const patching = this.#patch(tenant, now, settings, kept, head, changed).finally(() => this.#patching.delete(tenant));
    this.#patching.set(
      tenant,
      patching.catch(() => undefined),
    );
    await patching;
    return { book: this.#kept.get(tenant)?.book ?? kept.book, stale };
  }

  async #patch(tenant: number, now: number, settings: Settings, kept: Kept, head: Head, changed: readonly string[]): Promise<void> {
    if (!changed.length) {
      kept.head = head;
      return;
    }
    const part = await makeBook(this.store, tenant, now, settings, changed);
    await recordHealth(this.store, tenant, part, changed);
    const entries = new Map(kept.book.entries);
    for (const id of changed) entries.delete(id);
    for (const [id, entry] of part.entries) entries.set(id, entry);
    // A whole one that came in the meantime is at least as new, or is patched by the next reader.
    if (this.#kept.get(tenant) === kept) this.#kept.set(tenant, { ...kept, book: { ...kept.book, at: now, entries }, head });
  }
}
