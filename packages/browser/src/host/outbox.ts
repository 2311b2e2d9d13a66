import type { QuickStore, Store, Table } from './store';
import type { Reporter, WireEvent } from './ports';

/** What became of the events of one reporter. accepted = delivered + lost + queued, always. */
export interface Ledger { accepted: number; delivered: number; lost: Record<string, number> }
/** As stored; `t` is the part of `l` that an endpoint has already been told. */
export interface LedgerRow { a: number; d: number; l: Record<string, number>; t: Record<string, number> }

export interface OutboxPort {
  quick: QuickStore;
  durable: Store;
  /** Something that normally works does not: "indexeddb" or "memory". Said once each. */
  degraded(what: string): void;
  lost(reason: string, ids: string[]): void;
  /** Rows may be waiting. */
  ready(): void;
  /** The last look at an event before it may leave: undeclared traits go. */
  seal(event: WireEvent): WireEvent;
}

/** Events that may wait for one reporter; then the oldest goes, and is counted. */
const ROOM = 20_000;
/** An event may be this long as JSON; the collector takes no longer ones. */
const LONGEST = 32_000;
export const prefixOf = (reporter: string): string => `q|${reporter}|`;
export const idOf = (key: string): string => key.split('|').slice(3).join('|');
export const openLedger = async (table: Table, reporter: string): Promise<LedgerRow> =>
  ((await table.get(`l|${reporter}`)) as LedgerRow | undefined) ?? { a: 0, d: 0, l: {}, t: {} };
const reporterOf = (key: string): string => key.split('|')[1] ?? '';
/** Rows that are still there, by the books. */
const waiting = ({ a, d, l }: LedgerRow): number => Object.values(l).reduce((left, n) => left - n, a - d);
export const count = (into: Record<string, number>, reason: string, n: number): void => {
  if (n) into[reason] = (into[reason] ?? 0) + n;
};

/**
 * Where events wait until an endpoint has acknowledged them. accept() writes to the quick store in the same turn, so a crash of the
 * page loses nothing; commit() moves to the durable store, which also survives the death of the browser.
 * Each reporter has rows of its own: one dead endpoint holds up nobody else.
 */
