import { describe, expect, it } from 'vitest';
import { createRenewal } from './renew';
import type { Token } from './token';

const setup = (give: () => Promise<string>) => {
  const token: Token = { value: undefined };
  let asked = 0;
  const refresh = createRenewal({ token, report: () => {}, options: { token: () => (asked++, give()) } });
  return { token, refresh, asked: () => asked };
};

describe('a person whose token was refused', () => {
  it('goes on with the one that came while the request with the old one was on its way; the app is not asked', async () => {
    const { token, refresh, asked } = setup(async () => 'other');
    token.value = 'new';
    expect([await refresh('old'), token.value, asked()]).toEqual([true, 'new', 0]);
    // Refused itself it is asked for.
    expect([await refresh('new'), token.value, asked()]).toEqual([true, 'other', 1]);
  });
  it('is asked for once by several refusals at a time, and anew by the next', async () => {
    const { token, refresh, asked } = setup(async () => 'same');
    token.value = 'same';
    expect(await Promise.all([refresh('same'), refresh('same')])).toEqual([false, false]);
    expect(asked()).toBe(1);
    expect([await refresh('same'), asked()]).toEqual([false, 2]);
  });
  it('is told that there is none when the app fails', async () => {
    const { refresh } = setup(() => Promise.reject(new Error('x')));
    expect(await refresh(undefined)).toBe(false);
  });
});
