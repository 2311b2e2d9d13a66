import { json } from './json';
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
   * Something that normally works does not. "indexeddb": it cannot be written to. "memory": nothing else has the newest events. "journal": they
   * have no room there, and until the durable store has them only this page's memory does. `is` false: it does again. May be said repeatedly.
   */
  degraded(what: string, is?: boolean): void;
  lost(reason: string, ids: string[]): void;
  /** Tells the developer. */
  warn(code: string, detail: unknown): void;
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
const reporterOf = ([key]: [string, unknown]) => key.split('|')[1] as string;
export const count = (into: Record<string, number>, reason: string, n: number): void => {
  if (n) into[reason] = (into[reason] ?? 0) + n;
};

/**
 * Where events wait until an endpoint has acknowledged them. accept() writes to the quick store in the same turn, so a crash of the
 * page loses nothing; commit() moves to the durable store, which also survives the death of the browser.
 * Each reporter has rows of its own: one dead endpoint holds up nobody else.
 */
export function createOutbox({ quick, durable, degraded, lost, warn, ready }: OutboxPort) {
  /** Until the configuration says where events go they have no address. */
  let names: readonly string[] = [''];
  let fallback = false;
  let next: Promise<boolean> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let start = () => {};
  let pending = new Map<string, string>();
  /** Of the reporters of these rows, by name; asked for together. */
  const ledgersOf = (table: Table, rows: [string, unknown][]) =>
    Promise.all(
      [...new Set(rows.map(reporterOf))].map(async (name): Promise<[string, LedgerRow]> => [name, await openLedger(table, name)]),
    );
  /** Deletes rows that will not be sent; counts and tells them. */
  const giveUp = (table: Table, rows: [string, unknown][], reason: string, ledgers: [string, LedgerRow][]): void => {
    for (const [key] of rows) table.del(key);
    for (const [name, ledger] of ledgers) {
      count(ledger.l, reason, rows.filter((row) => reporterOf(row) === name).length);
      table.put(`l|${name}`, ledger);
    }
    const ids = rows.map(([key]) => idOf(key));
    if (ids[0]) lost(reason, ids);
  };
  /** Adds rows that are not there yet and counts them, in one transaction and, before it writes, one round trip. */
  const add = async (table: Table, rows: [string, string][]): Promise<void> => {
    const [ledgers, ...known] = await Promise.all([ledgersOf(table, rows), ...rows.map(([key]) => table.count(key))]);
    for (const [key, value] of rows) table.put(key, value);
    for (const [name, ledger] of ledgers) {
      ledger.a += rows.filter((row, i) => !known[i] && reporterOf(row) === name).length;
      // Counting rows takes longer the more there are: only when the books say that it may be too many.
      const over = ledger.a - ledger.d > ROOM ? (await table.count(prefixOf(name))) - ROOM : 0;
      giveUp(table, over > 0 ? await table.rows(prefixOf(name), over) : [], 'overflow', [[name, ledger]]);
    }
  };

  const write = async (): Promise<boolean> => {
    next = undefined;
    const rows = [...pending];
    pending = new Map();
    if (!rows.length) return true;
    const work = (table: Table) => add(table, rows);
    let safe =
      !fallback &&
      (await durable.tx(true, work).then(
        () => true,
        () => {
          degraded('indexeddb');
          return !(fallback = true);
        },
      ));
    for (const [key] of rows) quick.del(key);
    if (!safe) {
      // Rows stay where accept() put them, and are sent from there.
      await quick.tx(true, work);
      safe = rows.every(([key]) => quick.kept(key));
      degraded('memory', !safe);
    }
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
    /** Resolves to true when the event is durable, false when only this page's memory has it, or it is too long. */
    accept(event: WireEvent, order: string): Promise<boolean> | false {
      const text = json(event);
      if (text.length > LONGEST) {
        warn('S3', event.event);
        lost('size', [event.messageId]);
        return false;
      }
      const bare = names
        .map((name) => {
          const key = prefixOf(name) + order + '|' + event.messageId;
          pending.set(key, text);
          return quick.put(key, text);
        })
        .includes(false);
      degraded('journal', bare);
      return commit(bare);
    },
    add,
    /** Says where events go from here on. What an earlier page had written down but not committed comes along. */
    address(to: readonly string[]): void {
      names = to;
      for (const [key, value] of quick.rows('q|', ROOM)) if (!pending.has(key)) pending.set(key, String(value));
    },
    /** Empties the queue, but for events that say `except`; what was in it is counted as lost for this reason. */
    async clear(reason: string, except = '\0'): Promise<void> {
      // What is still on its way there would come out of it again.
      await commit(true);
      for (const store of [quick, durable])
        await store
          .tx(true, async (table) => {
            const rows = (await table.rows('q|', 1e6)).filter(([, value]) => !String(value).includes(except));
            giveUp(table, rows, reason, await ledgersOf(table, rows));
          })
          .catch(() => {});
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;
