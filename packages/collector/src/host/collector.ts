/** One running collector: store, sink, worker, timers and senders, put together and taken apart in the right order. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiDeps, LiveItem } from '../http/api';
import { Intake } from '../http/intake';
import type { Metrics } from '../http/metrics';
import { createHandler, type ServerDeps } from '../http/server';
import { partitionsOf, type Sink, type Source } from '../sinks/port';
import type { InboxSink } from '../sinks/inbox';
import type { Partitions } from '../stores/partitions';
import { StoreTooNew, type Store } from '../stores/port';
import type { ApplyContext } from './turns';
import type { Clock } from './clock';
import type { Configs } from './configs';
import type { Hooks } from './hooks';
import type { Learning } from './learning';
import type { Live } from './live';
import { reasonOf, type Log } from './log';
import type { Post } from './post';
import { retain } from './retention';
import { sweep } from './sweep';
import { Worker } from './worker';
import { DAY } from '../metrics/days';

export interface Parts {
  store: Store;
  inbox: InboxSink;
  sink: Sink;
  context: ApplyContext;
  post: Post;
  hooks: Hooks;
  live: Live;
  metrics: Metrics;
  log: Log;
  clock: Clock;
  configs: Configs;
  learning?: Learning | undefined;
  senders: { close(): Promise<void> }[];
  role: 'all' | 'intake' | 'worker';
  manual: boolean;
  /** Batches per transaction of the worker, and the backlog from which on new ones are refused. */
  slice: number;
  mostBacklog: number;
}

const TICK_MS = 1000;

export class Host {
  readonly worker: Worker;
  readonly #partitions: Partitions;
  readonly #sources: readonly Source[];
  #sharing: Promise<void> | undefined;
  intake: Intake | undefined;
  /** Events that this process has applied. */
  events = 0;
  #timer: NodeJS.Timeout | undefined;
  #lease: (() => Promise<void>) | undefined;
  #turning: Promise<void> | undefined;
  #retainedAt = 0;
  #behind = 0;
  #closing = false;
  /** A newer collector has changed the database: nothing is applied here any more. */
  outdated = false;

  constructor(readonly parts: Parts) {
    const { store, inbox, sink, context, metrics, live, log, slice } = parts;
    this.#sources = parts.role === 'intake' ? [] : sink === inbox ? [inbox.source] : [sink.source, inbox.source];
    this.#partitions = store.partitions(sink.partitions);
    this.worker = new Worker({
      store,
      sources: this.#sources,
      context,
      slice,
      busyMs: store.dialect === 'sqlite' ? 6 : Infinity,
      busy: () => (this.intake?.inFlight ?? 0) > 0,
      lately: () => this.intake?.lately ?? false,
      pressure: parts.mostBacklog / 2,
      fence: (tx, ours) => this.#partitions.fence(tx, ours),
      lost: () =>
        void this.#share().catch((error: unknown) => log.warn(reasonOf(error), 'partitions could not be looked up; trying again')),
      applied: (r) => {
        this.events += r.events;
        metrics.applied(r.events, r.duplicates, r.effects);
        live.tell(r.live);
      },
      failed: (error) => {
        metrics.error();
        log.warn(reasonOf(error), 'the worker could not apply a batch and tries again');
      },
    });
  }

  /** Takes up the work that waits, then keeps time. */
  async start(): Promise<void> {
    if (this.parts.role === 'intake') return;
    await this.#share();
    await this.#lead();
    if (!this.parts.manual) this.#arm();
  }

