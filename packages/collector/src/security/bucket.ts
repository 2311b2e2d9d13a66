/** Token buckets: so many at once, so many per second. Each kind has room of its own; when that is full the one that nobody has asked for the longest gives way. */
import { isIPv4 } from 'node:net';

export type Kind = 'address' | 'key' | 'signin' | 'person' | 'link';
interface Bucket {
  left: number;
  at: number;
}

export class Buckets {
  /** In the order of their last use. */
  readonly #kinds = new Map<Kind, Map<string, Bucket>>();
  constructor(
    private readonly now: () => number,
    private readonly most = 20_000,
  ) {}

  /** Milliseconds to wait; 0 when `cost` was taken. */
  take(kind: Kind, name: string, perSecond: number, burst: number, cost = 1): number {
    const now = this.now();
    const buckets = this.#kinds.get(kind) ?? new Map<string, Bucket>();
    this.#kinds.set(kind, buckets);
    const bucket = buckets.get(name) ?? { left: burst, at: now };
    buckets.delete(name);
    buckets.set(name, bucket);
    if (buckets.size > this.most) buckets.delete(buckets.keys().next().value ?? '');
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) * perSecond) / 1000);
    bucket.at = now;
    if (bucket.left >= cost) {
      bucket.left -= cost;
      return 0;
    }
    return Math.ceil(((cost - bucket.left) / perSecond) * 1000);
  }
}

/** Who counts as one: an IPv4 address, or the /64 of an IPv6 address, because whoever has one of its addresses has all of them (RFC 6177). */
export function network(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = address.slice(address.lastIndexOf(':') + 1);
  if (isIPv4(mapped) && /^(0*:)*:?(0*:)*ffff:/i.test(address)) return mapped;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const [left, right] = [groups(head), groups(tail)];
  const filled =
    tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right];
  return `${filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
