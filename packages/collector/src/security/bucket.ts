/** Token buckets: so many at once, so many per second; forgotten when full again. */
export class Buckets {
  readonly #buckets = new Map<string, { left: number; at: number }>();
  constructor(private readonly now: () => number, private readonly most = 20_000) {}

  /** Milliseconds to wait; 0 when `cost` was taken. */
  take(key: string, perSecond: number, burst: number, cost = 1): number {
    const now = this.now();
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.most) this.#sweep(now);
      this.#buckets.set(key, (bucket = { left: burst, at: now }));
    }
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) * perSecond) / 1000);
    bucket.at = now;
    if (bucket.left >= cost) {
      bucket.left -= cost;
      return 0;
    }
    return Math.ceil(((cost - bucket.left) / perSecond) * 1000);
  }

  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) if (now - bucket.at > 60_000) this.#buckets.delete(key);
    if (this.#buckets.size >= this.most) this.#buckets.clear();
  }
}
