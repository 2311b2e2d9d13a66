/** The worked number of every formula. Each was computed by hand, twice, before there was code. */
import { describe, expect, it } from 'vitest';
import { activationRate } from './activation';
import { adoption, breadth } from './adoption';
import { logoChurn, rescaleChurn } from './churn';
import { decayed } from './decay';
import { deflection } from './deflection';
import { engagedSeconds } from './engaged';
import { expansion } from './expansion';
import { frequency } from './frequency';
import { portfolioQuality, ruleLevel } from './level';
import { ltv } from './ltv';
import { milestoneStatus } from './milestone-status';
import { latestAnswers, nps } from './nps';
import { onboardingCompletion, onboardingProgress } from './onboarding';
import { joinedOf, nDayRetention } from './retention';
import { revenueRetention } from './revenue';
import { stickiness } from './stickiness';
import { customersAfter, steadyState, stock } from './stock';
import { timeToValue } from './time-to-value';
import { trend } from './trend';
import { uplift } from './uplift';
import { healthValidity } from './validity';
import { videoFigures } from './video';

const ids = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `c${i + from}`);

describe('onboarding', () => {
  const accounts = [12, 30, 25, 41, null, null].map((completed, i) => ({ id: `a${i}`, age: 60, completed }));
  it('an account that finishes on day 30 of 30 counts', () => {
    const result = onboardingCompletion(accounts, 30);
    expect(result.within).toMatchObject({ num: 3, den: 6, value: 0.5 });
    expect(result.ever.value).toBeCloseTo(0.667, 3);
  });
  it('an account that signed last week is left out, and said so', () => {
    expect(onboardingCompletion([...accounts, { id: 'new', age: 7, completed: 3 }], 30).within).toMatchObject({
      num: 3,
      den: 6,
      excluded: { notMatured: 1 },
    });
  });
  it('four sixths of the weight done is two thirds of the way', () => {
    expect(onboardingProgress([1, 1, 2, 1, 1].map((weight, i) => ({ weight, done: i < 3 })))).toBeCloseTo(0.667, 3);
    expect(onboardingProgress([])).toBeNull();
  });
});

describe('time to value', () => {
  const observed = [1, 2, 4, 9].map((days) => ({ days, reached: true }));
  const waiting = [14, 3].map((days) => ({ days, reached: false }));
  it('customers who are still waiting make the median longer than the achievers say', () => {
    const result = timeToValue([...observed, ...waiting]);
    expect(result.steps.slice(0, 3).map((s) => Math.round(s.survival * 1000) / 1000)).toEqual([0.833, 0.667, 0.444]);
    expect(result).toMatchObject({ median: 4, naive: 3, reached: 4, censored: 2 });
  });
  it('when most are still waiting there is no median, only "more than"', () => {
    expect(
      timeToValue([
        { days: 2, reached: true },
        { days: 20, reached: false },
        { days: 30, reached: false },
      ]),
    ).toMatchObject({ median: null, longest: 30 });
    expect(timeToValue([])).toMatchObject({ median: null, longest: null, naive: null });
  });
});

describe('rates', () => {
  it('sign-ups too young to be judged leave the activation rate alone', () => {
    const signups = Array.from({ length: 10 }, (_, i) => ({ age: i < 2 ? 3 : 20, activated: i >= 2 && i < 5 ? 4 : null }));
    expect(activationRate(signups)).toMatchObject({ num: 3, den: 8, value: 0.375, excluded: { notMatured: 2 } });
  });
  it('40 new customers do not hide that 20 of 200 left', () => {
    const result = logoChurn(ids(200), [...ids(180), ...ids(40, 500)]);
    expect(result.churn.value).toBeCloseTo(0.1, 12);
    expect(result.retention).toMatchObject({ num: 180, den: 200, value: 0.9, excluded: { newInPeriod: 40 } });
  });
  it('10 % in 90 days is 34.77 % a year and 3.50 % a month', () => {
    expect(rescaleChurn(0.1, 90, 'year')).toBeCloseTo(0.3477, 4);
    expect(rescaleChurn(0.1, 90, 'month')).toBeCloseTo(0.035, 4);
  });
  it('revenue is kept without the new customer', () => {
    const result = revenueRetention([
      { id: 'A', start: 100, end: 120 },
      { id: 'B', start: 100, end: 80 },
      { id: 'C', start: 100, end: 0 },
      { id: 'D', start: 0, end: 50 },
    ]);
    expect(result.grr.value).toBeCloseTo(0.6, 12);
    expect(result.nrr.value).toBeCloseTo(0.667, 3);
    expect(result.grr).toMatchObject({ den: 300, enough: false, excluded: { newInPeriod: 1 } });
  });
  it('one that moved up and added a product is counted once', () => {
    const result = expansion(ids(50), ids(4), ids(3, 3));
    expect([result.upsell.value, result.crossSell.value, result.either.value]).toEqual([0.08, 0.06, 0.12]);
  });
  it('nothing divided by nothing is nothing, not zero', () => {
    expect(logoChurn([], []).churn.value).toBeNull();
    expect(nps([]).score).toBeNull();
    expect(ltv(1000, 0)).toBeNull();
  });
});

