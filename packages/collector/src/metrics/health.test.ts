import { describe, expect, it } from 'vitest';
import type { AccountRule, Health, Measure, Scalar } from '@shirube/engine';
import { heldBack, scoreHealth, scoreSignal } from './health';
import { holds, type AccountFacts } from './rules';
import { stageOf, tierOf } from './stage';

const key = (m: Measure) => JSON.stringify(m);
const facts = (
  now: [Measure, number | null][],
  before: [Measure, number | null][] = [],
  traits: Record<string, Scalar> = {},
): AccountFacts => {
  const [a, b] = [new Map(now.map(([m, v]) => [key(m), v])), new Map(before.map(([m, v]) => [key(m), v]))];
  return { measure: (m) => a.get(key(m)) ?? null, before: (m) => b.get(key(m)) ?? null, trait: (name) => traits[name] };
};
const rating = (name: string): Measure => ({ kind: 'trait', name });
const login: Measure = { kind: 'activeDays', window: '14d' };
const signal = (id: string, weight: number): Health['signals'][number] => ({
  id,
  weight,
  measure: rating(id),
  points: [
    [0, 0],
    [100, 100],
  ],
});
const config: Health = {
  signals: [
    signal('login', 30),
    signal('seats', 20),
    signal('features', 20),
    signal('settings', 15),
    signal('nps', 10),
    signal('video', 5),
  ],
};
const values = (nps: number | null): [Measure, number | null][] => [
  [rating('login'), 70],
  [rating('seats'), 60],
  [rating('features'), 60],
  [rating('settings'), 80],
  [rating('nps'), nps],
  [rating('video'), 50],
];

describe('health', () => {
  it('is the weighted mean, and the parts add up to it', () => {
    const result = scoreHealth(config, facts(values(100)));
    expect(result.score).toBeCloseTo(69.5, 9);
    expect(result.parts.reduce((sum, part) => sum + part.contribution, 0)).toBeCloseTo(69.5, 9);
    expect(result.level).toBe('good');
    expect(result.coverage).toBe(1);
  });
  it('a customer who was never asked for an opinion is not punished for it', () => {
    const result = scoreHealth(config, facts(values(null)));
    expect(result.score).toBeCloseTo(5950 / 90, 9);
    expect(result.coverage).toBeCloseTo(0.9, 9);
    expect(result.parts.find((part) => part.id === 'nps')).toMatchObject({ value: null, score: null, contribution: 0 });
  });
  it('a late payment holds the score at 49, and the cap explains the difference', () => {
    const capped: Health = { ...config, caps: [{ id: 'late', when: { trait: 'payment_overdue', is: true }, atMost: 49 }] };
    const result = scoreHealth(capped, facts(values(100), [], { payment_overdue: true }));
    expect(result).toMatchObject({ score: 49, raw: 69.5, level: 'poor' });
    const total = result.parts.reduce((sum, p) => sum + p.contribution, 0) + result.caps.reduce((sum, c) => sum + c.contribution, 0);
    expect(total).toBeCloseTo(49, 9);
  });
  it('an unknown payment state caps nothing', () => {
    const capped: Health = { ...config, caps: [{ id: 'late', when: { trait: 'payment_overdue', is: true }, atMost: 49 }] };
    expect(scoreHealth(capped, facts(values(100))).caps).toEqual([]);
  });
  it('with less than half of the facts the level is unknown', () => {
    const result = scoreHealth(
      config,
      facts([
        [rating('nps'), 100],
        [rating('settings'), 80],
      ]),
    );
    expect(result.level).toBe('unknown');
    expect(result.coverage).toBeCloseTo(0.25, 9);
    expect(scoreHealth(config, facts([]))).toMatchObject({ score: null, raw: null, level: 'unknown' });
  });
  it('a score that trembles around 50 does not flap between levels', () => {
    const one: Health = { signals: [signal('login', 1)] };
    const level = (score: number, before?: string) => scoreHealth(one, facts([[rating('login'), score]]), before).level;
    expect([level(49), level(48, 'good'), level(46, 'good'), level(52, 'poor'), level(53, 'poor')]).toEqual([
      'poor',
      'good',
      'poor',
      'poor',
      'good',
    ]);
    expect(level(90, 'poor')).toBe('very_good');
    expect(level(10, 'very_good')).toBe('poor');
    expect(level(78, 'very_good')).toBe('very_good');
  });
  it('a cap acts at once, however good it was before', () => {
    const capped: Health = { signals: [signal('login', 1)], caps: [{ id: 'late', when: { trait: 'late', is: true }, atMost: 49 }] };
    expect(scoreHealth(capped, facts([[rating('login'), 57]], [], { late: true }), 'good').level).toBe('poor');
  });
  it('falling logins are a churn risk; an account may be ready for more at the same time as it is at risk', () => {
    const seats: Measure = { kind: 'users', of: 'seats' };
    expect(
      scoreHealth(
        config,
        facts(
          [
            [login, 2],
            [seats, 0.9],
          ],
          [[login, 9]],
        ),
      ),
    ).toMatchObject({ risk: true, expansion: false, trend: { direction: 'down' } });
    expect(
      scoreHealth(
        config,
        facts(
          [
            [login, 11],
            [seats, 1],
          ],
          [[login, 10]],
        ),
      ),
    ).toMatchObject({ risk: false, expansion: true });
    const people: Measure = { kind: 'users', window: '30d' };
    expect(
      scoreHealth(
        config,
        facts(
          [
            [login, 11],
            [seats, 0.9],
            [people, 2],
          ],
          [
            [login, 10],
            [people, 9],
          ],
        ),
      ),
    ).toMatchObject({ risk: true, expansion: true });
  });
  it('points are straight lines, flat outside', () => {
    const points: [number, number][] = [
      [0, 0],
      [5, 80],
      [10, 100],
    ];
    expect([-1, 0, 2.5, 5, 7.5, 10, 99].map((v) => scoreSignal({ points }, v))).toEqual([0, 0, 40, 80, 90, 100, 100]);
  });
});

