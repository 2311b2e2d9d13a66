import { ratio, type Ratio } from './ratio';

/** Upsell (a larger plan) and cross-sell (one more product) among the accounts that were active at the start; each account counts once. */
export function expansion(
  activeAtStart: Iterable<string>,
  upgraded: Iterable<string>,
  addedProduct: Iterable<string>,
): { upsell: Ratio; crossSell: Ratio; either: Ratio } {
  const base = new Set(activeAtStart);
  const up = new Set([...upgraded].filter((id) => base.has(id)));
  const cross = new Set([...addedProduct].filter((id) => base.has(id)));
  const of = (set: Set<string>) => ratio(set.size, base.size);
  return { upsell: of(up), crossSell: of(cross), either: of(new Set([...up, ...cross])) };
}
