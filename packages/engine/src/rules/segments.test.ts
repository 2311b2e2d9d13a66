import { describe, expect, it } from 'vitest';
import { check, compile, initialState, step, worldOf, type Condition, type Config, type Scalar } from '../index';
import { scenario } from '../testing';

const has = (name: string, is: Extract<Condition, { kind: 'trait' }>['is']): Condition => ({ kind: 'trait', name, is });
const ask = (condition: Condition, traits: Record<string, Scalar> = {}) => {
  const anna = scenario({ shirube: 1, segments: [{ id: 's', when: condition }] }).as('anna', traits);
  return check(condition, worldOf(compile({ shirube: 1 }), anna.state)).is;
};

describe('segments', () => {
  it('are evaluated again on an event, on identify and when time has come', () => {
    const config: Config = {
      shirube: 1,
      segments: [
        { id: 'event', when: { kind: 'event', name: 'x' } },
        { id: 'trait', when: has('plan', 'pro') },
        { id: 'time', when: { kind: 'inactivity', for: '7d', of: 'login' } },
      ],
    };
    const anna = scenario(config).as('anna').track('x');
    expect(anna.segments).toEqual(['event']);
    anna.as('anna', { plan: 'pro' });
    expect(anna.segments).toEqual(['event', 'trait']);
    expect(anna.after('7d').segments).toEqual(['event', 'trait', 'time']);
  });
  it('nobody flaps within the shortest stay', () => {
    const anna = scenario({ shirube: 1, segments: [{ id: 's', when: has('on', true), minStay: '1d' }] })
      .as('anna', { on: true })
      .after('1h')
      .as('anna', { on: false });
    expect(anna.segments).toEqual(['s']);
    expect(anna.after('23h').segments).toEqual([]);
  });
  it('who enters leaves at the instant at which that holds, although nobody does anything any more', () => {
    const anna = scenario({ shirube: 1, segments: [{ id: 'active', when: has('on', true), leave: { kind: 'inactivity', for: '7d' } }] }).as(
      'anna',
      { on: true },
    );
    expect(anna.after('6d').segments).toEqual(['active']);
    expect(anna.after('1d').segments).toEqual([]);
  });
  it('who would have to leave at once does not enter, and so does not flap', () => {
    const anna = scenario({ shirube: 1, segments: [{ id: 's', when: has('on', true), leave: has('off', true), minStay: '1m' }] })
      .as('anna', { on: true, off: true })
      .after('1d');
    expect([anna.segments, anna.told.filter((event) => event.startsWith('Segment'))]).toEqual([[], []]);
    expect(anna.as('anna', { off: false }).segments).toEqual(['s']);
  });
  it('in an exclusive group whoever must still stay keeps the others out', () => {
    const config: Config = {
      shirube: 1,
      segments: [
        { id: 'high', group: 'g', when: has('high', true) },
        { id: 'low', group: 'g', when: has('low', true), minStay: '1d' },
      ],
    };
    const anna = scenario(config).as('anna', { low: true }).as('anna', { high: true });
    expect(anna.segments).toEqual(['low']);
    anna.after('1d');
    expect(anna.segments).toEqual(['high']);
    expect(anna.told.slice(-2)).toEqual(['Segment Left', 'Segment Entered']);
  });
  it('a missing trait is unknown, so neither the comparison nor its opposite lets anybody in; exists alone decides', () => {
    expect([ask(has('plan', 'pro')), ask({ kind: 'not', of: has('plan', 'pro') }), ask(has('plan', { not: 'pro' }))]).toEqual([
      null,
      null,
      null,
    ]);
    expect([ask(has('plan', { exists: true })), ask(has('plan', { exists: false }))]).toEqual([false, true]);
  });
  it('unknown is neither true nor false in all and any', () => {
    const [yes, no, unknown] = [has('plan', { exists: false }), has('plan', { exists: true }), has('plan', 'pro')];
    const table = [
      [yes, unknown, null, true],
      [no, unknown, false, null],
      [unknown, unknown, null, null],
      [yes, no, false, true],
      [yes, yes, true, true],
    ] as const;
    for (const [a, b, all, any] of table) expect([ask({ kind: 'all', of: [a, b] }), ask({ kind: 'any', of: [a, b] })]).toEqual([all, any]);
    expect([ask({ kind: 'all', of: [] }), ask({ kind: 'any', of: [] })]).toEqual([true, false]);
  });
  it('text is not read as a number: "10" > 5 is unknown', () => expect(ask(has('n', { gt: 5 }), { n: '10' })).toBe(null));
  it('full-width and capital letters are the same with normalize', () => {
    expect(ask(has('name', { equals: 'abc' }), { name: 'ＡＢＣ' })).toBe(false);
    expect(ask(has('name', { equals: 'abc', normalize: true }), { name: 'ＡＢＣ' })).toBe(true);
    expect(ask(has('name', { contains: 'ガイド', normalize: true }), { name: '操作ｶﾞｲﾄﾞ' })).toBe(true);
  });
  it.each([
    [{ in: ['a', 'b'] }, 'b', true],
    [{ notIn: ['a'] }, 'a', false],
    [{ gte: 45 }, 45, true],
    [{ lt: 45 }, 45, false],
    [{ startsWith: 'T' }, 'T1', true],
    [{ endsWith: 'x' }, 'T1', false],
    [{ semver: '>=2.10' }, '2.9.9', false],
    [{ semver: '>=2.10' }, 'v2.10.0', true],
    [{ before: '2026-01-01' }, '2025-12-31', true],
    [{ after: '2026-01-01' }, '2025-12-31', false],
    [true, true, true],
    [{ gt: 1, lt: 3 }, 2, true],
  ] as const)('%j of %j is %s', (is, value, expected) => expect(ask(has('x', is as never), { x: value })).toBe(expected));
  it('a date so long ago becomes true by itself', () => {
    const anna = scenario({ shirube: 1, segments: [{ id: 's', when: has('since', { ago: { atLeast: '2d' } }) }] }).as('anna', {
      since: '2026-04-01T09:00:00Z',
    });
    expect(anna.after('47h').segments).toEqual([]);
    expect(anna.after('1h').segments).toEqual(['s']);
  });
  it('one that is removed from the configuration is left, and told', () => {
    const anna = scenario({ shirube: 1, version: 'a', segments: [{ id: 's', when: { kind: 'login' } }] }).as('anna');
    const { effects, state } = step(compile({ shirube: 1, version: 'b' }), anna.state, { kind: 'tick', id: 't', at: anna.now });
    expect([effects.map((e) => e.kind === 'track' && e.event), state.seg.s?.in]).toEqual([['Segment Left'], 0]);
  });
  it('no segments at all is fine', () =>
    expect(step(compile({ shirube: 1 }), initialState(), { kind: 'tick', id: 't', at: 1 })).toMatchObject({
      effects: [],
      wakeAt: Infinity,
    }));
});
