/**
 * The sink for more than one machine: NATS JetStream, replicated streams in front of PostgreSQL. One message per client batch; each
 * partition of people is a stream of its own, in order. A batch is acknowledged to the client when a
 * majority of the stream's replicas has it, and to the stream when PostgreSQL has what came of it; then the stream removes it.
 */
import {
  jetstream,
  jetstreamManager,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../host/log';
import { JetStreamPartition } from './jetstream-partition';
import type { Accepted, Sink, Source, Taken } from './port';

export interface JetStreamOptions {
  servers: string | string[];
  token?: string;
  /** Copies of each stream: 1 (a single server) or 3; default 3. */
  replicas?: number;
  /** Streams; a person is always in the same one. Default 4. Not to be changed while messages wait. */
  streams?: number;
}
const RETRIES = 8;
/** An election is over by then; who sends must not wait longer than it takes to be told to come again. */
const PATIENCE_MS = 5000;
const BESIDE = 4096;
/** The servers' code for a stream that is there with other properties. */
const OTHER_STREAM = 10_058;

export class JetStreamSink implements Sink {
  readonly name = 'jetstream';
  readonly source: Source;
  readonly #partitions: readonly JetStreamPartition[];
  readonly #js: JetStreamClient;
  #next = 0;
  #wake: () => void = () => undefined;
  #closed = false;
  #asked = -Infinity;
  #known: number | undefined;

  private constructor(
    private readonly nc: NatsConnection,
    private readonly jsm: JetStreamManager,
    streams: readonly string[],
    log: Log,
  ) {
    this.#js = jetstream(nc);
    const connection = { js: this.#js, jsm, log, wake: () => this.#wake() };
    this.#partitions = streams.map((stream, part) => new JetStreamPartition(connection, stream, part));
    this.source = {
      own: (parts) => this.#partitions.forEach((partition, part) => partition.own(parts.has(part))),
      take: async (max) => this.#take(max),
      onArrival: (wake) => void (this.#wake = wake),
      backlog: () => this.#backlog(),
      mark: () => this.#mark(),
    };
  }

  static async open(options: JetStreamOptions, log: Log): Promise<JetStreamSink> {
    const nc = await connect({
      servers: options.servers,
      ...(options.token && { token: options.token }),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      name: 'shirube-collector',
    });
    try {
      const streams = Array.from({ length: options.streams ?? 4 }, (_, n) => `SHIRUBE_${n}`);
      return new JetStreamSink(nc, await setUp(nc, streams, options.replicas ?? 3), streams, log);
    } catch (error) {
      // Whoever tries again makes a connection of its own.
      await nc.close().catch(() => undefined);
      throw error;
    }
  }

  get partitions(): number {
    return this.#partitions.length;
  }

  /** What a message of the servers may hold (`max_payload`, 1 MB unless it is raised), less what goes beside the batch. */
  get largest(): number | undefined {
    const most = this.nc.info?.max_payload;
    return most && most - BESIDE;
  }

  async append(batch: Accepted): Promise<void> {
    const { body, part, events: _events, ...head } = batch;
    const payload = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
    // Without a Nats-Msg-Id: where a leader dies, servers may remember the id of a message that they never kept, and call the next try a copy. PostgreSQL knows the events.
    const until = performance.now() + PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#js.publish(subjectOf(part % this.partitions), payload, { timeout: 5000 });
        return;
      } catch (error) {
        if (attempt >= RETRIES || this.#closed || performance.now() > until) throw error;
        await new Promise<void>((resolve) => setTimeout(resolve, 100 * 2 ** Math.min(attempt, 4)));
      }
    }
  }

  #take(max: number): Taken | undefined {
    for (let i = 0; i < this.partitions; i++) {
      const taken = this.#partitions[this.#next++ % this.partitions]?.take(max);
      if (taken) return taken;
    }
    return undefined;
  }

  /** Undefined while a stream has no leader: nobody knows then. */
  #waits(): Promise<Awaited<ReturnType<JetStreamPartition['waits']>>[] | undefined> {
    return Promise.all(this.#partitions.map((partition) => partition.waits())).catch(() => undefined);
  }

  async #mark(): Promise<() => Promise<boolean>> {
    let marked = await this.#waits();
    return async () => {
      marked ??= await this.#waits();
      const now = await this.#waits();
      return !!marked && !!now?.every(({ first }, part) => first > (marked?.[part]?.last ?? Infinity));
    };
  }

  /** Asked after every transaction, answered from memory for a second. */
  async #backlog(): Promise<number | undefined> {
    if (performance.now() - this.#asked > 1000) {
      this.#asked = performance.now();
      this.#known = (await this.#waits())?.reduce((sum, { count }) => sum + count, 0);
    }
    return this.#known;
  }

  async check(): Promise<void> {
    await this.jsm.getAccountInfo();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#partitions.map((partition) => partition.close()));
    await this.nc.drain();
  }
}

const subjectOf = (part: number): string => `shirube.in.${part}`;

/** The streams, made where they are not there yet. */
async function setUp(nc: NatsConnection, streams: readonly string[], replicas: number): Promise<JetStreamManager> {
  const jsm = await jetstreamManager(nc);
  for (const [part, name] of streams.entries()) {
    await jsm.streams
      .add({ name, subjects: [subjectOf(part)], num_replicas: replicas, storage: StorageType.File, retention: RetentionPolicy.Workqueue })
      .catch((error: unknown) => {
        if (!(error instanceof JetStreamApiError && error.code === OTHER_STREAM)) throw error;
        throw new Error(
          `The stream ${name} is there with other properties. Probably it was made by an earlier version, or for another number of copies (replicas). Let the program that made it apply what waits, then remove it: nats stream rm ${name}`,
          { cause: error },
        );
      });
  }
  return jsm;
}
