/** The figures that the twelve demo accounts must give, asked of the API after their events were applied. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import type { Config } from '@shirube/engine';
import { asking, openStore, quietDeps, readJson, tempFolder, createApi } from '../api/testing';
import { applyItems, type ApplyContext } from '../host/apply';
import { Days } from '../host/day';
import { Programs } from '../host/programs';
import { composer } from '../mail/compose';
import { mailLinks } from '../mail/links';
import { sweep } from '../host/sweep';
import type { AccountDetail, AccountRow, Kpis, MailRow, Page, Task, Today, UserDetail } from '../api/types';
import { portfolioEvents, type Portfolio } from './portfolio';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const config = readJson<Config>(path('../../../../examples/haruiro-billing/shirube.json'));
const portfolio = readJson<Portfolio & { expected: { health: Record<string, { raw: number; score: number; band: string; trend: string; tier: string; coverage: number; caps: string[] } | 'churned'>; flow: Record<string, string>; bands: Record<string, number> } }>(path('./portfolio.json'));
const now = Date.parse(portfolio.asOf);
const folder = tempFolder();
const programs = new Programs();
programs.set(1, config);
let api: ReturnType<typeof asking>;
let close: () => Promise<void>;

beforeAll(async () => {
  const store = await openStore(folder.path);
  const days = new Days();
  let clock = 0;
  const context: ApplyContext = { clock: { now: () => clock }, days, compose: composer({ links: mailLinks('http://collector.test', 'demo'), transport: 'mailbox', appUrl: 'http://app.test', now: () => clock }), concurrent: false, programs };
  const events = portfolioEvents(portfolio);
  for (let i = 0; i < events.length; i += 200) {
    const batch = events.slice(i, i + 200);
    clock = Date.parse(batch[batch.length - 1]?.timestamp ?? '');
    const item = { part: 0, tenant: 1, key: 'pk_demo', receivedAt: clock, verified: true, body: JSON.stringify({ sentAt: new Date(clock).toISOString(), batch }) };
    await store.tx((tx) => applyItems(tx, [item], context));
  }
  clock = now;
  await sweep(store, context, () => undefined);
  api = asking(createApi(quietDeps(store, () => now, (tenant) => programs.get(tenant)), { maxAge: 0 }), 1);
  close = () => store.close();
}, 60_000);
afterAll(async () => {
  await close();
  folder.remove();
});

describe('the portfolio of twelve accounts', () => {
  it('each account has the health that was computed by hand', async () => {
    const { rows } = await api.get<Page<AccountRow>>('/accounts?limit=50');
    const got: Record<string, unknown> = {};
    const want: Record<string, unknown> = {};
    for (const [id, expected] of Object.entries(portfolio.expected.health)) {
      if (expected === 'churned') continue;
      const row = rows.find((r) => r.id === id);
      const detail = await api.get<AccountDetail>(`/accounts/${id}`);
      want[id] = { score: expected.score, band: expected.band, trend: expected.trend, tier: expected.tier, coverage: expected.coverage, raw: expected.raw, caps: expected.caps.length };
      got[id] = { score: Math.round((row?.score ?? -1) * 100) / 100, band: row?.level, trend: row?.trend?.direction ?? 'n/a', tier: row?.tier, coverage: Math.round((detail.health?.coverage ?? 0) * 100), raw: Math.round((detail.health?.raw ?? -1) * 100) / 100, caps: detail.health?.caps.length };
      const sum = (detail.health?.parts ?? []).reduce((t, p) => t + p.contribution, 0) + (detail.health?.caps ?? []).reduce((t, c) => t + c.contribution, 0);
      expect(sum).toBeCloseTo(detail.health?.score ?? -1, 9);
    }
    expect(got).toEqual(want);
    expect(rows.some((r) => r.id === 'A10')).toBe(false);
  });

  it('June has the figures that were computed by hand', async () => {
    const kpis = await api.get<Kpis>('/kpis?from=2026-06-01&cohortFrom=2026-04-01&cohortTo=2026-06-01');
    expect(kpis.onboarding.within).toMatchObject({ num: 2, den: 5, value: 0.4 });
    expect(kpis.onboarding.completed.sort()).toEqual(['A03', 'A05']);
    expect(kpis.ttv).toMatchObject({ median: 11, naive: 9.5, n: 12, reached: 10 });
    expect(kpis.logos).toMatchObject({ start: 9, retained: 8, lost: ['A10'] });
    expect(kpis.logos.joined.sort()).toEqual(['A01', 'A02', 'A08']);
    expect(kpis.logos.retention.value).toBeCloseTo(0.8889, 4);
    expect(kpis.revenue.start).toBe(220_080);
    expect(kpis.revenue.nrr.value).toBeCloseTo(1.0364, 4);
    expect(kpis.revenue.grr.value).toBeCloseTo(0.991, 3);
    expect(kpis.upsell).toMatchObject({ num: 1, den: 9 });
    expect(kpis.crossSell).toMatchObject({ num: 1, den: 9 });
    expect(kpis.nps).toMatchObject({ n: 9, promoters: 5, detractors: 2 });
    expect(kpis.nps.score).toBeCloseTo(33.33, 2);
    expect(Object.fromEntries(kpis.levels.map((l) => [l.id, l.n]))).toEqual({ very_good: 6, good: 1, poor: 4 });
  });

  it('each account went through the success flow as the story says', async () => {
    const outcome: Record<string, string> = {};
    for (const id of Object.keys(portfolio.expected.flow)) {
      const user = id === 'A06' ? undefined : await api.get<UserDetail>(`/users/${id}/${id.toLowerCase()}-u1`);
      const mails = (await api.get<Page<MailRow>>(`/mails?account=${id}&limit=500`)).rows.map((m) => m.mail);
      const tasks = [...(await api.get<Page<Task>>(`/tasks?account=${id}`)).rows, ...(await api.get<Page<Task>>(`/tasks?account=${id}&status=closed`)).rows];
      const was = (segment: string) => user?.segments.some((s) => s.id === segment) ?? false;
      outcome[id] = [
        was('first-login') && '①', mails.includes('onboarding') && '②', tasks.some((t) => t.flow === 'onboarding' && t.step === 'call') && '③', user?.contents.some((c) => c.id === 'tutorial' && c.shown > 0) && '④',
        was('settings-incomplete') && '⑥', mails.includes('settings-support') && '⑦', was('settings-managed') && '⑧', mails.includes('operation-support') && '⑨',
      ].filter(Boolean).join('');
    }
    expect(outcome).toEqual(portfolio.expected.flow);
  });

  it('calls first the accounts that matter and are stuck, within five a day', async () => {
    const today = await api.get<Today>('/today');
    expect(today.list.length).toBeLessThanOrEqual(5);
    const names = today.list.map((item) => item.account.id);
    expect(names).toContain('A09');
    expect(names).not.toContain('A10');
    expect(names).not.toContain('A05');
    for (const item of today.list) expect(item.reasons.length).toBeGreaterThan(0);
  });

  it('every table leaves as CSV', async () => {
    expect(await api.csv('/accounts')).toContain('さくら歯科');
    expect((await api.csv('/kpis?from=2026-06-01')).split('\r\n')[0]).toContain('denominator');
  });
});
