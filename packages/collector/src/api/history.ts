import type { Scalar } from '@shirube/engine';
import { parse } from './raw';
import type { Context } from './route';

interface TraitHistory {
  /** The newest value before the instant; the first known one for instants before it; undefined when it was never sent. */
  at(account: string, trait: string, instant: number): Scalar | undefined;
}

/** How account traits were on past days. */
export async function traitHistory({ query, tenant }: Context, traits: readonly string[]): Promise<TraitHistory> {
  const rows = await query<{ account_id: string; name: string; at: number; value: string }>(
    `SELECT account_id, name, at, value FROM account_history WHERE tenant = ? AND name IN (${traits.map(() => '?').join(', ')}) ORDER BY at`,
    [tenant, ...traits],
  );
  const by = new Map<string, { at: number; value: Scalar }[]>();
  for (const row of rows) {
    const key = `${row.account_id}\u0000${row.name}`;
    const list = by.get(key) ?? [];
    by.set(key, list);
    list.push({ at: row.at, value: parse<Scalar>(row.value, null) });
  }
  return {
    at(account, trait, instant) {
      const list = by.get(`${account}\u0000${trait}`);
      return ([...(list ?? [])].reverse().find((change) => change.at < instant) ?? list?.[0])?.value;
    },
  };
}