describe('coming back', () => {
  const users = joinedOf(
    [
      { joined: 0, days: [0, 1, 7] },
      { joined: 0, days: [0, 7] },
      { joined: 0, days: [0, 1] },
      { joined: 5, days: [5, 6] },
    ],
    7,
  );
  it('a user who has not reached day 7 is not in the denominator of day 7', () => {
    expect(nDayRetention(users, 1, 7)).toMatchObject({ num: 3, den: 4, value: 0.75 });
    expect(nDayRetention(users, 7, 7)).toMatchObject({ num: 2, den: 3, excluded: { notReached: 1 } });
    expect(nDayRetention(users, 1, 7, true).value).toBe(1);
  });
  it('five users active 30, 15, 3, 1 and 1 days make a stickiness of a third', () => {
    expect(stickiness([30, 15, 3, 1, 1]).value).toBeCloseTo(0.333, 3);
  });
  it('nine of fourteen days is daily, one is inactive', () => {
    expect([9, 8, 5, 4, 2, 1, 0].map(frequency)).toEqual([
      'daily',
      'weekly',
      'weekly',
      'occasionally',
      'occasionally',
      'inactive',
      'inactive',
    ]);
  });
  it('12 of 40 users and 3 of 5 features', () => {
    expect(adoption([...Array<number>(12).fill(1), ...Array<number>(28).fill(0)]).value).toBe(0.3);
    expect(breadth(['a', 'b', 'c', 'x'], ['a', 'b', 'c', 'd', 'e']).value).toBe(0.6);
  });
});

describe('the retention calculator', () => {
  it('200 a year with half staying: 200, 300, 350 … 400', () => {
    expect(stock(200, 0.5, 5)).toEqual([200, 300, 350, 375, 387.5]);
    expect(steadyState(200, 0.5)).toBe(400);
  });
  it('ten points more retention is a hundred customers more', () => {
    expect(stock(200, 0.6, 3)).toEqual([200, 320, 392]);
    expect(steadyState(200, 0.6)).toBeCloseTo(500, 9);
    expect(customersAfter(200, 1, 7)).toBe(1400);
  });
});

describe('opinions', () => {
  it('70 / 20 / 10 is +60 ± 13.0', () => {
    const result = nps([...Array<number>(70).fill(9), ...Array<number>(20).fill(7), ...Array<number>(10).fill(3)]);
    expect(result.score).toBeCloseTo(60, 9);
    expect(result.margin).toBeCloseTo(13.0, 1);
    expect(result.enough).toBe(true);
  });
  it('ten answers are too few to say much', () => {
    const result = nps([10, 9, 9, 8, 7, 7, 6, 5, 10, 3]);
    expect(result.score).toBeCloseTo(10, 9);
    expect(result.margin).toBeCloseTo(51.5, 1);
    expect(result.enough).toBe(false);
  });
  it('11, −1, 9.5 and an empty answer are not answers', () => {
    expect(nps([11, -1, 9.5, '', 10])).toMatchObject({ n: 1, excluded: { invalid: 4 } });
  });
  it('a person who answers twice counts with the later answer', () => {
    const { latest, superseded } = latestAnswers(
      [
        { user: 'a', at: 1, value: 3 },
        { user: 'a', at: 5, value: 9 },
        { user: 'b', at: 9, value: 1 },
      ],
      0,
      9,
    );
    expect(latest).toEqual([{ user: 'a', at: 5, value: 9 }]);
    expect(superseded).toBe(1);
  });
});

