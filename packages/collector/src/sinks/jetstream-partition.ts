/**
 * One partition of people on NATS: a stream that keeps batches until they are acknowledged, read in order by whoever owns it. Each owner
 * makes a consumer of its own name and removes that of the one before: what that one had been given and did not acknowledge comes again
 * at once and in order, and a worker that only believes that it still owns the partition gets nothing more.
 */
import { randomUUID } from 'node:crypto';
import { AckPolicy, type ConsumerMessages, type JetStreamClient, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Log } from '../host/log';
import { reasonOf } from '../host/log';
import type { Item, Taken } from './port';

const ACK_WAIT_MS = 30_000;
const BUFFER = 200;
const ASK_MS = 5000;
const AGAIN_MS = 500;
const decoder = new TextDecoder();

export interface Connection {
  js: JetStreamClient;
  jsm: JetStreamManager;
  log: Log;
  wake(): void;
}

export class JetStreamPartition {
  #buffer: JsMsg[] = [];
  /** Counts how often it came to this process or went from it; 0 and every even number: it is another's. */
  #turn = 0;
  #closed = false;
  #messages: ConsumerMessages | undefined;

  constructor(
    private readonly connection: Connection,
    readonly stream: string,
    private readonly part: number,
  ) {}

  own(mine: boolean): void {
    if (mine === (this.#turn % 2 === 1)) return;
    this.#turn++;
    // Not acknowledged, so the next owner gets them.
    this.#buffer.length = 0;
    void this.#stop();
    if (mine) void this.#read(this.#turn, `flow-${randomUUID().slice(0, 8)}`);
  }

  async #stop(): Promise<void> {
    const messages = this.#messages;
    this.#messages = undefined;
    await messages?.close().catch(() => undefined);
  }

  /** Keeps a small buffer filled, through every change of leader, for as long as the partition is ours. */
  async #read(turn: number, name: string): Promise<void> {
    const go = () => !this.#closed && this.#turn === turn;
    let claimed = false;
    while (go()) {
      try {
        await this.#claim(name, claimed);
        claimed = true;
        const consumer = await this.connection.js.consumers.get(this.stream, name);
        const messages = await consumer.consume({ max_messages: BUFFER, expires: ASK_MS, abort_on_missing_resource: true });
        if (go()) this.#messages = messages;
        else await messages.close();
        for await (const message of messages) {
          if (!go()) break;
          this.#buffer.push(message);
          this.connection.wake();
        }
      } catch (error) {
        if (go()) this.connection.log.warn(reasonOf(error), 'the stream is not there; trying again');
      }
      if (go()) await new Promise<void>((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  /** Makes our consumer in the place of any other. Once: who finds another one in its place later has been taken over and will soon hear of it. */
  async #claim(name: string, claimed: boolean): Promise<void> {
    const { jsm } = this.connection;
    const there = (await jsm.consumers.list(this.stream).next()).map((consumer) => consumer.name);
    if (claimed && there.length) return;
    for (const other of there) await jsm.consumers.delete(this.stream, other);
    await jsm.consumers.add(this.stream, {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      max_ack_pending: BUFFER * 2,
    });
  }

  /** The next batches, oldest first; undefined when there are none. */
  take(max: number): Taken | undefined {
    const messages = this.#buffer.splice(0, max);
    if (!messages.length) return undefined;
    const turn = this.#turn;
    return {
      items: messages.map(itemOf),
      parts: [this.part],
      settle: async () => undefined,
      done: async () => messages.forEach((message) => message.ack()),
      failed: async () => void (this.#turn === turn && this.#buffer.unshift(...messages)),
    };
  }

  /** Where the stream ends, where what is not acknowledged begins, and how many batches that are. */
  async waits(): Promise<{ first: number; last: number; count: number }> {
    const { state } = await this.connection.jsm.streams.info(this.stream);
    return { first: state.messages ? state.first_seq : Infinity, last: state.last_seq, count: state.messages };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
  }
}

function itemOf(message: JsMsg): Item {
  const text = decoder.decode(message.data);
  const cut = text.indexOf('\n');
  const head = JSON.parse(text.slice(0, cut)) as Omit<Item, 'body' | 'part'>;
  return { ...head, part: 0, body: text.slice(cut + 1) };
}
