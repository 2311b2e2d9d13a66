import { count, idOf, openLedger, prefixOf } from './outbox';
import type { Outcome, Reporter, ReporterContext, WireEvent } from './ports';
import type { Store, Table } from './store';

/** "m|<reporter>": shared by all tabs. Instants are wall-clock milliseconds. */
interface Turn {
  /** Some tab is sending until then. */
  until?: number;
  /** Nobody may try before. */
  not?: number;
  /** The endpoint named that instant itself. */
  told?: 1;
  attempt?: number;
  /** Largest batch: halved to find the event that spoils it. */
  max?: number;
}

export interface DrainPort {
  stores(): Store[];
  wall(): number;
  /** 0 ≤ x < 1. */
  random(): number;
  later(work: () => void, ms: number): () => void;
  fetch(url: string, init: RequestInit): Promise<Response>;
  context(reporter: string, lost: Record<string, number>): ReporterContext;
  lost(reason: string, ids: string[]): void;
  /** The token was refused. Resolves to true when there is a new one. */
  refresh(): Promise<boolean>;
  /** The page stays for a while, and a request on its way keeps it from nothing: it may be longer than what has to outlive a page. */
  stays(): boolean;
  /** How many reporters share what this page may have on its way beyond its end. */
  among(): number;
  /** The endpoint answers (true) or does not (false). */
  reachable(reporter: string, is: boolean): void;
}

/** Bytes of the requests that outlive their page, all reporters together. Browsers share 64 KiB of keepalive among everybody on the page; the host keeps the rest. */
const REQUEST = 16_384;
const TIMEOUT = 10_000;
/** How long a claim stands, and how often the tab that is sending renews it: when that tab dies another one takes over soon. */
const CLAIM = 3000;
const RENEW = 1000;
/** After a failure a few events ask whether the endpoint is back: little to carry, and little to repeat if the answer is lost. */
const PROBE = 10;
const DAY = 864e5;
const TTL = 30 * DAY;
const CAP = 60_000;

export const bytes = (text: string): number => text.replace(/[^\0-\x7f]/g, '...').length;

/** "Full jitter": a random wait up to base × 2^attempt, so that a thousand clients do not come back together. */
export const backoff = (attempt: number, random: number): number => 200 + random * Math.min(CAP, 1000 * 2 ** attempt);
/** Seconds or an HTTP date → milliseconds from `now`. */
export const retryAfter = (value: string | null, now: number): number | undefined => {
  if (!value) return undefined;
  const ms = isNaN(+value) ? Date.parse(value) - now : +value * 1000;
  return ms > 0 ? Math.min(ms, DAY) : undefined;
};

/** A row that something else damaged must not hold up those behind it. */
export const read = (text: string): WireEvent | undefined => {
  try {
    return JSON.parse(text) as WireEvent;
  } catch {
    return undefined;
  }
};

