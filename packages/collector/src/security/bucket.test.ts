import { describe, expect, it } from 'vitest';
import { Buckets, network } from './bucket';

describe('the limits on how much one visitor may ask', () => {
  it('let somebody go on at the pace after what was there at once is used up', () => {
    let now = 0;
    const buckets = new Buckets(() => now);
    expect([1, 2, 3].map(() => buckets.take('key', 'pk', 1, 2))).toEqual([0, 0, 1000]);
    now = 1000;
    expect(buckets.take('key', 'pk', 1, 2)).toBe(0);
  });
  it('stay for everybody else when somebody comes from very many addresses', () => {
    const buckets = new Buckets(() => 0, 100);
    for (let i = 0; i < 3; i++) buckets.take('signin', '192.0.2.1', 1, 2);
    for (let i = 0; i < 10_000; i++) {
      buckets.take('address', `198.51.100.${i}`, 1, 2);
      // Asked in between by the way.
      if (i % 50 === 0) expect(buckets.take('key', 'pk_busy', 0.001, 1)).toBe(i === 0 ? 0 : 1_000_000);
    }
    expect(buckets.take('signin', '192.0.2.1', 1, 2)).toBeGreaterThan(0);
  });
  it('give up, of one kind, whoever was not seen for the longest', () => {
    const buckets = new Buckets(() => 0, 3);
    for (const name of ['a', 'b', 'c', 'a', 'd']) buckets.take('person', name, 1, 1);
    expect(['a', 'c', 'd'].map((name) => buckets.take('person', name, 1, 1) > 0)).toEqual([true, true, true]);
    expect(buckets.take('person', 'b', 1, 1)).toBe(0);
  });
  it('take all addresses of one IPv6 network for one', () => {
    expect(['2001:db8:1:2::1', '2001:0db8:1:2:ffff::', '2001:db8:1:2:3:4:5:6%eth0'].map(network)).toEqual(
      Array(3).fill('2001:db8:1:2::/64'),
    );
    expect(['2001:db8:1:3::1', '::1', 'fe80::1', '::ffff:192.0.2.7', '192.0.2.7', ''].map(network)).toEqual([
      '2001:db8:1:3::/64',
      '0:0:0:0::/64',
      'fe80:0:0:0::/64',
      '192.0.2.7',
      '192.0.2.7',
      '',
    ]);
  });
});
