/** Deliveries that go on, round by round, until nothing is due: one at a time, and to be ended between two rounds. */
interface RoundsOptions {
  /** One round; gives how many were dealt with, 0 when nothing is due. */
  round(): Promise<number>;
  /** What became of some could not be noted: puts right what is still marked as being delivered. */
  recover(): Promise<unknown>;
}

export class Rounds {
  #running: Promise<number> | undefined;
  #stopping = false;
  #broken = false;
  constructor(private readonly o: RoundsOptions) {}

  /** Until nothing is due; whoever asks meanwhile waits for the same. Rejects when the store fails, and begins with `recover` the next time. */
  run(): Promise<number> {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run(): Promise<number> {
    if (this.#broken) await this.o.recover();
    this.#broken = false;
    let total = 0;
    try {
      for (let n = -1; n !== 0 && !this.#stopping; total += n) n = await this.o.round();
    } catch (error) {
      this.#broken = true;
      throw error;
    }
    return total;
  }

  /** Ends after the round that runs; the rest waits for the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running?.catch(() => undefined);
  }
}

/** Waits for all, also when one fails: nothing may be under way any more when its failure is dealt with. */
export async function allOf(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