export function createOutbox({ quick, durable, degraded, lost, ready, seal }: OutboxPort) {
  let names = [''];
  let fallback = false;
  let next: Promise<boolean> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let start = () => {};
  let pending = new Map<string, string>();
  /** Adds rows that are not there yet and counts them, in one transaction and, before it writes, one round trip. */
  const add = async (table: Table, rows: [string, string][]): Promise<string[]> => {
    const to = [...new Set(rows.map(([key]) => reporterOf(key)))];
    const [known, ledgers] = await Promise.all([Promise.all(rows.map(([key]) => table.count(key))), Promise.all(to.map((name) => openLedger(table, name)))]);
    const dropped: string[] = [];
    for (const [key, value] of rows) table.put(key, value);
    for (const [i, name] of to.entries()) {
      const ledger = ledgers[i];
      if (!ledger) continue;
      ledger.a += rows.filter(([key], at) => !known[at] && reporterOf(key) === name).length;
      // Counting rows takes longer the more there are: only when the books say that it may be too many.
      const over = waiting(ledger) > ROOM ? (await table.count(prefixOf(name))) - ROOM : 0;
      if (over > 0)
        for (const [key] of await table.rows(prefixOf(name), over)) {
          table.del(key);
          dropped.push(idOf(key));
        }
      count(ledger.l, 'overflow', Math.max(0, over));
      table.put(`l|${name}`, ledger);
    }
    return dropped;
  };

  const write = async (): Promise<boolean> => {
    next = undefined;
    const rows = [...pending];
    pending = new Map();
    if (!rows.length) return true;
    let safe = true;
    let dropped: string[] = [];
    try {
      if (fallback) throw 0;
      dropped = await durable.tx(true, (table) => add(table, rows));
      for (const [key] of rows) quick.del(key);
    } catch {
      // Rows stay where accept() put them, and are sent from there.
      if (!fallback) degraded('indexeddb');
      fallback = true;
      for (const [key] of rows) quick.del(key);
      dropped = await quick.tx(true, (table) => add(table, rows));
      safe = rows.every(([key]) => quick.kept(key));
      if (!safe) degraded('memory');
    }
    if (dropped.length) lost('overflow', dropped);
    ready();
    return safe;
  };
  /**
   * One transaction at a time: what comes meanwhile goes together into the next. One for each event would queue up where the disk is slow,
   * and the tab that wants a batch to send would never get its turn. `hurry`: the page is going, or nothing else covers these rows.
   */
  const commit = (hurry?: boolean): Promise<boolean> => {
    if (!next) last = next = Promise.race([last, new Promise<void>((resolve) => (start = resolve))]).then(write);
    if (hurry) start();
    return next;
  };

  /** True when the journal has it. */
  const hold = (key: string, value: string): boolean => {
    quick.put(key, value);
    pending.set(key, value);
    return quick.kept(key);
  };
  /** Takes over what an earlier page had written down but not committed. */
  const recover = (): void => {
    for (const [key, value] of quick.rows('q|', ROOM))
      if (!pending.has(key)) pending.set(key, String(value));
  };

  return {
    /** The stores to send from, in order. */
    stores: (): Store[] => (fallback ? [quick, durable] : [durable]),
    commit,
    /** Resolves to true when the event is durable, false when only this page's memory has it. Nothing when it is too long. */
    accept(event: WireEvent, order: string): Promise<boolean> | undefined {
      const text = JSON.stringify(names[0] ? seal(event) : event);
      if (text.length > LONGEST) return undefined;
      const kept = names.map((name) => hold(`${prefixOf(name)}${order}|${event.messageId}`, text));
      return commit(kept.includes(false));
    },
    /** Says where events go. Those that came earlier are addressed now. */
    async route(reporters: readonly Reporter[]): Promise<void> {
      names = reporters.map(({ name }) => name);
      recover();
      await commit();
      for (const store of [durable, quick])
        await store.tx(true, async (table) => {
          const rows = await table.rows(prefixOf(''), ROOM);
          if (!rows.length) return;
          for (const [key] of rows) table.del(key);
          table.del('l|');
          await add(table, rows.flatMap(([key, value]) => {
            const text = JSON.stringify(seal(JSON.parse(String(value)) as WireEvent));
            return names.map((name): [string, string] => [`q|${name}${key.slice(2)}`, text]);
          }));
        }).catch(() => {});
      ready();
    },
    async ledger(): Promise<Record<string, Ledger & { queued: number }>> {
      const sums: Record<string, Ledger & { queued: number }> = {};
      for (const store of [durable, quick])
        for (const name of names)
          await store.tx(false, async (table) => {
            const { a, d, l } = await openLedger(table, name);
            const queued = await table.count(prefixOf(name));
            const sum = (sums[name] ??= { accepted: 0, delivered: 0, lost: {}, queued: 0 });
            let gone = 0;
            for (const reason in l) {
              count(sum.lost, reason, l[reason] ?? 0);
              gone += l[reason] ?? 0;
            }
            sum.delivered += d;
            sum.queued += queued;
            // What passes through the quick store is counted again where it ends up.
            sum.accepted += store === durable ? a : d + gone + queued;
          }).catch(() => {});
      return sums;
    },
    /** Empties the queue; what was in it is counted as lost for this reason. */
    async clear(reason: string): Promise<void> {
      for (const store of [quick, durable])
        await store.tx(true, async (table) => {
          for (const [key] of await table.rows('q|', 1e6)) {
            const name = key.split('|')[1] ?? '';
            const ledger = await openLedger(table, name);
            count(ledger.l, reason, 1);
            table.put(`l|${name}`, ledger);
            table.del(key);
          }
        }).catch(() => {});
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;
