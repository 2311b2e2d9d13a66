import { adoption } from '../metrics/adoption';
import { logoChurn, rescaleChurn } from '../metrics/churn';
import { DAY, dayOf, isoDay, monthStart, startOfDay } from '../metrics/days';
import { expansion } from '../metrics/expansion';
import { frequency } from '../metrics/frequency';
import { portfolioQuality } from '../metrics/level';
import { levelCounts, levelsOf } from '../metrics/health';
import { ltv } from '../metrics/ltv';
import { revenueRetention } from '../metrics/revenue';
import { stickiness } from '../metrics/stickiness';
import { healthValidity } from '../metrics/validity';
import type { Entry } from './book';
import { isText } from './context';
import { traitHistory } from './history';
import { activationOf, onboardingOf, ttvOf } from './milestones';
import { npsOf } from './nps';
import { instant, type Context, type Route } from './route';
import type { Kpis } from './types';

/** Figures of a period; default: this calendar month so far. `cohortFrom`/`cohortTo` restrict onboarding to contracts that began then. */
export const kpisRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/kpis',
    warm({ timeZone }, now) {
      // This month and the last, and the figures of the calculator.
      const today = dayOf(now, timeZone);
      return ['/kpis', ...[0, -1].map((back) => `/kpis?from=${isoDay(monthStart(today, back))}&to=${isoDay(monthStart(today, back + 1))}`)];
    },
    async run(context) {
      const json = await kpis(context);
      const row = (name: string, r: { value: number | null; num: number; den: number; excluded?: Record<string, number> }) => [
        name,
        r.value,
        r.num,
        r.den,
        Object.entries(r.excluded ?? {})
          .map(([k, v]) => `${k}:${v}`)
          .join(' '),
      ];
      return {
        json,
        table: {
          name: 'kpis',
          columns: ['kpi', 'value', 'numerator', 'denominator', 'excluded'],
          rows: [
            row('onboarding_completion', json.onboarding.within),
            row('logo_retention', json.logos.retention),
            row('logo_churn', json.logos.churn),
            row('grr', json.revenue.grr),
            row('nrr', json.revenue.nrr),
            row('upsell', json.upsell),
            row('cross_sell', json.crossSell),
            row('stickiness', json.stickiness),
            ...(json.activation ? [row('activation', json.activation)] : []),
            ...json.adoption.map((a) => row(`adoption:${a.event}`, a.adoption)),
            ['nps', json.nps.score, json.nps.promoters - json.nps.detractors, json.nps.n, ''],
            ['ttv_median_days', json.ttv.median, json.ttv.reached, json.ttv.n, ''],
          ],
        },
      };
    },
  },
];

