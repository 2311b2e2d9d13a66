/** What is kept, how long, and how much of it anybody can cause. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, messageId, rig, START, type Rig } from './helpers';
import type { Backend } from './scenario';

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

export function keepingContract({ name, options }: Backend): void {
  describe(`what a collector on ${name} keeps`, () => {
    let r: Rig;
    beforeAll(async () => {
      r = await rig({
        ...(await options()),
        config: { shirube: 1, version: 'kept', collector: { retention: { events: '100d' } } } as never,
      });
    });
    afterAll(() => r.stop());

    test('of totals, curves and changes goes with the events that they came from, but for what still holds', async () => {
      const row = { tenant: 1, account_id: 'a' };
      const health = (ago: number) => ({
        ...row,
        at: START - ago * DAY,
        score: ago,
        raw: ago,
        level: 'good',
        coverage: 1,
        parts: '[]',
        caps: '[]',
        flags: '{}',
        trend: null,
        cfg: '1',
      });
      const days = (ago: number, active: number) => ({
        ...row,
        user_id: 'u',
        day: day(START - ago * DAY),
        events: 1,
        pages: 0,
        logins: 0,
        active,
      });
      await r.collector.store.tx(async (tx) => {
        await tx.insert('health_history', [], [400, 300, 200, 50, 1].map(health));
        await tx.insert(
          'account_history',
          [],
          [400, 200, 50].map((ago) => ({ ...row, name: 'plan', at: START - ago * DAY, value: `${ago}` })),
        );
        await tx.insert(
          'facts',
          [],
          [400, 200, 50].map((ago) => ({ ...row, name: 'logo', at: START - ago * DAY, value: `${ago}`, entered_by: 'x', source: 'csv' })),
        );
        await tx.insert(
          'event_days',
          [],
          [400, 101, 99].map((ago) => ({ tenant: 1, event: 'sent', day: day(START - ago * DAY), n: 1 })),
        );
        await tx.insert(
          'content_gates',
          [],
          [400, 99].map((ago) => ({ tenant: 1, content: 'c', gate: 'caps', day: day(START - ago * DAY), n: 1 })),
        );
        await tx.insert('usage_days', [], [days(400, 0), days(300, 1), days(200, 1), days(150, 0), days(50, 1)]);
        await tx.insert(
          'segments',
          [],
          [
            { ...row, user_id: 'u', segment: 's', entered_at: START - 400 * DAY, left_at: START - 300 * DAY },
            { ...row, user_id: 'u', segment: 's', entered_at: START - 300 * DAY, left_at: null },
          ],
        );
        await tx.insert(
          'effects',
          [],
          [400, 50].map((ago) => ({ ...row, user_id: 'u', effect_id: `${ago}`, kind: 'track', at: START - ago * DAY, payload: '{}' })),
        );
        await tx.insert(
          'audit',
          [],
          [400, 50].map((ago) => ({ tenant: 1, at: START - ago * DAY, who: 'x', action: 'erase', detail: '{}' })),
        );
      });
      // Of another vendor nothing goes.
      await r.collector.store.tx((tx) => tx.insert('event_days', [], [{ tenant: 77, event: 'sent', day: day(START - 400 * DAY), n: 1 }]));
      const removed = await r.collector.retain();
      const ages = async (table: string, column = 'at') =>
        (await r.query<{ at: number }>(`SELECT ${column} AS at FROM ${table} WHERE tenant = 1 ORDER BY 1`)).map(({ at }) =>
          Math.round((START - at) / DAY),
        );
      expect(await ages('health_history')).toEqual([200, 50, 1]);
      expect(await ages('account_history')).toEqual([200, 50]);
      expect(await ages('facts')).toEqual([200, 50]);
      expect(await ages('effects')).toEqual([50]);
      expect(await ages('audit')).toEqual([50]);
      expect(await ages('segments', 'entered_at')).toEqual([300]);
      const left = async (table: string, tenant = 1) =>
        (await r.query<{ day: string }>(`SELECT day FROM ${table} WHERE tenant = ? ORDER BY day`, [tenant])).map((one) =>
          Math.round((Date.parse(day(START)) - Date.parse(one.day)) / DAY),
        );
      expect(await left('event_days')).toEqual([99]);
      expect(await left('event_days', 77)).toEqual([400]);
      expect(await left('content_gates')).toEqual([99]);
      // The first day, and the first one of use: by them a person belongs to a cohort.
      expect(await left('usage_days')).toEqual([400, 300, 50]);
      expect(removed).toMatchObject({ health_history: 2, account_history: 1, event_days: 2, usage_days: 2 });
    });

    test('somebody who invents people and has each of them ask to be forgotten fills no list, and nobody’s wish is lost', async () => {
      const wish = (user: string, at = r.clock.now()) => ({
        messageId: messageId(),
        type: 'track',
        event: 'Person Forgotten',
        userId: user,
        timestamp: new Date(at).toISOString(),
      });
      await r.send([wish('honest-1')]);
      for (let part = 0; part < 3; part++)
        await r.send(Array.from({ length: 100 }, (_, i) => wish(`invented-${part}-${i}`, START - i * DAY)));
      await r.send([wish('honest-2'), wish('honest-1')]);
      await r.collector.settle();
      const tasks = await r.query<{ user_id: string; title: string; reason: string }>(
        `SELECT user_id, title, reason FROM tasks WHERE status = 'open' ORDER BY created_at`,
      );
      expect(tasks.length).toBe(51);
      expect(tasks.filter((t) => t.user_id === 'honest-1').length).toBe(1);
      const rest = tasks.find((t) => t.user_id === '');
      expect(rest?.reason).toContain('GET /v1/export?event=Person%20Forgotten');
      const token = await r.collector.makeToken('main', 'ops', 'admin');
      const listed = (
        await (await fetch(`${r.url}/v1/export?event=Person%20Forgotten`, { headers: { authorization: `Bearer ${token}` } })).text()
      )
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { userId: string }).userId);
      expect(listed.length).toBe(303);
      expect(listed).toContain('honest-2');
    });
  });
}
