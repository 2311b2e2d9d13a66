/** The collector's only source of time. Injected everywhere, so that days pass in a test, and in the demo, without waiting. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that only moves when told to (tests), or that runs ahead of the real one by an offset (the demo's time travel). */
export class TravelClock implements Clock {
  #offset: number;
  readonly #base: () => number;
  constructor(base: (() => number) | number = () => Date.now(), offset = 0) {
    this.#base = typeof base === 'number' ? () => base : base;
    this.#offset = offset;
  }
  now(): number {
    return this.#base() + this.#offset;
  }
  advance(ms: number): void {
    if (ms > 0) this.#offset += ms;
  }
  get offset(): number {
    return this.#offset;
  }
}
