import { count, idOf, openLedger, prefixOf, ROOM } from './outbox';
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
  attempt?: number | undefined;
  /** Largest batch: halved to find the event that spoils it. */
  max?: number;
  /** Row of an event that was refused although it came alone, by an answer that speaks of the address: it, or all? */
  doubt?: string | undefined;
  /** How many others were taken since then. */
  sure?: number | undefined;
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
  /** This token was refused. Resolves to true when there is a new one. */
  refresh(token: string | undefined): Promise<boolean>;
  /** The page stays for a while, and a request on its way keeps it from nothing: it may be longer than what has to outlive a page. */
  stays(): boolean;
  /** How many reporters share what this page may have on its way beyond its end. */
  among(): number;
  /** The endpoint takes events (true) or does not (false); `status`: what it answered. */
  reachable(reporter: string, is: boolean, status?: number): void;
  /** The last look at an event before it leaves: undeclared traits go. */
  seal(event: WireEvent): WireEvent;
  /** Gives rows that have no address theirs. */
  adopt(table: Table): Promise<void>;
}

/** Bytes of the requests that outlive their page, all reporters together. Browsers share 64 KiB of keepalive among everybody on the page; the host keeps the rest. */
const REQUEST = 16_384;
const TIMEOUT = 10_000;
/** How long a claim stands, and how often the tab that is sending renews it: when that tab dies another one takes over soon. */
const CLAIM = 3000;
const RENEW = 1000;
/** After a failure a few events ask whether the endpoint is back: little to carry, and little to repeat if the answer is lost. */
const PROBE = 10;
/** So many others must be taken, and it refused each time that it is tried between them: half of a proxy's servers may be wrong for a while. */
const SURE = 8;
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
const read = (text: string): WireEvent | undefined => {
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
      // Here, not when the page opens: that would be one more transaction in the moment in which the first events are written.
      await port.adopt(table);
      // Asked for together: each answer of a busy database may take its time, and everybody else waits for this one.
      const [turn, rows, ledger] = await Promise.all([turnOf(table), table.rows(prefixOf(name), limits.events + PROBE), openLedger(table, name)]);
      const now = port.wall();
      const wait = Math.max(turn.until ?? 0, turn.not ?? 0) - now;
      if (!rows.length || wait > 0) return { wait: rows.length ? wait : DAY };
      const batch: [string, WireEvent][] = [];
      const lists = { ok: [] as string[], rejected: [] as string[], expired: [] as string[], unreadable: [] as string[] };
      let from = rows.findIndex(([key]) => key === turn.doubt);
      let most = 1;
      if (from < 0) {
        from = 0;
        most = Math.min(limits.events, turn.max ?? ROOM, turn.attempt ? PROBE : ROOM);
        turn.doubt = turn.sure = undefined;
      } else if (!turn.sure || port.random() < 0.5) from = (from + 1 + Math.floor(port.random() * (rows.length - 1))) % rows.length;
      let size = 1024;
      const full = room();
      for (const [key, value] of rows.slice(from, from + most)) {
        const text = String(value);
        size += bytes(text) + 1;
        if (batch.length && size > full) break;
        const event = read(text);
        if (!event) lists.unreadable.push(key);
        else if (now - Date.parse(event.timestamp) > TTL) lists.expired.push(key);
        else batch.push([key, port.seal(event)]);
      }
      const lost: Record<string, number> = {};
      for (const [reason, n] of Object.entries(ledger.l)) count(lost, reason, n - (ledger.t[reason] ?? 0));
      const until = now + CLAIM;
      table.put(own, { ...turn, until });
      return { batch, lists, lost, turn, until, more: !!rows[1] };
    });

  const send = async (batch: WireEvent[], lost: Record<string, number>): Promise<Omit<Outcome, 'retry'> & { sent: number; status?: number; token: string | undefined }> => {
    const context = port.context(name, lost);
    const none = () => ({ ok: [], drop: [], sent: batch.length, token: context.token });
    if (!batch.length) return none();
    try {
      if (reporter.deliver) {
        const slow = new Promise<never>((_resolve, reject) => port.later(() => reject(), TIMEOUT));
        return { ...none(), ...(await Promise.race([reporter.deliver(batch, context), slow])) };
      }
      let request = reporter.encode?.(batch, context);
      while (request && batch.length > 1 && bytes(request.body) > room()) {
        batch = batch.slice(0, Math.ceil(batch.length / 2));
        request = reporter.encode?.(batch, context);
      }
      if (!request || !reporter.classify) return { ...none(), ok: batch.map((e) => e.messageId) };
      const { url, method = 'POST', headers = {}, body } = request;
      const response = await port.fetch(url, {
        // Where that is not known, as long as the browser itself waits.
        method, headers, body, signal: AbortSignal.timeout?.(TIMEOUT),
        keepalive: bytes(body) <= share(), cache: 'no-store',
      });
      const { status } = response;
      const outcome = reporter.classify(status, response.headers, await response.text(), batch);
      return { ...none(), ...outcome, status, retryAfterMs: outcome.retryAfterMs ?? retryAfter(response.headers.get('retry-after'), port.wall()) };
    } catch {
      // No answer is not an answer: everything stays.
      return none();
    }
  };

  /** One batch from one store. True when there may be more to do at once. */
  const once = async (store: Store): Promise<boolean> => {
    const taken = await claim(store);
    if (!taken.batch) {
      poke(taken.wait);
      return false;
    }
    const { batch, lists, lost, turn, more } = taken;
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
    const { sent, status } = outcome;
    const { doubt, sure = 0, attempt = 0 } = turn;
    const alone = sent === 1 && batch[0]?.[0];
    // The event is to blame: the answer says so, or speaks of the address although others are taken there.
    const blamed = alone && outcome.split && (!outcome.refused || (alone === doubt && sure >= SURE));
    const refused = !blamed && outcome.refused;
    const split = !blamed && outcome.split;
    const next: Turn = {};
    const { ok: good, rejected } = lists;
    for (const [key, { messageId }] of batch.slice(0, sent)) {
      if (outcome.ok.includes(messageId)) good.push(key);
      else if (blamed || (!split && outcome.drop.includes(messageId))) rejected.push(key);
    }
    if (split) next.max = Math.ceil(sent / 2);
    else if (turn.max) next.max = turn.max * 2;
    // That another one is refused as well says that it is all of them; what was done without asking the endpoint says nothing.
    if (alone && (refused ? !doubt || alone === doubt : doubt && alone !== doubt)) {
      next.doubt = doubt ?? alone;
      next.sure = good[0] && status ? sure + 1 : sure;
    }
    const held: boolean = refused ? !next.doubt || !more : !split && good.length + rejected.length < sent;
    if (held) {
      const { retryAfterMs: told = 0 } = outcome;
      if (told) next.told = 1;
      next.not = port.wall() + (outcome.unauthorized ? CAP : told * (1 + port.random())) + backoff(attempt, port.random());
    }
    if (held || refused) next.attempt = attempt + +held;
    await store.tx(true, async (table) => {
      // Only what is still there is counted: another tab may have been quicker.
      const there = (keys: string[]) => Promise.all(keys.map((key) => table.count(key))).then((found) => found.filter(Boolean).length);
      const [ledger, now, ...found] = await Promise.all([openLedger(table, name), turnOf(table), ...Object.values(lists).map(there)]);
      Object.entries(lists).forEach(([reason, keys], i) => {
        const n = found[i] ?? 0;
        if (reason === 'ok') ledger.d += n;
        else count(ledger.l, reason, n);
        keys.forEach(table.del);
      });
      if (good.length) for (const [reason, n] of Object.entries(lost)) count(ledger.t, reason, n);
      table.put(`l|${name}`, ledger);
      // Not when another tab took its turn after ours had run out.
      if (now.until === until) table.put(own, next);
    });
    for (const [reason, keys] of Object.entries(lists)) if (reason !== 'ok' && keys.length) port.lost(reason, keys.map(idOf));
    if (held || !refused) port.reachable(name, !held, status);
    if (outcome.unauthorized) void port.refresh(outcome.token).then((fresh) => void (fresh && wake(0, true)));
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
