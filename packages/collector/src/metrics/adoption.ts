import { ratio, type Ratio } from './ratio';

/** Users with at least `times` uses of a feature / active users. */
export const adoption = (usesPerActiveUser: readonly number[], times = 1): Ratio =>
  ratio(usesPerActiveUser.filter((n) => n >= times).length, usesPerActiveUser.length);

/** Distinct core features used / all core features. */
export const breadth = (used: Iterable<string>, core: readonly string[]): Ratio => {
  const set = new Set(used);
  return { ...ratio(core.filter((name) => set.has(name)).length, core.length), enough: core.length > 0 };
};
