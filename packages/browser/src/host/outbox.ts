import type { QuickStore, Store, Table } from './store';
import type { WireEvent } from './ports';

/** What became of the events of one reporter. accepted = delivered + lost + queued, always. */
export interface Ledger {
  accepted: number;
  delivered: number;
  lost: Record<string, number>;
}
/** As stored; `t` is the part of `l` that an endpoint has already been told. */
export interface LedgerRow {
  a: number;
  d: number;
  l: Record<string, number>;
  t: Record<string, number>;
}

export interface OutboxPort {
  quick: QuickStore;
  durable: Store;
  /**
   * Something that normally works does not. "indexeddb", "memory": said once each. "journal": the newest events have no room there, and
   * until the durable store has them only this page's memory does; `is` false: they fit again.
   */
  degraded(what: string, is?: boolean): void;
  lost(reason: string, ids: string[]): void;
  /** Rows may be waiting. */
  ready(): void;
}

/** Events that may wait for one reporter; then the oldest goes, and is counted. */
export const ROOM = 20_000;
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
export function createOutbox({ quick, durable, degraded, lost, ready }: OutboxPort) {
  /** Until the configuration says where events go they have no address. */
  let names: readonly string[] = [''];
  let fallback = false;
  let full = false;
  let next: Promise<boolean> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let start = () => {};
  let pending = new Map<string, string>();
  /** Of the reporters of these rows, by name; asked for together. */
  const ledgersOf = async (table: Table, keys: string[]) =>
    new Map(
      await Promise.all(
        [...new Set(keys.map(reporterOf))].map(async (name): Promise<[string, LedgerRow]> => [name, await openLedger(table, name)]),
      ),
    );
  /** Adds rows that are not there yet and counts them, in one transaction and, before it writes, one round trip. */
  const add = async (table: Table, rows: [string, string][]): Promise<string[]> => {
    const keys = rows.map(([key]) => key);
    const [ledgers, ...known] = await Promise.all([ledgersOf(table, keys), ...keys.map((key) => table.count(key))]);
    const dropped: string[] = [];
    for (const [key, value] of rows) table.put(key, value);
    for (const [name, ledger] of ledgers) {
      ledger.a += keys.filter((key, i) => !known[i] && reporterOf(key) === name).length;
      // Counting rows takes longer the more there are: only when the books say that it may be too many.
      const over = waiting(ledger) > ROOM ? (await table.count(prefixOf(name))) - ROOM : 0;
      if (over > 0)
        for (const [key] of await table.rows(prefixOf(name), over)) {
          table.del(key);
          dropped.push(idOf(key));
          count(ledger.l, 'overflow', 1);
        }
      table.put(`l|${name}`, ledger);
    }
    return dropped;
  };

  const write = async (): Promise<boolean> => {
    next = undefined;
    const rows = [...pending];
    pending = new Map();
    if (!rows.length) return true;
    const work = (table: Table) => add(table, rows);
    let safe = true;
    let dropped = fallback
      ? undefined
      : await durable.tx(true, work).catch(() => {
          if (!fallback) degraded('indexeddb');
          fallback = true;
        });
    for (const [key] of rows) quick.del(key);
    if (!dropped) {
      // Rows stay where accept() put them, and are sent from there.
      dropped = await quick.tx(true, work);
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

  return {
    /** The stores to send from, in order. */
    stores: (): Store[] => (fallback ? [quick, durable] : [durable]),
    commit,
    /** Resolves to true when the event is durable, false when only this page's memory has it. Nothing when it is too long. */
    accept(event: WireEvent, order: string): Promise<boolean> | undefined {
      const text = JSON.stringify(event);
      if (text.length > LONGEST) return undefined;
      const bare = names
        .map((name) => {
          const key = `${prefixOf(name)}${order}|${event.messageId}`;
          pending.set(key, text);
          return quick.put(key, text);
        })
        .includes(false);
      if (bare !== full) degraded('journal', (full = bare));
      return commit(bare);
    },
    add,
    /** Says where events go from here on. What an earlier page had written down but not committed comes along. */
    address(to: readonly string[]): void {
      names = to;
      for (const [key, value] of quick.rows('q|', ROOM)) if (!pending.has(key)) pending.set(key, String(value));
    },
    /** Empties the queue; what was in it is counted as lost for this reason. */
    async clear(reason: string): Promise<void> {
      // What is still on its way there would come out of it again.
      await commit(true);
      for (const store of [quick, durable])
        await store
          .tx(true, async (table) => {
            const keys = (await table.rows('q|', 1e6)).map(([key]) => key);
            for (const [name, ledger] of await ledgersOf(table, keys)) {
              count(ledger.l, reason, keys.filter((key) => reporterOf(key) === name).length);
              table.put(`l|${name}`, ledger);
            }
            keys.forEach(table.del);
          })
          .catch(() => {});
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;
