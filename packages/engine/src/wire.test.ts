import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '../../../test/helpers/property';
import { derivedId } from './index';

describe('the id of a derived fact', () => {
  const part = fc.string({ unit: fc.constantFrom('a', '/', '%', '2', 'F'), maxLength: 5 });
  it('is never that of somebody else, whatever their ids are made of', () => {
    fc.assert(
      fc.property(part, part, part, part, (a, u, b, v) => {
        expect(derivedId(a, u, 'm:first-login') === derivedId(b, v, 'm:first-login')).toBe(a === b && u === v);
      }),
      quick(2000),
    );
    expect(derivedId('a/b', 'c', 'm:x')).not.toBe(derivedId('a', 'b/c', 'm:x'));
  });
  it('stays what it always was where nothing could be confused, so that what is stored is known again', () => {
    expect(derivedId('acme', 'u_42', 'm:first-login')).toBe('acme/u_42/m:first-login');
    expect(derivedId(undefined, 'anon-1', 's:trial:in:1')).toBe('/anon-1/s:trial:in:1');
  });
  it('tells a hundred thousand people with long ids apart, in at most 100 characters', () => {
    const long = (n: number) => `0192f0c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
    const ids = Array.from({ length: 100_000 }, (_, n) => derivedId(long(n % 300), long(n), 'm:settings-are-all-complete:1'));
    expect(Math.max(...ids.map((id) => id.length))).toBeLessThanOrEqual(100);
    expect(new Set(ids).size).toBe(ids.length);
    // The second half has to say something that the first does not: together they are more than 32 bits.
    const tails = ids.map((id) => id.slice(id.lastIndexOf('~') + 1));
    expect(new Set(tails.map((tail) => tail.slice(-4))).size).toBeGreaterThan(90_000);
  });
});
