import { backoff, CAP, DAY, retryAfter } from './backoff';
import { count, idOf, openLedger, prefixOf, ROOM } from './outbox';
import type { Reporter, ReporterContext, WireEvent } from './ports';
import type { Store, Table } from './store';
import { CLAIM, learn, openTurn, type Answer, type Row } from './turn';

export interface DrainPort {
  /** To send from, in order; none any more after shutdown. */
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
/** How often the tab that is sending renews its claim, in milliseconds. */
const RENEW = 1000;
/** After a failure a few events ask whether the endpoint is back: little to carry, and little to repeat if the answer is lost. */
const PROBE = 10;
const TTL = 30 * DAY;
/** Nothing of ours is older: the year 2001. */
const YOUNG = 1e12;

export const bytes = (text: string): number => text.replace(/[^\0-\x7f]/g, '...').length;

/** Empties the queue of one reporter: takes a batch, sends it, and does what the answer means (turn.ts). */
export function createDrain(reporter: Reporter, port: DrainPort) {
  const { name, limits } = reporter;
  const own = `m|${name}`;
  /** Stores in which everything has an address. What comes without one from here on belongs to a page that will see to it, or that dies: then the next page does. */
  const adopted = new Set<Store>();
  let running: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  let due = Infinity;
  /** 1: does not wait because the last attempt failed. 2: nor because the endpoint said so. */
  let eager = 0;
  /** That, of the run that is on. */
  let bold = 0;
  /** Gives the turn back although no answer has come. */
  let release: (() => void) | undefined;

  const turnOf = (table: Table) => openTurn(table, own, port.wall);
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

  const share = () => REQUEST / port.among();
  /** The longest request that may be sent just now, in bytes. */
  const room = () => (port.stays() ? limits.bytes : Math.min(limits.bytes, share()));
  /** Takes the next batch for this tab, or says how long to wait. */
  const take = async (table: Table) => {
    // Asked for together: each answer of a busy database may take its time, and everybody else waits for this one.
    const [turn, rows, ledger] = await Promise.all([
      turnOf(table),
      table.rows(prefixOf(name), limits.events + PROBE),
      openLedger(table, name),
    ]);
    const now = port.wall();
    const wait = Math.max(turn.until ?? 0, bold > (turn.told ?? 0) ? 0 : (turn.not ?? 0)) - now;
    if (!rows.length || wait > 0) return { wait: rows.length ? wait : DAY };
    let from = rows.findIndex(([key]) => key === turn.doubt);
    let most = 1;
    if (from < 0) {
      from = 0;
      most = Math.min(limits.events, turn.max ?? ROOM, turn.attempt ? PROBE : ROOM);
      turn.doubt = turn.sure = undefined;
    } else if (!turn.sure || port.random() < 0.5) from = (from + 1 + Math.floor(port.random() * (rows.length - 1))) % rows.length;
    const batch: Row[] = [];
    /** Rows that are given up without being sent. */
    const hopeless = { expired: [] as string[], unreadable: [] as string[] };
    let size = 1024;
    const full = room();
    for (const [key, value] of rows.slice(from, from + most)) {
      const text = String(value);
      size += bytes(text) + 1;
      if (batch.length && size > full) break;
      try {
        const event = JSON.parse(text) as WireEvent;
        const at = Date.parse(event.timestamp);
        // A device without a battery begins in 1970: that is no age.
        if (now - at > TTL && at > YOUNG) hopeless.expired.push(key);
        else batch.push([key, port.seal(event)]);
      } catch {
        // Something else damaged it; it must not hold up those behind it.
        hopeless.unreadable.push(key);
      }
    }
    /** What the endpoint has not been told of yet. */
    const lost: Record<string, number> = {};
    for (const [reason, n] of Object.entries(ledger.l)) count(lost, reason, n - (ledger.t[reason] ?? 0));
    const until = now + CLAIM;
    table.put(own, { ...turn, until });
    return { batch, hopeless, lost, turn, until, more: !!rows[1] };
  };

  /** One request; or, from what does not speak HTTP, one delivery. No answer is not an answer: then everything stays. */
  const send = async (batch: WireEvent[], lost: Record<string, number>): Promise<Answer> => {
    let token: string | undefined;
    const none = () => ({ ok: [], drop: [], sent: batch.length, token });
    if (!batch.length) return none();
    try {
      const context = port.context(name, lost);
      token = context.token;
      if (reporter.deliver) {
        const slow = new Promise<never>((_resolve, reject) => port.later(() => reject(), TIMEOUT));
        return { ...none(), ...(await Promise.race([reporter.deliver(batch, context), slow])) };
      }
      let request;
      while ((request = reporter.encode?.(batch, context)) && batch.length > 1 && bytes(request.body) > room())
        batch = batch.slice(0, Math.ceil(batch.length / 2));
      if (!request || !reporter.classify) return { ...none(), ok: batch.map((e) => e.messageId) };
      const response = await port.fetch(request.url, {
        method: 'POST',
        ...request,
        // Where that is not known, as long as the browser itself waits.
        signal: AbortSignal.timeout?.(TIMEOUT),
        keepalive: bytes(request.body) <= share(),
        cache: 'no-store',
      });
      const text = await response.text();
      // A redirect may make a GET of it, which everybody answers: nobody has taken anything who does not say so.
      const status = response.redirected && !text.includes(String(batch[0]?.messageId)) ? 301 : response.status;
      const outcome = reporter.classify(status, response.headers, text, batch);
      return {
        ...none(),
        ...outcome,
        status,
        retryAfterMs: outcome.retryAfterMs ?? retryAfter(response.headers.get('retry-after'), port.wall()),
      };
    } catch {
      return none();
    }
  };

  /** One batch from one store. True when there may be more to do at once. */
  const once = async (store: Store): Promise<boolean> => {
    const taken = await store.tx(true, async (table) => {
      // Here, not when the page opens: that would be one more transaction in the moment in which the first events are written.
      if (!adopted.has(store)) await port.adopt(table);
      return take(table);
    });
    adopted.add(store);
    if (!taken.batch) {
      poke(taken.wait);
      return false;
    }
    const { batch, hopeless, lost, turn, more } = taken;
    let { until } = taken;
    let over = false;
    const renew = (): void => {
      if (!over)
        port.later(
          () =>
            void (
              over ||
              store
                .tx(true, async (table) => {
                  const now = await turnOf(table);
                  if (now.until === until) table.put(own, { ...now, until: (until = port.wall() + CLAIM) });
                })
                .then(renew, renew)
            ),
          RENEW,
        );
    };
    renew();
    release = () => {
      over = true;
      if (port.wall() < until) void store.tx(true, (table) => table.put(own, { ...turn, until: 0 })).catch(() => {});
    };
    const answer = await send(
      batch.map(([, event]) => event),
      lost,
    );
    release = undefined;
    over = true;
    const { ok, rejected, next, held, refused } = learn(turn, batch, more, answer);
    if (held) {
      const { retryAfterMs: told = 0, unauthorized } = answer;
      if (told) next.told = 1;
      next.not = port.wall() + (unauthorized ? CAP : told * (1 + port.random())) + backoff(turn.attempt ?? 0, port.random());
    }
    const lists = Object.entries({ ok, rejected, ...hopeless });
    await store.tx(true, async (table) => {
      // Only what is still there is counted: another tab may have been quicker.
      const [ledger, now, ...there] = await Promise.all([
        openLedger(table, name),
        turnOf(table),
        ...lists.map(([, keys]) => Promise.all(keys.map((key) => table.count(key)))),
      ]);
      lists.forEach(([reason, keys], i) => {
        const n = there[i]?.filter(Boolean).length ?? 0;
        if (reason === 'ok') ledger.d += n;
        else count(ledger.l, reason, n);
        keys.forEach(table.del);
      });
      if (ok.length) for (const [reason, n] of Object.entries(lost)) count(ledger.t, reason, n);
      table.put(`l|${name}`, ledger);
      // Not when another tab took its turn after ours had run out.
      if (now.until === until) table.put(own, next);
    });
    for (const [reason, keys] of lists) if (reason !== 'ok' && keys.length) port.lost(reason, keys.map(idOf));
    if (held || !refused) port.reachable(name, !held, answer.status);
    if (answer.unauthorized) void port.refresh(answer.token).then((fresh) => void (fresh && wake(0, true)));
    if (next.not) poke(next.not - port.wall());
    return !held;
  };

  const run = (): Promise<void> =>
    (running ??= (async () => {
      bold = eager;
      eager = 0;
      try {
        for (const store of port.stores()) while (port.stores().includes(store) && (await once(store)));
      } catch {
        poke(CAP);
      } finally {
        running = undefined;
      }
    })());

  /** Tries again within `ms` although the last attempt failed; an instant that the endpoint named stands unless `force`. */
  const wake = (ms: number, force?: boolean): void => {
    eager = force ? 2 : eager || 1;
    poke(ms);
  };
  return {
    poke,
    run,
    wake,
    /** The page goes: nobody will hear the answer to what is on its way, so another page need not wait for it. */
    leave: () => release?.(),
  };
}
export type Drain = ReturnType<typeof createDrain>;