async function kpis(context: Context): Promise<Kpis> {
  const { settings, now, request, query, tenant } = context;
  const { timeZone, traits } = settings;
  const toInstant = (day: number) => startOfDay(day, timeZone);
  const today = dayOf(now, timeZone);
  const to = Math.min(instant(request.query, 'to', toInstant) ?? now, now);
  // A period that has not begun is empty, not negative.
  const from = Math.min(instant(request.query, 'from', toInstant) ?? toInstant(monthStart(today)), to);
  const entries = [...(await context.book()).entries.values()];
  const past = await traitHistory(context, [traits.mrr, traits.plan, traits.products]);

  const here = (entry: Entry, at: number) => entry.start < at && (entry.churned === null || entry.churned >= at);
  const atStart = entries.filter((e) => here(e, from));
  const atEnd = entries.filter((e) => here(e, to));
  const logos = logoChurn(
    atStart.map((e) => e.id),
    atEnd.map((e) => e.id),
  );
  const mrr = (entry: Entry, at: number): number => (here(entry, at) ? number(past.at(entry.id, traits.mrr, at) ?? entry.mrr) : 0);
  const revenue = revenueRetention(entries.map((e) => ({ id: e.id, start: mrr(e, from), end: mrr(e, to) })));
  const moved = (entry: Entry) =>
    settings.plans.indexOf(String(past.at(entry.id, traits.plan, to) ?? entry.plan)) >
    settings.plans.indexOf(String(past.at(entry.id, traits.plan, from) ?? entry.plan));
  const products = (value: unknown) => new Set(typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : []);
  const added = (entry: Entry) =>
    [...products(past.at(entry.id, traits.products, to) ?? entry.raw.traits[traits.products])].some(
      (p) => !products(past.at(entry.id, traits.products, from)).has(p),
    );
  const stayed = atStart.filter((e) => here(e, to));
  const growth = expansion(
    atStart.map((e) => e.id),
    stayed.filter(moved).map((e) => e.id),
    stayed.filter(added).map((e) => e.id),
  );

  const usage = await query<{ n: number }>(
    "SELECT COUNT(*) AS n FROM usage_days WHERE tenant = ? AND day > ? AND day <= ? AND active = 1 AND account_id <> '' GROUP BY account_id, user_id",
    [tenant, isoDay(today - 31), isoDay(today - 1)],
  );
  const active = usage.length;
  const users = settings.features.length
    ? await query<{ event: string; n: number }>(
        `SELECT event, COUNT(*) AS n FROM event_users WHERE tenant = ? AND last_at >= ? AND account_id <> '' AND event IN (${settings.features.map(() => '?').join(', ')}) GROUP BY event`,
        [tenant, toInstant(today - 30), ...settings.features.map((f) => f.event)],
      )
    : [];
  const uses = new Map(users.map((u) => [u.event, Number(u.n)]));

  const present = entries.filter((e) => e.churned === null);
  const rhythm = { daily: 0, weekly: 0, occasionally: 0, inactive: 0 };
  for (const entry of present) {
    rhythm[frequency(entry.facts.measure({ kind: 'activeDays', window: '14d' }) ?? 0)]++;
  }
  const joined = atEnd.filter((e) => !here(e, from)).map((e) => e.id);
  const moving = new Set([...logos.lost, ...joined]);
  const days = Math.max(1, (to - from) / DAY);
  const monthly = logos.churn.value === null ? null : rescaleChurn(logos.churn.value, days, 'month');
  const paying = atEnd.map((e) => mrr(e, to)).filter((v) => v > 0);
  const arpa = paying.length ? paying.reduce((sum, v) => sum + v, 0) / paying.length : null;
  const cohort = [instant(request.query, 'cohortFrom', toInstant), instant(request.query, 'cohortTo', toInstant)] as const;
  const onboarding = onboardingOf(context, entries, cohort[0], cohort[1]);
  return {
    from,
    to,
    asOf: now,
    timeZone,
    currency: settings.currency,
    logos: {
      start: atStart.length,
      retained: logos.retention.num,
      retention: logos.retention,
      churn: logos.churn,
      lost: logos.lost,
      joined,
      churnPerYear: logos.churn.value === null ? null : rescaleChurn(logos.churn.value, days, 'year'),
    },
    names: Object.fromEntries(entries.filter((e) => moving.has(e.id)).map((e) => [e.id, e.name])),
    revenue,
    upsell: growth.upsell,
    crossSell: growth.crossSell,
    expansionEither: growth.either,
    nps: await npsOf(context),
    onboarding: { days: settings.onboardingDays, within: onboarding.within, ever: onboarding.ever, completed: onboarding.completedIds },
    ttv: ttvOf(context, entries),
    activation: activationOf(context, entries),
    stickiness: stickiness(
      usage.map((u) => Number(u.n)),
      30,
    ),
    adoption: settings.features.map((f) => ({
      event: f.event,
      label: isText(f.label) ? f.label : null,
      adoption: adoption([
        ...Array<number>(Math.min(active, uses.get(f.event) ?? 0)).fill(1),
        ...Array<number>(Math.max(0, active - (uses.get(f.event) ?? 0))).fill(0),
      ]),
    })),
    frequency: rhythm,
    levels: levelCounts(
      settings.health,
      present.map((entry) => entry.health?.level),
    ),
    quality: qualityOf(context, present),
    paying: paying.length,
    arpa,
    ltv: arpa !== null && monthly !== null ? ltv(arpa, monthly) : null,
    validity: await validityOf(context, entries, from, to),
  };
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
/** 100 for the best level, 40 for the worst, evenly between. */
function qualityOf({ settings }: Context, present: readonly Entry[]): number | null {
  const levels = settings.health ? levelsOf(settings.health) : [];
  const points = (level: string) => 100 - (60 * levels.findIndex((l) => l.id === level)) / Math.max(1, levels.length - 1);
  return portfolioQuality(
    present.flatMap((e) => (e.health && e.health.level !== 'unknown' ? [{ n: 1, points: points(e.health.level) }] : [])),
  );
}
/** The level that each account had at the start of the period, against whether it left during it. */
async function validityOf({ query, tenant }: Context, entries: readonly Entry[], from: number, to: number) {
  const rows = await query<{ account_id: string; score: number | null; level: string }>(
    'SELECT h.account_id, h.score, h.level FROM health_history h JOIN (SELECT account_id, MAX(id) AS id FROM health_history WHERE tenant = ? AND at <= ? GROUP BY account_id) m ON m.id = h.id',
    [tenant, from],
  );
  const by = new Map(entries.map((e) => [e.id, e]));
  return healthValidity(
    rows.flatMap((r) => {
      const entry = by.get(r.account_id);
      return entry && r.score !== null && (entry.churned === null || entry.churned >= from)
        ? [{ score: r.score, level: r.level, churned: entry.churned !== null && entry.churned < to }]
        : [];
    }),
  );
}