describe('small ones', () => {
  it('an event a week ago counts half of one today', () => expect(decayed([0, 7, 14], 7)).toBe(1.75));
  it('4 days after 8 is down, and after 2 is no basis', () => {
    expect(trend(4, 8)).toMatchObject({ change: -0.5, direction: 'down' });
    expect(trend(4, 2).direction).toBeNull();
    expect(trend(10, 8).direction).toBe('up');
  });
  it('one poor rating makes the rule mode poor', () =>
    expect([ruleLevel(['good', 'good']), ruleLevel(['good', 'average']), ruleLevel(['good', 'poor'])]).toEqual([
      'good',
      'average',
      'poor',
    ]));
  it('5 good, 3 average and 2 poor accounts are a portfolio of 76', () =>
    expect(
      portfolioQuality([
        { n: 5, points: 100 },
        { n: 3, points: 60 },
        { n: 2, points: 40 },
      ]),
    ).toBe(76));
  it('five pings in four tens of seconds are 35 s of attention', () => expect(engagedSeconds([5.2, 15.1, 25.3, 25.4, 45.0])).toBe(35));
  it('¥10,000 a month and 2 % churn are worth ¥500,000', () => expect(ltv(10_000, 0.02)).toBe(500_000));
  it('a person is on track, then behind, then stuck, and done at any time', () => {
    expect([3, 4, 8].map((day) => milestoneStatus(day, 3, 7, false))).toEqual(['on_track', 'behind', 'stuck']);
    expect(milestoneStatus(40, 3, 7, true)).toBe('done');
    expect(milestoneStatus(400, undefined, undefined, false)).toBe('on_track');
  });
  it('45 clicks and 6 later inquiries deflect .867, and a click of an hour ago is not judged', () => {
    const hour = 3_600_000;
    const clicks = Array.from({ length: 45 }, (_, i) => ({ user: `u${i}`, at: 0 }));
    const inquiries = Array.from({ length: 6 }, (_, i) => ({ user: `u${i}`, at: 47 * hour }));
    const result = deflection([...clicks, { user: 'late', at: 99 * hour }], [...inquiries, { user: 'u30', at: 49 * hour }], 100 * hour);
    expect(result.value).toBeCloseTo(0.867, 3);
    expect(result).toMatchObject({ num: 39, den: 45, excluded: { tooRecent: 1 } });
  });
});

describe('uplift', () => {
  it('40 of 200 against 15 of 100 is five points, and not shown to work', () => {
    const result = uplift(40, 200, 15, 100);
    expect(result.difference).toBeCloseTo(0.05, 12);
    expect(result.z).toBeCloseTo(1.055, 2);
    expect(result.p).toBeCloseTo(0.29, 2);
    expect(result.verdict).toBe('not-shown');
    expect(result.interval?.[0]).toBeLessThan(0);
  });
  it('a large difference works, a small group says nothing', () => {
    expect(uplift(150, 200, 40, 100).verdict).toBe('works');
    expect(uplift(10, 200, 40, 100).verdict).toBe('harms');
    expect(uplift(3, 4, 0, 4).verdict).toBe('not-enough');
    expect(uplift(0, 0, 0, 4).verdict).toBe('not-enough');
  });
});

describe('video', () => {
  it('the curve shows each second, and where most people leave', () => {
    const figures = videoFigures(
      [
        {
          user: 'a',
          union: [[0, 100]],
          plays: [
            [0, 100],
            [40, 60],
          ],
          completed: true,
        },
        { user: 'b', union: [[0, 50]], completed: false },
        { user: 'c', union: [[0, 50]], completed: false },
        { user: 'd', union: [[0, 52]], completed: false },
      ],
      100,
      10,
    );
    expect([figures.retention[10], figures.retention[49], figures.retention[60]]).toEqual([1, 1, 0.25]);
    expect(figures.heat[45]).toBe(1.25);
    expect(figures.dropOff?.lost).toBe(0.75);
    expect(figures.dropOff?.from).toBeLessThan(50);
    expect(figures.completion).toMatchObject({ num: 1, den: 4, enough: false });
    expect(figures.playRate.value).toBe(0.4);
  });
  it('a live stream has no curve, and no crash', () =>
    expect(videoFigures([{ user: 'a', union: [], completed: false }], 0).retention).toEqual([]));
});

describe('is the score right', () => {
  it('a score that puts every leaver below every stayer has an area of 1', () => {
    const rows = [10, 20, 30]
      .map((score) => ({ score, level: 'poor', churned: true }))
      .concat([60, 70, 80].map((score) => ({ score, level: 'good', churned: false })));
    expect(healthValidity(rows)).toMatchObject({ auc: 1, churned: 3, stayed: 3, enough: false });
    expect(healthValidity(rows.map((r) => ({ ...r, score: 50 }))).auc).toBe(0.5);
    expect(healthValidity([]).auc).toBeNull();
  });
});
