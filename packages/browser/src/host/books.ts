import { read } from './drain';
import { count, openLedger, prefixOf, ROOM, type Ledger, type Outbox, type Seal } from './outbox';
import type { QuickStore, Store } from './store';

export interface BooksPort { outbox: Outbox; quick: QuickStore; durable: Store; seal: Seal; ready(): void }
export type Sums = Record<string, Ledger & { queued: number }>;

/** What is not needed of the outbox before anything can be sent: addresses, and the ledger as people read it. */
export function createBooks({ outbox, quick, durable, seal, ready }: BooksPort) {
  let names: readonly string[] = [''];
  return {
    /** Says where events go. Those that came earlier, here or on a page that died, are addressed now. */
    async route(to: readonly { name: string }[]): Promise<void> {
      names = to.map(({ name }) => name);
      outbox.address(names, seal);
      await outbox.commit();
      // Not in the journal: what is there has just been taken over, and what has come since belongs to a page that will commit it.
      for (const store of outbox.stores())
        await store.tx(true, async (table) => {
          const rows = await table.rows(prefixOf(''), ROOM);
          if (!rows.length) return;
          for (const [key] of rows) table.del(key);
          table.del('l|');
          await outbox.add(table, rows.flatMap(([key, value]) => {
            const event = read(String(value));
            const text = event ? JSON.stringify(seal(event)) : String(value);
            return names.map((name): [string, string] => [`q|${name}${key.slice(2)}`, text]);
          }));
        }).catch(() => {});
      ready();
    },
    async ledger(): Promise<Sums> {
      const sums: Sums = {};
      for (const store of [durable, quick])
        for (const name of names)
          await store.tx(false, async (table) => {
            const { a, d, l } = await openLedger(table, name);
            const queued = await table.count(prefixOf(name));
            const sum = (sums[name] ??= { accepted: 0, delivered: 0, lost: {}, queued: 0 });
            let gone = 0;
            for (const [reason, n] of Object.entries(l)) {
              count(sum.lost, reason, n);
              gone += n;
            }
            sum.delivered += d;
            sum.queued += queued;
            // What passes through the quick store is counted again where it ends up.
            sum.accepted += store === durable ? a : d + gone + queued;
          }).catch(() => {});
      return sums;
    },
  };
}
