/**
 * One partition of people on NATS: a stream that is read in order by whoever owns it. How far it is applied stands in PostgreSQL, in the
 * transaction that applies, so a new owner goes on exactly there, whatever the last one had been given. What is applied is removed a
 * moment later.
 */
import { AckPolicy, DeliverPolicy, type Consumer, type ConsumerMessages, type JetStreamClient, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Log } from '../host/log';
import { reasonOf } from '../host/log';
import type { Reader } from '../stores/port';
import type { Item, Taken } from './port';

const BUFFER = 200;
/** A question to the stream ends after this time and is asked anew; two halves of it without a word, and the one who answers is gone. */
const ASK_MS = 5000;
/** A consumer that nobody asks any more is removed by the servers. */
const IDLE_MS = 60_000;
const AGAIN_MS = 500;
/** What is applied is removed from a stream so often at most: each time costs the servers as much as a batch. */
const REMOVE_MS = 1000;
const META = 'jetstream:';
const decoder = new TextDecoder();

/** `made`: when the stream was made, as its servers say; another one of the same name counts from 1 again. */
export interface End { stream: string; made: string; last: number; kept: number }

export interface Connection { js: JetStreamClient; jsm: JetStreamManager; store: Reader; log: Log; wake(): void }

/** Up to which batch streams are applied; 0 before the first one. */
export async function appliedOf(store: Reader, streams: readonly string[]): Promise<(end: End) => number> {
  const rows = await store.query<{ name: string; value: string }>(`SELECT name, value FROM meta WHERE name IN (${streams.map(() => '?').join(', ')})`, streams.map((stream) => META + stream));
  const known = new Map(rows.map(({ name, value }) => [name, value.split(' ')]));
  return ({ stream, made }) => {
    const [seq, of] = known.get(META + stream) ?? [];
    return of === made ? Number(seq) : 0;
  };
}

export class JetStreamPartition {
  #buffer: JsMsg[] = [];
  /** Counts how often it came to this process or went from it; 0 and every even number: it is another's. */
  #turn = 0;
  #closed = false;
  #made = '';
  #applied = 0;
  #removed = 0;
  #removing: Promise<void> | undefined;
  #messages: ConsumerMessages | undefined;
  #room: () => void = () => undefined;

  constructor(private readonly connection: Connection, readonly stream: string, private readonly part: number) {}

  own(mine: boolean): void {
    if (mine === this.#ours) return;
    this.#turn++;
    // Not noted as applied, so the next owner reads them again.
    this.#buffer.length = 0;
    this.#stop();
    if (mine) void this.#read(this.#turn);
  }

  get #ours(): boolean {
    return this.#turn % 2 === 1;
  }

  #stop(): void {
    void this.#messages?.close().catch(() => undefined);
    this.#messages = undefined;
    this.#room();
  }

  /** Keeps a small buffer filled, through every change of leader, for as long as the partition is ours. */
  async #read(turn: number): Promise<void> {
    const go = () => !this.#closed && this.#turn === turn;
    const { js, jsm, log, wake } = this.connection;
    let next: number | undefined;
    while (go()) {
      let consumer: Consumer | undefined;
      try {
        next ??= await this.#begin();
        // One of our own, in the memory of one server: where it is gone, another one is made from the next batch on.
        consumer = js.consumers.getConsumerFromInfo(await jsm.consumers.add(this.stream, {
          ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: next, mem_storage: true, num_replicas: 1, inactive_threshold: nanos(IDLE_MS),
        }));
        for (let delivered = 0; go(); ) {
          const messages = await consumer.fetch({ max_messages: BUFFER, expires: ASK_MS });
          if (go()) this.#messages = messages;
          else await messages.close();
          for await (const message of messages) {
            if (!go()) break;
            if (message.info.deliverySequence !== ++delivered) throw new Error('A batch was lost on its way here from the stream.');
            this.#buffer.push(message);
            next = message.seq + 1;
            wake();
          }
          if (go() && this.#buffer.length >= BUFFER) await new Promise<void>((resolve) => (this.#room = resolve));
        }
      } catch (error) {
        if (go()) {
          log.warn(reasonOf(error), 'the stream is not there; trying again');
          await new Promise<void>((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      }
      if (!this.#closed) void consumer?.delete().catch(() => undefined);
    }
  }

  /** The number of the first batch that is not applied. The partition is ours: nobody else can note anything now. */
  async #begin(): Promise<number> {
    const [end, applied] = await Promise.all([this.end(), appliedOf(this.connection.store, [this.stream])]);
    this.#made = end.made;
    this.#applied = applied(end);
    this.#removed = end.last - end.kept;
    void this.#remove();
    return this.#applied + 1;
  }

  /** The next batches, oldest first; undefined when there are none. */
  take(max: number): Taken | undefined {
    const messages = this.#buffer.splice(0, max);
    const last = messages.at(-1);
    if (!last) return undefined;
    const turn = this.#turn;
    const value = `${last.seq} ${this.#made}`;
    this.#room();
    return {
      items: messages.map(itemOf), parts: [this.part],
      settle: (tx) => tx.upsert('meta', ['name'], [{ name: META + this.stream, value }]),
      done: async () => {
        this.#applied = last.seq;
        void this.#remove();
      },
      failed: async () => void (this.#turn === turn && this.#buffer.unshift(...messages)),
    };
  }

  async end(): Promise<End> {
    const { created, state } = await this.connection.jsm.streams.info(this.stream);
    return { stream: this.stream, made: created, last: state.last_seq, kept: state.messages };
  }

  #remove(): Promise<void> {
    return (this.#removing ??= (async () => {
      while (this.#ours && !this.#closed && this.#removed < this.#applied) {
        const upTo = this.#applied;
        await this.removeTo(upTo).then(() => (this.#removed = upTo), () => undefined);
        await new Promise<void>((resolve) => setTimeout(resolve, REMOVE_MS).unref());
      }
    })().finally(() => (this.#removing = undefined)));
  }

  async removeTo(last: number): Promise<void> {
    if (last) await this.connection.jsm.streams.purge(this.stream, { seq: last + 1 });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop();
    if (this.#ours && this.#removed < this.#applied) await this.removeTo(this.#applied).catch(() => undefined);
  }
}

function itemOf(message: JsMsg): Item {
  const text = decoder.decode(message.data);
  const cut = text.indexOf('\n');
  const head = JSON.parse(text.slice(0, cut)) as Omit<Item, 'body' | 'part'>;
  return { ...head, part: 0, body: text.slice(cut + 1) };
}