  /** Every worker applies and sweeps its own partitions: keeps them, gives up or takes some, and tells the sources. */
  #share(): Promise<void> {
    this.#sharing ??= this.#shareOnce().finally(() => (this.#sharing = undefined));
    return this.#sharing;
  }

  async #shareOnce(): Promise<void> {
    if (this.#closing) return;
    const partitions = this.#partitions;
    try {
      if (!this.outdated) await partitions.turn();
    } catch (error) {
      if (!(error instanceof StoreTooNew)) throw error;
      this.outdated = true;
      this.parts.log.error(reasonOf(error), 'a newer collector has changed the database: this one applies and sends nothing any more');
      await this.#lease?.();
      this.#lease = undefined;
    }
    for (const source of this.#sources) source.own(partitions.mine, partitions.count);
    if (partitions.mine.size) this.worker.wake();
  }

  /** Numbers of people that this process wakes; those from before people had one go with the first partition. */
  get #swept(): number[] | undefined {
    const { mine, count } = this.#partitions;
    return mine.size === count ? undefined : [...partitionsOf(mine, count), ...(mine.has(0) ? [-1] : [])];
  }

  /** What is not divided has one owner, the office: mails, webhooks, statements, retention. The others take over when it is gone. */
  async #lead(): Promise<boolean> {
    if (this.outdated) return false;
    if (this.#lease) return true;
    this.#lease = await this.parts.store.lease('worker', () => (this.#lease = undefined));
    if (!this.#lease) return false;
    const cut = (await this.parts.post.recover()) + (await this.parts.hooks.recover());
    if (cut) this.parts.log.warn({ count: cut }, 'mails or webhooks were cut off by the end of an earlier process');
    return true;
  }

  #arm(): void {
    this.#timer = setTimeout(() => {
      void this.turn().finally(() => {
        if (!this.#closing) this.#arm();
      });
    }, TICK_MS);
    this.#timer.unref();
  }

  /** One turn of the clock: whose time has come, which mails and webhooks are due. */
  turn(): Promise<void> {
    this.#turning ??= this.#turn().finally(() => (this.#turning = undefined));
    return this.#turning;
  }

  async #turn(): Promise<void> {
    const { store, context, live, post, hooks, inbox, log, clock } = this.parts;
    try {
      this.#behind = (await this.parts.sink.source.backlog()) ?? 0;
      await this.#share();
      const { effects } = await sweep(store, context, this.#swept, (items: LiveItem[]) => live.tell(items));
      if (effects) log.debug({ effects }, 'sweep');
      if ((await inbox.source.backlog()) ?? 0) this.worker.wake();
      if (!(await this.#lead())) return;
      // Not waited for: a mail server, a receiver or a record store that is slow holds up neither the others nor anybody's waiting.
      void this.parts.learning?.deliver();
      for (const [what, office] of [
        ['mails', post],
        ['webhooks', hooks],
      ] as const)
        office.deliver().catch((error: unknown) => log.warn({ what, ...reasonOf(error) }, 'not all could be sent; trying again'));
      if (clock.now() - this.#retainedAt >= DAY) await this.retain();
    } catch (error) {
      log.warn(reasonOf(error), 'a turn of the clock failed; the next one follows');
    }
  }

  /** Removes what is older than the configuration wants. */
  async retain(): Promise<Record<string, number>> {
    const { store, context, clock } = this.parts;
    this.#retainedAt = clock.now();
    const total: Record<string, number> = {};
    for (const { id } of await store.query<{ id: number }>('SELECT id FROM tenants'))
      for (const [table, n] of Object.entries(await retain(store, id, context.programs.of(id), clock.now())))
        total[table] = (total[table] ?? 0) + n;
    return total;
  }

  /** Everything that is acknowledged now is applied, here or by the process that leads. Gives up after five seconds of backlog. */
  async applied(): Promise<void> {
    const until = performance.now() + 5000;
    const { sink, inbox } = this.parts;
    const marks = await Promise.all([inbox.source.mark(), ...(sink === inbox ? [] : [sink.source.mark()])]);
    this.worker.wake();
    for (;;) {
      if ((await Promise.all(marks.map((passed) => passed()))).every(Boolean)) return;
      if (performance.now() > until) return;
      await new Promise<void>((resolve) => setTimeout(resolve, 3));
    }
  }

  /** Acknowledged batches that nobody has applied yet. Asks again for a while when the stream cannot say, then rejects: unknown is not none. */
  async backlog(): Promise<number> {
    const { sink, inbox } = this.parts;
    for (const until = performance.now() + 5000; ; await new Promise<void>((resolve) => setTimeout(resolve, 250))) {
      const counts = await Promise.all([...new Set([sink.source, inbox.source])].map((source) => source.backlog()));
      if (counts.every((n) => n !== undefined)) return counts.reduce((sum, n) => sum + n, 0);
      if (performance.now() > until) throw new Error('The stream does not say how much waits. Probably it has no leader at the moment.');
    }
  }

  /** Applies, sweeps and sends until nothing is left to do at this instant of the clock. */
  async settle(): Promise<void> {
    const { store, context, live, post, hooks, learning } = this.parts;
    await this.#share();
    const office = await this.#lead();
    for (let round = 0; round < 100; round++) {
      await this.applied();
      await this.worker.drain();
      const { people } = await sweep(store, context, this.#swept, (items) => live.tell(items));
      const sent = !office ? 0 : (await post.deliver()) + (await hooks.deliver()) + ((await learning?.deliver()) ?? 0);
      if (!people && !sent) return;
    }
  }

  /** A worker takes nothing in; the others stop when too much waits. */
  get overloaded(): boolean {
    return this.parts.role === 'worker' || this.#behind > this.parts.mostBacklog;
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    const { configs, sink, inbox, senders, store, learning, post, hooks } = this.parts;
    configs.close();
    await this.#turning;
    await Promise.all([learning?.stop(), post.stop(), hooks.stop()]);
    // Everything that was acknowledged is durable; what is not applied yet waits for the next start.
    await this.#sharing?.catch(() => undefined);
    await this.worker.stop();
    // A database that is gone lets go of them by itself.
    if (this.parts.role !== 'intake') await this.#partitions.release().catch(() => undefined);
    await sink.close();
    if (sink !== inbox) await inbox.close();
    for (const sender of senders) await sender.close();
    await this.#lease?.();
    await store.close();
  }
}

export interface Collector {
  /** Answers a request when it is for the collector; false when it is not. For mounting in another node:http server. */
  handler(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Starts a server of its own; gives the port. */
  listen(port: number, host?: string): Promise<number>;
  /** Stops taking, finishes what runs, closes. Nothing that was acknowledged is lost. */
  close(): Promise<void>;
  /** Applies, sweeps and sends everything that is due at this instant of the clock. */
  settle(): Promise<void>;
  /** Removes what is older than the configuration wants; happens by itself once a day. Gives rows by table. */
  retain(): Promise<Record<string, number>>;
  /** Acknowledged batches that are not applied yet. */
  backlog(): Promise<number>;
  readonly clock: Clock;
  readonly store: Store;
  readonly api: ApiDeps;
  /** Ids of tenants by slug. */
  readonly tenants: ReadonlyMap<string, number>;
  /** Path at which an admin signs in for the first time (once), or directly in the demo; undefined when there is an admin. */
  readonly adminPath: string | undefined;
  activate(tenant: string, config: Parameters<Configs['activate']>[1]): Promise<string>;
  makeToken(tenant: string, label: string, role: 'ingest' | 'viewer' | 'member' | 'admin'): Promise<string>;
}

export { createHandler, Intake, type ServerDeps };
