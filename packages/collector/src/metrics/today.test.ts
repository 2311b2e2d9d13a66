import { describe, expect, it } from 'vitest';
import { contentGaps, missedSearches } from './gap-map';
import { rankToday, type Candidate } from './today';

const base: Candidate = {
  account: 'x',
  mrr: 5000,
  score: 40,
  risk: false,
  trend: null,
  lateDays: 0,
  status: 'stuck',
  tasks: 0,
  overdueDays: 0,
};
const order = (list: Partial<Candidate>[], capacity = 5) =>
  rankToday(
    list.map((c, i) => ({ ...base, account: `c${i}`, ...c })),
    capacity,
  );

describe('the call list', () => {
  it('of two equal accounts the larger is called first', () =>
    expect(order([{ mrr: 2000 }, { mrr: 90_000 }]).list.map((r) => r.candidate.account)).toEqual(['c1', 'c0']));
  it('a healthy account that is on track is not called', () =>
    expect(order([{ status: 'on_track', score: 90 }, { status: 'done' }]).list).toEqual([]));
  it('a healthy account with a task is called', () => expect(order([{ status: 'done', score: 95, tasks: 1 }]).list).toHaveLength(1));
  it('what does not fit into the day is counted, not hidden', () => {
    const result = order(
      Array.from({ length: 9 }, () => ({})),
      5,
    );
    expect(result.list).toHaveLength(5);
    expect(result.below).toBe(4);
  });
  it('an amount below nothing spoils the order of nobody else', () => {
    const result = order([{ mrr: 100 }, { mrr: -500 }, { mrr: 9000 }, { mrr: -1 }, { mrr: 50_000 }]);
    expect(result.list.map((r) => r.candidate.account)).toEqual(['c4', 'c2', 'c0', 'c1', 'c3']);
    expect(result.list.every((r) => r.urgency > 0 && r.urgency <= 1)).toBe(true);
  });
  it('takes as many accounts as there may be', () => expect(order(Array.from({ length: 200_000 }, () => ({}))).below).toBe(199_995));
  it('an account that never paid can still be the most urgent', () =>
    expect(
      order([
        { mrr: null, score: 0, lateDays: 40, tasks: 1 },
        { mrr: 5000, score: 95, status: 'behind' },
      ]).list[0]?.candidate.account,
    ).toBe('c0'));
});

describe('content gaps', () => {
  const page = { path: '/x', shown: 0, clicked: 0, inquiries: 0, errors: 0, users: 20 };
  it('tells ignored, not helping and missing help apart', () => {
    const gaps = contentGaps([
      { ...page, path: '/ignored', shown: 40, clicked: 2 },
      { ...page, path: '/asked', shown: 40, clicked: 20, inquiries: 9 },
      { ...page, path: '/none', inquiries: 8 },
      { ...page, path: '/fine', shown: 40, clicked: 20, inquiries: 1 },
      { ...page, path: '/quiet' },
    ]);
    expect(Object.fromEntries(gaps.map((gap) => [gap.path, gap.kind]))).toEqual({
      '/ignored': 'ignored',
      '/asked': 'not-helping',
      '/none': 'no-help',
    });
  });
  it('the same search in full and half width is one search', () => {
    expect(
      missedSearches([
        { query: 'インボイス', results: 0 },
        { query: 'ｲﾝﾎﾞｲｽ', results: 0 },
        { query: 'CSV', results: 3 },
        { query: ' csv', results: 0 },
      ]),
    ).toEqual([
      { query: 'インボイス', n: 2 },
      { query: 'csv', n: 1 },
    ]);
  });
});
