/** The sink port: where an accepted batch is made durable before it is acknowledged, and from where the flow worker takes it. */
import type { Tx } from '../stores/port';

export interface Accepted {
  tenant: number;
  key: string;
  receivedAt: number;
  /** The sender proved who the user is (a valid token), or is a server with an API token. */
  verified: boolean;
  events: number;
  /** Everything of one person goes through one partition, in order. */
  part: number;
  /** `{ "sentAt": …, "batch": [ … ] }` in UTF-8, as it came. */
  body: Buffer;
}
export type Item = Omit<Accepted, 'events' | 'body'> & { body: string };

export interface Taken {
  items: Item[];
  /** The partitions that they are of. */
  parts: readonly number[];
  /** The items can be taken again after a power loss, so applying them need not be synced by itself. */
  lazy?: boolean;
  /** Inside the transaction that applies the items; throws when another worker was faster. */
  settle(tx: Tx): Promise<void>;
  /** After the commit. */
  done(): Promise<void>;
  /** The transaction failed: give the items back. */
  failed(): Promise<void>;
}

export interface Source {
  /** From now on only these partitions, of so many, are this process's to take from. */
  own(parts: ReadonlySet<number>, of: number): void;
  /** The next items, oldest first; undefined when there are none now. */
  take(max: number): Promise<Taken | undefined>;
  /** Calls back when something may be there to take. */
  onArrival(wake: () => void): void;
  /** Acknowledged batches that nobody has taken yet; undefined when not known. */
  backlog(): Promise<number | undefined>;
  /** Remembers what is acknowledged now; the question that comes back is answered with true once all of that has been applied. */
  mark(): Promise<() => Promise<boolean>>;
}

export interface Sink {
  readonly name: string;
  /** Into how many partitions it divides people; each has one worker at a time. */
  readonly partitions: number;
  /** Most bytes of a batch that it can keep; undefined: whatever is taken in. */
  readonly largest?: number | undefined;
  /** Resolves when the batch is durable: only then may it be acknowledged. */
  append(batch: Accepted): Promise<void>;
  readonly source: Source;
  check(): Promise<void>;
  /** Removes what was applied from wherever it is kept, for erasure. */
  scrub?(): Promise<void>;
  close(): Promise<void>;
}

export const PARTITIONS = 16;

/** Which of the `PARTITIONS` numbers that batches and people carry belong to these, when they are divided into `of`. */
export const partitionsOf = (parts: ReadonlySet<number>, of: number): number[] =>
  Array.from({ length: PARTITIONS }, (_, n) => n).filter((n) => parts.has(n % of));
