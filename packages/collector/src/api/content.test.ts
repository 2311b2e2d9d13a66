import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '@shirube/engine';
import { asking, createApi, openStore, quietDeps, tempFolder } from './testing';
import type { ContentRow } from './types';

const DAY = 86_400_000;
const now = Date.parse('2026-06-30T00:00:00+09:00');
const program = compile(
  {
    shirube: 1,
    milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }],
    content: [
      { kind: 'nudge', id: 'hint', goal: 'sent', holdout: 0.3, title: 'Send it', updated: '2025-01-01' },
      { kind: 'nudge', id: 'other', title: 'Other' },
    ],
  } as Parameters<typeof compile>[0],
  { faces: false },
);
const folder = tempFolder();
let api: ReturnType<typeof asking>;
let close: () => Promise<void>;

/** 200 people saw the hint and 40 of them then reached the goal; 100 were held out and 15 reached it; 7 had it before. */
beforeAll(async () => {
  const store = await openStore(folder.path);
  const seen = now - 20 * DAY;
  await store.tx(async (tx) => {
    const person = (n: number) => ({ tenant: 1, account_id: `a${n}`, user_id: `u${n}` });
    for (let n = 0; n < 207; n++)
      await tx.insert(
        'contents',
        [],
        [
          {
            ...person(n),
            content: 'hint',
            shown: 1,
            first_at: seen,
            last_at: seen,
            completed_at: null,
            dismissed_at: null,
            clicked_at: n < 45 ? seen : null,
            helped: null,
          },
        ],
      );
    for (let n = 300; n < 400; n++)
      await tx.insert(
        'events',
        [],
        [
          {
            ...person(n),
            message_id: `h${n}`,
            type: 'track',
            event: 'Content Suppressed',
            anonymous: 0,
            at: seen,
            received_at: seen,
            skew: 0,
            verified: 0,
            source: 'wire',
            props: JSON.stringify({ content: 'hint', gate: 'holdout' }),
            context: '{}',
          },
        ],
      );
    const reach = (n: number, at: number) => tx.insert('milestones', [], [{ ...person(n), milestone: 'sent', at, n: 1 }]);
    for (let n = 0; n < 40; n++) await reach(n, seen + DAY);
    for (let n = 200; n < 207; n++) await reach(n, seen - DAY);
    for (let n = 300; n < 315; n++) await reach(n, seen + DAY);
    // Five of them came back and clicked again a week later.
    for (let n = 0; n < 50; n++)
      await tx.insert(
        'events',
        [],
        [
          {
            ...person(n % 45),
            message_id: `c${n}`,
            type: 'track',
            event: 'Content Clicked',
            anonymous: 0,
            at: n < 45 ? seen : seen + 7 * DAY,
            received_at: seen,
            skew: 0,
            verified: 0,
            source: 'wire',
            props: JSON.stringify({ content: 'hint' }),
            context: '{}',
          },
        ],
      );
    for (let n = 0; n < 6; n++)
      await tx.insert(
        'events',
        [],
        [
          {
            ...person(n),
            message_id: `q${n}`,
            type: 'track',
            event: 'Inquiry Sent',
            anonymous: 0,
            at: seen + 3_600_000,
            received_at: seen,
            skew: 0,
            verified: 0,
            source: 'wire',
            props: '{}',
            context: '{}',
          },
        ],
      );
    await tx.insert(
      'content_gates',
      [],
      [
        { tenant: 1, content: 'hint', gate: 'caps', day: '2026-06-10', n: 12 },
        { tenant: 1, content: 'hint', gate: 'caps', day: '2026-06-11', n: 3 },
      ],
    );
  });
  api = asking(
    createApi(
      quietDeps(
        store,
        () => now,
        () => program,
      ),
      { maxAge: 0 },
    ),
    1,
  );
  close = () => store.close();
});
afterAll(async () => {
  await close();
  folder.remove();
});

describe('what content causes', () => {
  it('is the difference to those held out, and is not claimed when it may be chance', async () => {
    const [hint] = await api.get<ContentRow[]>('/content');
    expect(hint).toMatchObject({
      shown: 207,
      goalAfter: { num: 40, den: 200, excluded: { hadItBefore: 7 } },
      uplift: { treated: { num: 40, den: 200 }, control: { num: 15, den: 100 }, verdict: 'not-shown' },
    });
    expect(hint?.uplift?.difference).toBeCloseTo(0.05, 9);
    expect(hint?.uplift?.z).toBeCloseTo(1.055, 2);
  });
  it('counts every click that no inquiry followed, what held it back, and says that it is old', async () => {
    const [hint, other] = await api.get<ContentRow[]>('/content');
    expect(hint?.deflection).toMatchObject({ num: 44, den: 50 });
    expect(hint?.suppressed).toEqual([{ gate: 'caps', n: 15 }]);
    expect(hint?.stale).toBe(true);
    expect(other).toMatchObject({ shown: 0, uplift: null, deflection: null, completed: { value: null } });
  });
  it('leaves as a table with the numbers of people that its shares are of', async () => {
    const [head = '', hint = ''] = (await api.csv('/content')).replace('\uFEFF', '').split('\r\n');
    const of = (name: string) => hint.split(',')[head.split(',').indexOf(name)];
    expect(['goal_after_people', 'goal_after_of', 'held_out_people', 'held_out_of'].map(of)).toEqual(['40', '200', '15', '100']);
  });
});
