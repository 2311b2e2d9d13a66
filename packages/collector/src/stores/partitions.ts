/** The partitions port: which part of the people this process works on. One worker has all of them; several share them by leases. */
import type { Tx } from './port';

export interface Partitions {
  /** How many there are, in all processes of a database alike. */
  readonly count: number;
  /** Ours, as far as we know: numbers from 0. */
  readonly mine: ReadonlySet<number>;
  /**
   * Keeps ours, gives up what is more than our fair part, takes what nobody has. To be called every second. Gives up everything and throws
   * `StoreTooNew` when a newer program has changed the schema.
   */
  turn(): Promise<void>;
  /** In the transaction that applies something: throws `Fenced` when one of these is no longer ours or the schema is no longer, and keeps them ours until the end. */
  fence(tx: Tx, parts: readonly number[]): Promise<void>;
  /** Gives everything up at once. */
  release(): Promise<void>;
}

/** Another worker has this partition now. Nothing is wrong: what was taken is given back, and the other one applies it. */
export class Fenced extends Error {
  override name = 'Fenced';
  constructor() {
    super('The partition belongs to another worker now.');
  }
}

/** A process that has the store to itself. */
export class WholeStore implements Partitions {
  readonly mine: ReadonlySet<number>;
  constructor(readonly count: number) {
    this.mine = new Set(Array.from({ length: count }, (_, n) => n));
  }
  async turn(): Promise<void> {
    // There is nobody to share with.
  }
  async fence(): Promise<void> {
    // Nor anybody to be kept out.
  }
  async release(): Promise<void> {
    // The folder's lock is released with the store.
  }
}