/** Empties the queue of one reporter. */
export function createDrain(reporter: Reporter, port: DrainPort) {
  const { name, limits } = reporter;
  const own = `m|${name}`;
  let running: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  let due = Infinity;
  /** Gives the turn back although no answer has come. */
  let release: (() => void) | undefined;

  const poke = (ms: number): void => {
    const at = port.wall() + ms;
    if (at >= due) return;
    cancel?.();
    due = at;
    cancel = port.later(() => {
      due = Infinity;
      void run();
    }, ms);
  };
  const turnOf = async (table: Table): Promise<Turn> => {
    const turn = { ...((await table.get(own)) as Turn | undefined) };
    const now = port.wall();
    // A clock that was put back must not hold the queue for a day.
    if (turn.until && turn.until - now > CLAIM) delete turn.until;
    if (turn.not && turn.not - now > (turn.told ? 2 * DAY : CAP + 1000)) delete turn.not;
    return turn;
  };

  const share = () => REQUEST / port.among();
  const room = () => (port.stays() ? limits.bytes : Math.min(limits.bytes, share()));
  /** Takes the next batch for this tab, or says how long to wait. */
  const claim = (store: Store) =>
    store.tx(true, async (table) => {
      // Asked for together: each answer of a busy database may take its time, and everybody else waits for this one.
      const [turn, rows, ledger] = await Promise.all([turnOf(table), table.rows(prefixOf(name), limits.events), openLedger(table, name)]);
      const now = port.wall();
      const wait = Math.max(turn.until ?? 0, turn.not ?? 0) - now;
      if (!rows.length || wait > 0) return { wait: rows.length ? wait : Infinity };
      const batch: [string, WireEvent][] = [];
      const expired: string[] = [];
      const unreadable: string[] = [];
      let size = 1024;
      const most = room();
      for (const [key, value] of rows.slice(0, Math.min(turn.max ?? Infinity, turn.attempt ? PROBE : Infinity))) {
        const text = String(value);
        size += bytes(text) + 1;
        if (batch.length && size > most) break;
        const event = read(text);
        if (!event) unreadable.push(key);
        else if (now - Date.parse(event.timestamp) > TTL) expired.push(key);
        else batch.push([key, event]);
      }
      const lost: Record<string, number> = {};
      for (const [reason, n] of Object.entries(ledger.l)) count(lost, reason, n - (ledger.t[reason] ?? 0));
      const until = now + CLAIM;
      table.put(own, { ...turn, until });
      return { batch, gone: { expired, unreadable }, lost, turn, until };
    });

  const send = async (batch: WireEvent[], lost: Record<string, number>): Promise<Outcome & { sent: number }> => {
    const all = (what: 'ok' | 'retry') => ({ ok: [], drop: [], retry: [], [what]: batch.map((e) => e.messageId), sent: batch.length });
    if (!batch.length) return all('ok');
    const context = port.context(name, lost);
    try {
      if (reporter.deliver) {
        const slow = new Promise<never>((_resolve, reject) => port.later(() => reject(), TIMEOUT));
        return { ...(await Promise.race([reporter.deliver(batch, context), slow])), sent: batch.length };
      }
      let request = reporter.encode?.(batch, context);
      while (request && batch.length > 1 && bytes(request.body) > room()) {
        batch = batch.slice(0, Math.ceil(batch.length / 2));
        request = reporter.encode?.(batch, context);
      }
      if (!request || !reporter.classify) return all('ok');
      const abort = new AbortController();
      const stop = port.later(() => abort.abort(), TIMEOUT);
      try {
        const response = await port.fetch(request.url, {
          method: request.method ?? 'POST', headers: request.headers ?? {}, body: request.body, signal: abort.signal,
          keepalive: bytes(request.body) <= share(), credentials: context.sameOrigin ? 'same-origin' : 'omit', cache: 'no-store',
        });
        const body = await response.text();
        const outcome = reporter.classify(response.status, response.headers, body, batch);
        const wait = outcome.retryAfterMs ?? retryAfter(response.headers.get('retry-after'), port.wall());
        return { ...outcome, sent: batch.length, ...(wait !== undefined && { retryAfterMs: wait }) };
      } finally {
        stop();
      }
    } catch {
      // No answer is not an answer: everything stays.
      return all('retry');
    }
  };

  /** One batch from one store. True when there may be more to do at once. */
  const once = async (store: Store): Promise<boolean> => {
    const taken = await claim(store);
    if (!taken.batch) {
      if (taken.wait < Infinity) poke(taken.wait);
      return false;
    }
    const { batch, gone, lost, turn } = taken;
    let { until } = taken;
    let sending = true;
    const renew = (): void => {
      if (sending) port.later(() => void (sending && store.tx(true, async (table) => {
        const now = await turnOf(table);
        if (now.until === until) table.put(own, { ...now, until: (until = port.wall() + CLAIM) });
      }).then(renew, renew)), RENEW);
    };
    renew();
    release = () => {
      sending = false;
      if (port.wall() < until) void store.tx(true, (table) => table.put(own, { ...turn, until: 0 })).catch(() => {});
    };
    const outcome = await send(batch.map(([, event]) => event), lost);
    release = undefined;
    sending = false;
    const { sent } = outcome;
    const ok = new Set(outcome.ok);
    const drop = new Set(outcome.drop);
    const alone = outcome.split && sent === 1;
    const split = outcome.split && !alone;
    const next: Turn = {};
    const good: string[] = [];
    const bad: string[] = [];
    for (const [key, { messageId }] of batch.slice(0, sent)) {
      if (ok.has(messageId)) good.push(key);
      else if (alone || (!split && drop.has(messageId))) bad.push(key);
    }
    const held = !split && good.length + bad.length < sent;
    if (split) next.max = Math.ceil(sent / 2);
    else if (turn.max) next.max = turn.max * 2;
    if (held) {
      next.attempt = Math.min(16, (turn.attempt ?? 0) + 1);
      const told = outcome.retryAfterMs;
      if (told !== undefined) next.told = 1;
      next.not = port.wall() + (outcome.unauthorized ? CAP : (told ?? 0) * (1 + port.random())) + backoff(turn.attempt ?? 0, port.random());
    }
    const lists: Record<string, string[]> = { rejected: bad, ...gone };
    await store.tx(true, async (table) => {
      // Only what is still there is counted: another tab may have been quicker.
      const there = (keys: string[]) => Promise.all(keys.map((key) => table.count(key))).then((found) => found.filter(Boolean).length);
      const [ledger, now, delivered, ...dropped] = await Promise.all([openLedger(table, name), turnOf(table), there(good), ...Object.values(lists).map(there)]);
      ledger.d += delivered;
      Object.keys(lists).forEach((reason, i) => count(ledger.l, reason, dropped[i] ?? 0));
      for (const key of [good, ...Object.values(lists)].flat()) table.del(key);
      if (good.length) for (const [reason, n] of Object.entries(lost)) count(ledger.t, reason, n);
      table.put(`l|${name}`, ledger);
      // Not when another tab took its turn after ours had run out.
      if (now.until === until) table.put(own, next);
    });
    for (const [reason, keys] of Object.entries(lists)) if (keys.length) port.lost(reason, keys.map(idOf));
    port.reachable(name, !held);
    if (outcome.unauthorized) void port.refresh().then((fresh) => void (fresh && wake(0, true)));
    if (next.not) poke(next.not - port.wall());
    return !held;
  };

  const run = (): Promise<void> =>
    (running ??= (async () => {
      try {
        for (const store of port.stores()) while (await once(store));
      } catch {
        poke(CAP);
      } finally {
        running = undefined;
      }
    })());

  /** Tries again within `ms` although the last attempt failed; an instant that the endpoint named stands unless `force`. */
  const wake = async (ms: number, force?: boolean): Promise<void> => {
    for (const store of port.stores())
      await store.tx(true, async (table) => {
        const turn = await turnOf(table);
        if (turn.not && (force || !turn.told)) table.put(own, { ...turn, not: Math.min(turn.not, port.wall() + ms) });
      }).catch(() => {});
    poke(ms);
  };
  return {
    poke, run, wake,
    /** The page goes: nobody will hear the answer to what is on its way, so another page need not wait for it. */
    leave: () => release?.(),
  };
}
export type Drain = ReturnType<typeof createDrain>;
