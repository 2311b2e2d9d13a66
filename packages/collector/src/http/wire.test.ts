import { describe, expect, it } from 'vitest';
import { isPlain, refuse } from './wire';

const event = { messageId: 'm1', type: 'track', event: 'login', userId: 'u1', timestamp: '2026-04-01T09:00:00.000Z' };

describe('somebody who sends an event', () => {
  it('is told about a control character, however it is written in the body', () => {
    const bodies = ['\\u0000', '\\n', '\\u001f', '\u007f', '\\u007f'].flatMap((odd) =>
      ['messageId', 'event', 'userId'].map((field) => JSON.stringify({ ...event, [field]: 'a@b' }).replace('a@b', `a${odd}b`)),
    );
    for (const body of bodies) {
      expect(isPlain(body), body).toBe(false);
      expect(refuse(JSON.parse(body), isPlain(body)), body).toMatch(/must be a (text|name)/);
    }
    expect(isPlain(JSON.stringify(event))).toBe(true);
    expect(refuse(event, true)).toBeUndefined();
  });

  it('may write an instant in every way that a date is written, and in no other', () => {
    const good = [
      '2026-04-01T09:00:00.000Z',
      '2026-02-28T23:59:59.999Z',
      '2026-12-31T00:00:00.000Z',
      '2026-04-01T09:00:00Z',
      '2026-04-01T18:00:00+09:00',
      '2026-04-01',
    ];
    const bad = [
      '2026-13-01T00:00:00.000Z',
      '2026-00-10T00:00:00.000Z',
      '2026-01-00T00:00:00.000Z',
      '2026-01-32T00:00:00.000Z',
      '2026-01-01T25:00:00.000Z',
      '2026-01-01T00:60:00.000Z',
      '2026-01-01T00:00:60.000Z',
      '2026-01-01T00:00:00.00xZ',
      'yesterday',
      '',
    ];
    for (const timestamp of good)
      expect([timestamp, Number.isNaN(Date.parse(timestamp)), refuse({ ...event, timestamp })]).toEqual([timestamp, false, undefined]);
    for (const timestamp of bad)
      expect([timestamp, Number.isNaN(Date.parse(timestamp)), refuse({ ...event, timestamp })]).toEqual([
        timestamp,
        true,
        'timestamp must be an ISO 8601 date',
      ]);
  });
});
