import { count, openLedger, prefixOf, ROOM, type Ledger, type Outbox } from './outbox';
import type { QuickStore, Store, Table } from './store';

export interface BooksPort {
  outbox: Pick<Outbox, 'commit' | 'address' | 'add'>;
  quick: QuickStore;
  durable: Store;
}
export type Sums = Record<string, Ledger & { queued: number }>;

/** What is not needed of the outbox before anything can be sent: addresses, and the ledger as people read it. */
export function createBooks({ outbox, quick, durable }: BooksPort, ready: () => void) {
  let names: readonly string[] = [''];
  /**
   * Gives what waits without an address its own. Not in the journal: what was there has been taken over, and what has come since belongs to a
   * page that will commit it.
   */
  const adopt = async (table: Table): Promise<void> => {
    const rows = await table.rows(prefixOf(''), ROOM);
    if (!rows.length) return;
    for (const [key] of rows) table.del(key);
    table.del('l|');
    await outbox.add(
      table,
      rows.flatMap(([key, value]) => names.map((name): [string, string] => [`q|${name}${key.slice(2)}`, String(value)])),
    );
  };
  return {
    adopt,
    /** Says where events go. Those that came earlier, here or on a page that died, get their address when the first batch is taken. */
    async route(to: readonly { name: string }[]): Promise<void> {
      names = to.map(({ name }) => name);
      // What is being written just now would be found in the journal as well, and be written twice.
      await outbox.commit();
      outbox.address(names);
      await outbox.commit();
      // Nobody will ever ask for it.
      if (!names.length) await durable.tx(true, adopt);
      ready();
    },
    async ledger(): Promise<Sums> {
      const sums: Sums = {};
      for (const store of [durable, quick])
        // What has no address yet goes to each of them.
        for (const name of names)
          for (const at of [name, ''])
            await store
              .tx(false, async (table) => {
                const { a, d, l } = await openLedger(table, at);
                const queued = await table.count(prefixOf(at));
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
              })
              .catch(() => {});
      return sums;
    },
  };
}
