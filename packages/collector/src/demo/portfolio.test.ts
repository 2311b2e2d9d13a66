/** The figures that the twelve demo accounts must give, asked of a collector over HTTP after their events were sent to it over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { readJson, tempFolder } from '../api/testing';
import { createCollector, type Collector } from '../index';
import type { AccountDetail, AccountRow, ContentRow, Kpis, MailRow, Page, Task, Today, UserDetail, VideoRow } from '../api/types';
import type { Portfolio } from './portfolio';
import { seedPortfolio } from './seed';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
type Expected = { raw: number; score: number; band: string; trend: string; tier: string; coverage: number; caps: string[] } | 'churned';
const portfolio = readJson<Portfolio & { expected: { health: Record<string, Expected>; flow: Record<string, string> } }>(
  path('./portfolio.json'),
);
const folder = tempFolder();
let collector: Collector;
let get: <T>(address: string) => Promise<T>;
let text: (address: string) => Promise<string>;

beforeAll(async () => {
  const clock = { at: 0, now: () => clock.at };
  collector = await createCollector({
    dataDir: folder.path,
    config: path('../../../../examples/haruiro-billing/shirube.json'),
    writeKeys: [{ key: 'pk_demo' }],
    demoAdmin: true,
    manual: true,
    clock,
    log: 'silent',
  });
  const address = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  await seedPortfolio(portfolio, {
    address,
    writeKey: 'pk_demo',
    at: (instant) => void (clock.at = instant),
    settle: () => collector.settle(),
  });
  const entered = await fetch(`${address}/auth/demo`, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  text = async (to) => (await fetch(`${address}/api${to}`, { headers: { cookie } })).text();
  get = async <T>(to: string) => JSON.parse(await text(to)) as T;
}, 120_000);
afterAll(async () => {
  await collector.close();
  folder.remove();
});

describe('the portfolio of twelve accounts', () => {
  it('each account has the health that was computed by hand', async () => {
    const { rows } = await get<Page<AccountRow>>('/accounts?limit=50');
    const got: Record<string, unknown> = {};
    const want: Record<string, unknown> = {};
    for (const [id, expected] of Object.entries(portfolio.expected.health)) {
      if (expected === 'churned') continue;
      const row = rows.find((r) => r.id === id);
      const { health } = await get<AccountDetail>(`/accounts/${id}`);
      want[id] = {
        score: expected.score,
        band: expected.band,
        trend: expected.trend,
        tier: expected.tier,
        coverage: expected.coverage,
        raw: expected.raw,
        caps: expected.caps.length,
      };
      got[id] = {
        score: Math.round((row?.score ?? -1) * 100) / 100,
        band: row?.level,
        trend: row?.trend?.direction ?? 'n/a',
        tier: row?.tier,
        coverage: Math.round((health?.coverage ?? 0) * 100),
        raw: Math.round((health?.raw ?? -1) * 100) / 100,
        caps: health?.caps.length,
      };
      const sum = [...(health?.parts ?? []), ...(health?.caps ?? [])].reduce((total, part) => total + part.contribution, 0);
      expect(sum).toBeCloseTo(health?.score ?? -1, 9);
    }
    expect(got).toEqual(want);
    expect(rows.some((r) => r.id === 'A10')).toBe(false);
  });

  it('June has the figures that were computed by hand', async () => {
    const kpis = await get<Kpis>('/kpis?from=2026-06-01&cohortFrom=2026-04-01&cohortTo=2026-06-01');
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
      const user = id === 'A06' ? undefined : await get<UserDetail>(`/users/${id}/${id.toLowerCase()}-u1`);
      const mails = (await get<Page<MailRow>>(`/mails?account=${id}&limit=500`)).rows.map((m) => m.mail);
      const tasks = [
        ...(await get<Page<Task>>(`/tasks?account=${id}`)).rows,
        ...(await get<Page<Task>>(`/tasks?account=${id}&status=closed`)).rows,
      ];
      const was = (segment: string) => user?.segments.some((s) => s.id === segment) ?? false;
      outcome[id] = [
        was('first-login') && '①',
        mails.includes('onboarding') && '②',
        tasks.some((t) => t.flow === 'onboarding' && t.step === 'call') && '③',
        user?.contents.some((c) => c.id === 'tutorial' && c.shown > 0) && '④',
        was('settings-incomplete') && '⑥',
        mails.includes('settings-support') && '⑦',
        was('settings-managed') && '⑧',
        mails.includes('operation-support') && '⑨',
      ]
        .filter(Boolean)
        .join('');
    }
    expect(outcome).toEqual(portfolio.expected.flow);
  });

  it('calls first the accounts that are stuck or slipping, within five a day, each with a reason', async () => {
    const today = await get<Today>('/today');
    const names = today.list.map((item) => item.account.id);
    expect(names).toEqual(['A02', 'A06', 'A04', 'A09']);
    expect(today.list[0]?.tasks).toHaveLength(1);
    for (const item of today.list) expect(item.reasons.length).toBeGreaterThan(0);
    const short = await get<Today>('/today?capacity=2');
    expect([short.list.length, short.below]).toEqual([2, 2]);
  });

  it('videos have curves that only fall where people left, and content that compares with nobody claims nothing', async () => {
    const videos = await get<VideoRow[]>('/videos');
    const v2 = videos.find((v) => v.id === 'v2');
    expect(v2?.starters).toBeGreaterThan(10);
    expect(v2?.curve[0]).toBe(1);
    expect(v2?.dropOff?.from).toBeGreaterThanOrEqual(30);
    const tutorial = (await get<ContentRow[]>('/content')).find((c) => c.id === 'tutorial');
    expect(tutorial?.uplift?.verdict).toBe('not-enough');
  });

  it('every table leaves as CSV', async () => {
    for (const page of [
      'accounts',
      'users',
      'today',
      'tasks',
      'mails',
      'milestones',
      'flows',
      'content',
      'videos',
      'segments',
      'nps',
      'kpis',
      'cohorts',
      'gaps',
      'events/recent',
    ]) {
      const csv = await text(`/${page}?format=csv`);
      expect(csv.split('\r\n')[0], page).toMatch(/^[\w,:.-]+$/);
      expect(csv.split('\r\n').length, page).toBeGreaterThan(2);
    }
    expect(await text('/accounts?format=csv')).toContain('さくら歯科');
  });
});
