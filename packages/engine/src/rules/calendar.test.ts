import { describe, expect, it } from 'vitest';
import type { Condition } from '../index';
import { scenario } from '../testing';

const life = (when: Condition, start?: string) => scenario({ shirube: 1, segments: [{ id: 'yes', when }] }, start).as('anna');
const holds = (anna: ReturnType<typeof scenario>) => anna.segments.includes('yes');

describe('calendar', () => {
  const hours: Condition = {
    kind: 'time',
    weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
    hours: ['09:00', '18:00'],
    timeZone: 'Asia/Tokyo',
  };
  it('business hours of the zone begin and end by themselves', () => {
    const anna = life(hours, '2026-04-03T08:59:00+09:00').after('59s');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.after('1s'))).toBe(true);
    anna.after('9h');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.after('48h'))).toBe(false);
    expect(holds(anna.after('15h'))).toBe(true);
  });
  it('nobody is offered a call on a holiday, and the day after somebody is', () => {
    const offer: Condition = { kind: 'time', hours: ['09:00', '18:00'], holidays: false, timeZone: 'Asia/Tokyo' };
    const anna = scenario(
      {
        shirube: 1,
        calendar: { holidays: ['2026-05-04'] },
        segments: [
          { id: 'yes', when: offer },
          { id: 'holiday', when: { kind: 'time', holidays: true, timeZone: 'Asia/Tokyo' } },
        ],
      },
      '2026-05-03T23:59:00+09:00',
    ).as('anna');
    expect(anna.segments).toEqual([]);
    expect(anna.after('1m').segments).toEqual(['holiday']);
    expect(anna.after('12h').segments).toEqual(['holiday']);
    expect(anna.after('12h').segments).toEqual([]);
    expect(anna.after('9h').segments).toEqual(['yes']);
  });
  it('hours may go over midnight', () =>
    expect(holds(life({ kind: 'time', hours: ['22:00', '06:00'], timeZone: 'UTC' }, '2026-04-03T23:00:00Z'))).toBe(true));
  it('summer time moves the hour with the clock on the wall', () => {
    const anna = life({ kind: 'time', hours: ['09:00', '10:00'], timeZone: 'Europe/Berlin' }, '2026-03-28T08:30:00Z');
    expect(holds(anna)).toBe(true);
    const entered: number[] = [];
    for (const e of anna.after('3d').effects) if (e.kind === 'track' && e.event === 'Segment Entered') entered.push(e.at);
    expect(entered.map((at) => new Date(at).toISOString())).toEqual([
      '2026-03-28T08:30:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
      '2026-03-31T07:00:00.000Z',
    ]);
  });
  it.each([
    ['in spring, when the clock jumps over their beginning', '2026-03-08T05:00:00Z', ['02:30', '03:30'], ['07:00', '07:30']],
    ['in autumn, when the clock shows them twice', '2026-11-01T05:00:00Z', ['01:15', '01:45'], ['05:15', '05:45', '06:15', '06:45']],
  ] as const)('hours begin and end by themselves %s', (_, start, hours, changes) => {
    const anna = life({ kind: 'time', hours: [...hours], timeZone: 'America/New_York' }, start).after('6h');
    const told = anna.effects.filter((e) => e.kind === 'track' && /^Segment/.test(e.event));
    expect(told.map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual(changes);
  });
  it('a date without an offset is meant in the zone', () => {
    const anna = life({ kind: 'time', from: '2026-05-01', to: '2026-05-02', timeZone: 'Asia/Tokyo' }, '2026-04-30T14:59:59Z');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.after('1s'))).toBe(true);
    expect(holds(anna.after('24h'))).toBe(false);
  });
  it('a zone that does not exist is read as UTC', () =>
    expect(holds(life({ kind: 'time', hours: ['09:00', '10:00'], timeZone: 'Moon/Crater' }))).toBe(true));
});