describe('rules about an account', () => {
  const known = facts([[login, 5]], [], { tier: 'tech', mrr: 120_000 });
  const rules: [AccountRule, boolean | null][] = [
    [{ trait: 'mrr', atLeast: 100_000 }, true],
    [{ trait: 'tier', is: 'high' }, false],
    [{ trait: 'nobody', is: 'x' }, null],
    [{ not: { trait: 'nobody', is: 'x' } }, null],
    [
      {
        any: [
          { trait: 'nobody', is: 1 },
          { trait: 'tier', in: ['tech', 'low'] },
        ],
      },
      true,
    ],
    [
      {
        all: [
          { trait: 'nobody', is: 1 },
          { trait: 'tier', is: 'high' },
        ],
      },
      false,
    ],
    [{ measure: login, atMost: 4 }, false],
    [{ trait: 'tier', atLeast: 4 }, null],
  ];
  it.each(rules)('%j is %s', (rule, expected) => expect(holds(rule, known)).toBe(expected));
  it('bigger accounts get the higher touch, and an own tier wins', () => {
    const lifecycle = { tiers: [{ id: 'high', when: { trait: 'mrr', atLeast: 100_000 } }] };
    expect(tierOf(lifecycle, facts([], [], { mrr: 148_000 }))).toBe('high');
    expect(tierOf(lifecycle, known)).toBe('tech');
    expect(tierOf(undefined, facts([]))).toBeNull();
  });
  it('an account moves from onboarding through adoption to retention, and to renewal before its end', () => {
    const at = (age: number, onboarding: number, renewal: number | null) =>
      stageOf(
        undefined,
        facts([
          [{ kind: 'age' }, age],
          [{ kind: 'onboarding' }, onboarding],
          [{ kind: 'renewal' }, renewal],
        ]),
      );
    expect([at(5, 0.4, null), at(60, 1, null), at(300, 1, 200), at(310, 1, 50)]).toEqual([
      'onboarding',
      'adoption',
      'retention',
      'renewal',
    ]);
  });
});

describe('an account in its first days', () => {
  const weak = scoreHealth(
    config,
    facts([
      [login, 0],
      [rating('settings'), 0],
    ]),
  );
  it('is neither poor nor about to leave, and says what was measured', () => {
    expect(weak).toMatchObject({ risk: true });
    expect(heldBack(weak, 1 / 1440)).toMatchObject({ score: null, level: 'unknown', trend: null, risk: false });
    expect(heldBack(weak, 1 / 1440).parts.map(({ id, value }) => [id, value])).toEqual(weak.parts.map(({ id, value }) => [id, value]));
  });
  it('is judged like any other after a week', () => expect(heldBack(weak, 7)).toBe(weak));
});
