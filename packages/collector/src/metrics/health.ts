import type { Health, HealthSignal } from '@shirube/engine';
import { levelOf, settle, type Level } from './level';
import { holds, type AccountFacts } from './rules';
import { riskRule, expansionRule } from './flags';
import { trend, type Trend } from './trend';

/** One part of a score. The contributions of all parts, and the cap, add up to the score. */
export interface HealthPart {
  id: string;
  /** What was measured; null: no data, the weight is shared out among the others. */
  value: number | null;
  /** 0–100; null without data. */
  score: number | null;
  weight: number;
  /** Points that this part adds to the score. */
  contribution: number;
}
export interface HealthScore {
  /** 0–100 after caps; null when no signal has data. */
  score: number | null;
  /** Weighted mean before caps. */
  raw: number | null;
  level: string;
  parts: HealthPart[];
  /** Caps whose rule holds; `contribution` is what the lowest of them takes away. */
  caps: { id: string; atMost: number; contribution: number }[];
  /** Share of the weights that have data (0..1). */
  coverage: number;
  trend: Trend | null;
  expansion: boolean;
  risk: boolean;
}

const DEFAULT_LEVELS: Level[] = [
  { id: 'very_good', atLeast: 80 },
  { id: 'good', atLeast: 50 },
  { id: 'poor', atLeast: 0 },
];
const LOGINS = { kind: 'activeDays', window: '14d' } as const;
export const levelsOf = (config: Health): Level[] => [...(config.levels ?? DEFAULT_LEVELS)].sort((a, b) => b.atLeast - a.atLeast);
/** How many there are of each level that occurs, from best to worst, those without one last. */
export function levelCounts(config: Health | undefined, found: Iterable<string | undefined>): { id: string; n: number }[] {
  const counts = new Map<string, number>(config ? levelsOf(config).map(({ id }) => [id, 0]) : []);
  for (const level of found) counts.set(level ?? 'unknown', (counts.get(level ?? 'unknown') ?? 0) + 1);
  return [...counts].filter(([, n]) => n > 0).map(([id, n]) => ({ id, n }));
}

/**
 * Health of one account: Σ wᵢ·sᵢ / Σ wᵢ over the signals that have data, then caps, then the level with hysteresis.
 * `previous` is the level before; without one the boundaries are taken plainly.
 */
export function scoreHealth(config: Health, facts: AccountFacts, previous?: string): HealthScore {
  const measured = config.signals.map((signal) => ({ signal, value: facts.measure(signal.measure) }));
  const available = measured.filter((m) => m.value !== null).reduce((sum, m) => sum + m.signal.weight, 0);
  const all = config.signals.reduce((sum, s) => sum + s.weight, 0);
  const parts = measured.map(({ signal, value }): HealthPart => {
    const score = value === null ? null : scoreSignal(signal, value);
    return { id: signal.id, value, score, weight: signal.weight, contribution: score === null ? 0 : (score * signal.weight) / available };
  });
  const raw = available ? parts.reduce((sum, part) => sum + part.contribution, 0) : null;
  const holding = (config.caps ?? []).filter((cap) => holds(cap.when, facts) === true);
  const lowest = Math.min(...holding.map((cap) => cap.atMost), Infinity);
  const score = raw === null ? null : Math.min(raw, lowest);
  const coverage = all ? available / all : 0;
  const levels = levelsOf(config);
  const settled = () => settle(levels, raw ?? 0, previous, config.hysteresis ?? 3);
  const taken = raw === null || score === null ? 0 : score - raw;
  const measure = config.trend?.measure ?? LOGINS;
  const [current, before] = [facts.measure(measure), facts.before(measure)];
  return {
    score,
    raw,
    parts,
    coverage,
    level:
      score === null || raw === null || coverage < (config.minCoverage ?? 0.5)
        ? 'unknown'
        : lowest < raw
          ? lower(levels, settled(), levelOf(levels, score))
          : settled(),
    caps: holding.map(({ id, atMost }) => ({ id, atMost, contribution: atMost === lowest ? taken : 0 })),
    trend: current === null || before === null ? null : trend(current, before, config.trend?.share, config.trend?.least),
    expansion: holds(config.expansion ?? expansionRule, facts) === true,
    risk: holds(config.risk ?? riskRule, facts) === true,
  };
}

/** Straight lines between the points, flat outside. */
export function scoreSignal(
  {
    points = [
      [0, 0],
      [1, 100],
    ],
  }: Pick<HealthSignal, 'points'>,
  value: number,
): number {
  const sorted = [...points].sort((a, b) => a[0] - b[0]);
  const above = sorted.findIndex(([x]) => x >= value);
  const high = sorted[above];
  const low = sorted[above - 1];
  if (!high) return sorted[sorted.length - 1]?.[1] ?? 0;
  if (!low) return high[1];
  return low[1] + ((value - low[0]) / (high[0] - low[0])) * (high[1] - low[1]);
}

/** Days from the start or the first login, whichever is later, in which windows of weeks say nothing about an account. */
const FIRST_DAYS = 7;
/**
 * An account in its first days has no score, level, trend or risk yet: windows are longer than its life, and whoever signed in a minute ago is not
 * about to leave. What was measured, and the caps that hold, stay to be seen; milestones and tasks still bring it on the call list when it is stuck.
 */
export const heldBack = (health: HealthScore, lifeDays: number): HealthScore =>
  lifeDays < FIRST_DAYS
    ? {
        ...health,
        score: null,
        raw: null,
        parts: health.parts.map((part) => ({ ...part, contribution: 0 })),
        caps: health.caps.map((cap) => ({ ...cap, contribution: 0 })),
        level: 'unknown',
        trend: null,
        risk: false,
      }
    : health;

/** A cap is a rule, not noise: it acts at once, without hysteresis. */
const lower = (levels: readonly Level[], a: string, b: string) =>
  levels.findIndex((l) => l.id === a) > levels.findIndex((l) => l.id === b) ? a : b;
