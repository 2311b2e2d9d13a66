import { utcOf } from '../date';
import { ms } from '../duration';
import type { Operator } from '../types';

/** ISO text or milliseconds. */
const time = (have: unknown) => (typeof have === 'number' ? have : typeof have === 'string' ? utcOf(have) : NaN);
const date =
  (test: (a: number, b: number) => boolean): Operator =>
  (have, want: string) =>
    isNaN(time(have)) ? null : test(time(have), utcOf(want));

export const before = /* @__PURE__ */ date((a, b) => a < b);
export const after = /* @__PURE__ */ date((a, b) => a > b);
export const ago: Operator = (have, want: { atLeast?: string; atMost?: string }, now) => {
  const at = time(have);
  if (isNaN(at)) return null;
  const from = at + (want.atLeast ? ms(want.atLeast) : -Infinity);
  const to = want.atMost ? at + ms(want.atMost) : Infinity;
  return [now >= from && now <= to, now < from ? from : now <= to ? to + 1 : Infinity];
};
