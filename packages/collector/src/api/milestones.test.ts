import { expect, it } from 'vitest';
import type { Entry } from './book';
import type { Context } from './route';
import { onboardingOf } from './milestones';

const DAY = 86_400_000;
const now = Date.parse('2026-06-30T00:00:00+09:00');
const context = { settings: { timeZone: 'Asia/Tokyo', onboardingDays: 30 }, now } as Context;
const account = (id: string, days: number, completed: number | null, left: number | null = null) =>
  ({ id, start: now - days * DAY, churned: left === null ? null : now - left * DAY, standing: { completed } }) as Entry;

it('an account that left after ten days without having come through counts among those that had thirty', () => {
  const { within, ever } = onboardingOf(context, [
    account('in time', 60, 12),
    account('late', 60, 41),
    account('left early', 60, null, 50),
    account('too young', 20, null),
    account('came through and left', 60, 5, 50),
  ]);
  expect(within).toMatchObject({ num: 2, den: 4, excluded: { notMatured: 1 } });
  expect(ever).toMatchObject({ num: 3, den: 4 });
});
