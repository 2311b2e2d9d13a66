/**
 * The sink for more than one machine: NATS JetStream, replicated streams in front of PostgreSQL. One message per client batch, with the
 * batch's id as Nats-Msg-Id; each partition of people is a stream of its own, in order. A batch is acknowledged to the client when a
 * majority of the stream's replicas has it, and to the stream when PostgreSQL has what came of it.
 */
import { jetstream, jetstreamManager, AckPolicy, RetentionPolicy, StorageType, type ConsumerMessages, type JetStreamClient, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, nanos, type NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../host/log';
import { reasonOf } from '../host/log';
import type { Accepted, Item, Sink, Source, Taken } from './port';

export interface JetStreamOptions {
  servers: string | string[];
  token?: string;
  /** Copies of each stream: 1 (a single server) or 3; default 3. */
  replicas?: number;
  /** Streams; a person is always in the same one. Default 4. Not to be changed while messages wait. */
  streams?: number;
}
const DUPLICATES_MS = 10 * 60_000;
const ACK_WAIT_MS = 30_000;
const BUFFER = 200;
const RETRIES = 8;
const BESIDE = 4096;
const decoder = new TextDecoder();

/** `turn` counts how often it came to this process or went from it; 0 and every even number: it is another's. */
interface Partition { stream: string; buffer: JsMsg[]; turn: number; messages?: ConsumerMessages }
const ours = ({ turn }: Partition): boolean => turn % 2 === 1;
const CONSUMER = { durable_name: 'flow', ack_policy: AckPolicy.Explicit, ack_wait: nanos(ACK_WAIT_MS), max_ack_pending: BUFFER * 2 };

export class JetStreamSink implements Sink {
  readonly name = 'jetstream';
  readonly source: Source;
  readonly #partitions: Partition[];
  #next = 0;
  #wake: () => void = () => undefined;
  #closed = false;
  #asked = -Infinity;
  #known: number | undefined;

  private constructor(private readonly nc: NatsConnection, private readonly js: JetStreamClient, private readonly jsm: JetStreamManager, readonly partitions: number, private readonly log: Log) {
    this.#partitions = Array.from({ length: partitions }, (_, n) => ({ stream: `SHIRUBE_${n}`, buffer: [], turn: 0 }));
    this.source = { own: (parts) => this.#own(parts), take: (max) => this.#take(max), onArrival: (wake) => void (this.#wake = wake), backlog: () => this.#backlog(), mark: async () => async () => (await this.#pending()) === 0 };
  }

  static async open(options: JetStreamOptions, log: Log): Promise<JetStreamSink> {
    const nc = await connect({ servers: options.servers, ...(options.token && { token: options.token }), maxReconnectAttempts: -1, reconnectTimeWait: 500, name: 'shirube-collector' });
    const streams = options.streams ?? 4;
    try {
      return new JetStreamSink(nc, jetstream(nc), await setUp(nc, options, streams), streams, log);
    } catch (error) {
      // Whoever tries again makes a connection of its own.
      await nc.close().catch(() => undefined);
      throw error;
    }
  }

  /** What a message of the servers may hold (`max_payload`, 1 MB unless it is raised), less what goes beside the batch. */
  get largest(): number | undefined {
    const most = this.nc.info?.max_payload;
    return most && most - BESIDE;
  }

  async append(batch: Accepted): Promise<void> {
    const { body, id, part, events: _events, ...head } = batch;
    const payload = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
    // A retry has the same id: the stream keeps one.
    for (let attempt = 0; ; attempt++) {
      try {
        await this.js.publish(`shirube.in.${part % this.partitions}`, payload, { msgID: `${batch.tenant}:${id()}`, timeout: 5000 });
        return;
      } catch (error) {
        if (attempt >= RETRIES || this.#closed) throw error;
        await new Promise<void>((resolve) => setTimeout(resolve, 100 * 2 ** Math.min(attempt, 4)));
      }
    }
  }

  #own(parts: ReadonlySet<number>): void {
    for (const [n, partition] of this.#partitions.entries()) {
      if (parts.has(n) === ours(partition)) continue;
      partition.turn++;
      // Not acknowledged, so the next owner gets them.
      partition.buffer.length = 0;
      void partition.messages?.close().catch(() => undefined);
      delete partition.messages;
      if (ours(partition)) void this.#consume(partition, partition.turn);
    }
  }

  /** Keeps a small buffer filled from the stream, through every change of leader, for as long as the partition is ours. */
  async #consume(partition: Partition, turn: number): Promise<void> {
    const go = () => !this.#closed && partition.turn === turn;
    let fresh = true;
    while (go()) {
      try {
        if (fresh) await this.#reset(partition.stream);
        fresh = false;
        const consumer = await this.js.consumers.get(partition.stream, 'flow');
        const messages = await consumer.consume({ max_messages: BUFFER, expires: 5000 });
        if (go()) partition.messages = messages;
        else await messages.close();
        for await (const message of messages) {
          if (!go()) break;
          partition.buffer.push(message);
          this.#wake();
        }
      } catch (error) {
        if (go()) this.log.warn(reasonOf(error), 'the stream is not there; trying again');
      }
      if (go()) await new Promise<void>((resolve) => setTimeout(resolve, 500));
    }
  }

  /**
   * What an earlier owner had been given and has not acknowledged would only be given out again after a while, behind what came later. A
   * consumer made anew begins with the oldest message that is left, in order; what was applied already is known by its ids.
   */
  async #reset(stream: string): Promise<void> {
    await this.jsm.consumers.delete(stream, 'flow').catch(() => false);
    await this.jsm.consumers.add(stream, CONSUMER);
  }

  async #take(max: number): Promise<Taken | undefined> {
    for (let i = 0; i < this.#partitions.length; i++) {
      const part = this.#next++ % this.#partitions.length;
      const partition = this.#partitions[part];
      const messages = partition?.buffer.splice(0, max) ?? [];
      if (!partition || !messages.length) continue;
      const { turn } = partition;
      return {
        items: messages.map(itemOf), parts: [part], settle: async () => undefined,
        done: async () => messages.forEach((m) => m.ack()),
        failed: async () => void (partition.turn === turn && partition.buffer.unshift(...messages)),
      };
    }
    return undefined;
  }

  /** Undefined while a stream has no leader: nobody knows then. */
  async #pending(): Promise<number | undefined> {
    try {
      const infos = await Promise.all(this.#partitions.map(({ stream }) => this.jsm.consumers.info(stream, 'flow')));
      return infos.reduce((sum, info) => sum + info.num_pending + info.num_ack_pending, 0);
    } catch {
      return undefined;
    }
  }

  /** Asked after every transaction, answered from memory for a second. */
  async #backlog(): Promise<number | undefined> {
    if (performance.now() - this.#asked > 1000) {
      this.#asked = performance.now();
      this.#known = await this.#pending();
    }
    return this.#known;
  }

  async check(): Promise<void> {
    await this.jsm.getAccountInfo();
  }
  async close(): Promise<void> {
    this.#closed = true;
    for (const { messages } of this.#partitions) await messages?.close();
    await this.nc.drain();
  }
}

function itemOf(message: JsMsg): Item {
  const text = decoder.decode(message.data);
  const cut = text.indexOf('\n');
  const head = JSON.parse(text.slice(0, cut)) as Omit<Item, 'body' | 'part'>;
  return { ...head, part: 0, body: text.slice(cut + 1) };
}

/** The streams and their consumers, made where they are not there yet. */
async function setUp(nc: NatsConnection, options: JetStreamOptions, streams: number): Promise<JetStreamManager> {
  const jsm = await jetstreamManager(nc);
  for (let n = 0; n < streams; n++) {
    await jsm.streams.add({
      name: `SHIRUBE_${n}`, subjects: [`shirube.in.${n}`], num_replicas: options.replicas ?? 3, storage: StorageType.File, retention: RetentionPolicy.Workqueue, duplicate_window: nanos(DUPLICATES_MS),
    });
    await jsm.consumers.add(`SHIRUBE_${n}`, CONSUMER);
  }
  return jsm;
}
