/** Every account with its facts, health, stage and standing, computed together. */
import type { Store } from '../stores/port';
import { heldBack, scoreHealth, type HealthScore } from '../metrics/health';
import type { AccountFacts } from '../metrics/rules';
import { stageOf, tierOf } from '../metrics/stage';
import { churnedOf, endOf, factsOf, numberOf, startOf } from './facts';
import { loadRaw, type RawAccount } from './raw';
import type { Settings } from './settings';
import { standingOf, type Standing } from './standing';
import { wantedOf } from './wanted';
import { DAY } from '../metrics/days';

export interface Entry {
  raw: RawAccount;
  facts: AccountFacts;
  id: string;
  name: string;
  plan: string | null;
  mrr: number | null;
  seats: number | null;
  owner: string | null;
  tier: string | null;
  stage: string | null;
  start: number;
  end: number | null;
  churned: number | null;
  /** null when no health is configured, or the account has left. */
  health: HealthScore | null;
  standing: Standing;
}
export interface Book {
  at: number;
  cfg: string;
  entries: Map<string, Entry>;
}

/** Of all accounts, or `only` of some. */
export async function makeBook(store: Store, tenant: number, now: number, settings: Settings, only?: readonly string[]): Promise<Book> {
  return bookOf(await loadRaw(store, tenant, now, settings, wantedOf(settings), only), now, settings);
}

export function bookOf(raw: ReadonlyMap<string, RawAccount>, now: number, settings: Settings): Book {
  const entries = new Map<string, Entry>();
  for (const [id, account] of raw) entries.set(id, entryOf(account, settings, now));
  return { at: now, cfg: settings.version, entries };
}

function entryOf(raw: RawAccount, settings: Settings, now: number): Entry {
  const facts = factsOf(raw, settings, now);
  const trait = (name: keyof Settings['traits']) => raw.traits[settings.traits[name]];
  const text = (value: unknown) => (typeof value === 'string' && value ? value : null);
  const churned = churnedOf(raw, settings, now);
  return {
    raw,
    facts,
    id: raw.id,
    name: text(trait('name'))?.trim() || raw.id,
    plan: text(trait('plan')),
    mrr: numberOf(trait('mrr')),
    seats: numberOf(trait('seats')),
    owner: text(trait('owner')),
    tier: tierOf(settings.lifecycle, facts, settings.traits.tier),
    stage: churned !== null ? 'churned' : stageOf(settings.lifecycle, facts),
    start: startOf(raw, settings),
    end: endOf(raw, settings),
    churned,
    health:
      settings.health && churned === null
        ? heldBack(
            scoreHealth(settings.health, facts, raw.level),
            (now - Math.max(startOf(raw, settings), raw.people.firstLogin ?? 0)) / DAY,
          )
        : null,
    standing: standingOf(raw, settings, now),
  };
}

/** Writes what changed into the append-only history: a new level or rule set at once, a moved score once a day. */
export async function recordHealth(store: Store, tenant: number, book: Book, only?: readonly string[]): Promise<number> {
  const mine = only ? `AND account_id IN (${only.map(() => '?').join(', ')})` : '';
  const last = new Map(
    (
      await store.scan<{ account_id: string; at: number; score: number | null; level: string; cfg: string }>(
        `SELECT h.account_id, h.at, h.score, h.level, h.cfg FROM health_history h JOIN (SELECT account_id, MAX(id) AS id FROM health_history WHERE tenant = ? ${mine} GROUP BY account_id) m ON m.id = h.id`,
        [tenant, ...(only ?? [])],
        only ? 'short' : 'long',
      )
    ).map((row) => [row.account_id, row]),
  );
  const rows = [...book.entries.values()].flatMap(({ id, health }) => {
    if (!health) return [];
    const before = last.get(id);
    const moved =
      !before ||
      before.level !== health.level ||
      before.cfg !== book.cfg ||
      (Math.abs((before.score ?? 0) - (health.score ?? 0)) >= 0.005 && book.at - before.at >= 20 * 3_600_000);
    return moved
      ? [
          {
            tenant,
            account_id: id,
            at: book.at,
            score: health.score,
            raw: health.raw,
            level: health.level,
            coverage: health.coverage,
            parts: JSON.stringify(health.parts),
            caps: JSON.stringify(health.caps),
            flags: JSON.stringify({ expansion: health.expansion, risk: health.risk }),
            trend: health.trend?.direction ?? null,
            cfg: book.cfg,
          },
        ]
      : [];
  });
  if (rows.length) await store.tx((tx) => tx.insert('health_history', [], rows));
  return rows.length;
}
