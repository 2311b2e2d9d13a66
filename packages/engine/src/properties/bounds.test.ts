import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { config, life } from '../../../../test/helpers/people';
import { RUNS, runs } from '../../../../test/helpers/property';
import {
  compile,
  explain,
  explainText,
  initialState,
  loadState,
  milestoneStatus,
  step,
  type Config,
  type Signal,
  type SignalInput,
} from '../index';

vi.setConfig({ testTimeout: 1_200_000 });
const kinds = [
  'answer',
  'content',
  'dom',
  'env',
  'event',
  'group',
  'identify',
  'mail',
  'page',
  'quiet',
  'reached',
  'rollup',
  'tab',
  'task',
  'tick',
  'video',
  'nonsense',
];
const fields = [
  'name',
  'content',
  'phase',
  'path',
  'user',
  'traits',
  'props',
  'facts',
  'key',
  'value',
  'survey',
  'question',
  'mail',
  'video',
  'from',
  'to',
  'milestone',
  'task',
  'counts',
  'consent',
  'is',
  'tab',
  'seq',
  'account',
  'sid',
  'n',
  'until',
];
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    'constructor',
    '__proto__',
    'toString',
    'tip',
    'a',
    NaN,
    Infinity,
    -1,
    1e308,
    '',
    [],
    {},
    { toString: 0 },
    { valueOf: 1, toString: null },
  ),
);
/** Anything at all in the shape of a signal. */
const hostile = fc
  .record({
    kind: fc.oneof(fc.constantFrom(...kinds), odd),
    more: fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: 8 }),
    at: fc.oneof(fc.integer({ min: 0, max: 2e12 }), odd),
    id: fc.oneof(fc.string(), odd),
  })
  .map(({ kind, more, at, id }) => ({ ...more, kind, at, id }) as unknown as Signal);
/** A valid configuration with some of its parts replaced by anything. */
const twisted = fc.tuple(config, fc.array(fc.tuple(fc.nat(), odd), { maxLength: 6 })).map(([c, changes]) => {
  const copy = JSON.parse(JSON.stringify(c)) as Record<string, unknown>;
  for (const [where, value] of changes) {
    const places: [Record<string, unknown>, string][] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node as Record<string, unknown>, key]);
        walk((node as Record<string, unknown>)[key]);
      }
    };
    walk(copy);
    const place = places[where % Math.max(1, places.length)];
    if (place) place[0][place[1]] = value;
  }
  return copy as unknown as Config;
});

describe(`bounds and tolerance (${RUNS} runs each)`, () => {
  it('milestones are monotone: never taken back, never later, never fewer', () => {
    fc.assert(
      fc.property(config, life(), (c, signals) => {
        const program = compile(c);
        const state = initialState();
        let before = { ...state.ms };
        for (const signal of signals) {
          step(program, state, signal);
          for (const [id, reached] of Object.entries(before)) {
            expect(state.ms[id]?.at).toBe(reached.at);
            expect(state.ms[id]?.n).toBeGreaterThanOrEqual(reached.n);
          }
          before = structuredClone(state.ms);
        }
      }),
      runs(),
    );
  });
  it('the state is bounded by the configuration and not by the length of the visit', () => {
    fc.assert(
      fc.property(config, life(60), (c, signals) => {
        const program = compile(c);
        const state = initialState();
        const sizes: number[] = [];
        for (let round = 0; round < 6; round++) {
          for (const [i, s] of signals.entries())
            step(program, state, { ...s, id: `${round}-${i}`, at: s.at + round * 90 * 864e5, seq: round * 1000 + i });
          sizes.push(JSON.stringify(state).length);
        }
        // Later rounds add digits to numbers, and instants up to the number that is kept; never the log.
        expect(sizes[5] ?? 0).toBeLessThan(20_000);
        expect((sizes[5] ?? 0) - (sizes[3] ?? 0)).toBeLessThan(2_500);
      }),
      runs(RUNS / 8),
    );
  });
  it('names from outside do not pile up', () => {
    const program = compile({ shirube: 1, content: [{ kind: 'nudge', id: 'tip', title: 'Tip' }] });
    const state = initialState();
    for (let i = 0; i < 3000; i++) {
      const say = (input: SignalInput) => step(program, state, { ...input, id: `${i}`, at: i * 1000, tab: `tab${i}`, seq: 1 } as Signal);
      for (const input of [
        { kind: 'event', name: `e${i}` },
        { kind: 'content', content: `c${i}`, phase: 'shown' },
        { kind: 'mail', mail: `m${i}`, phase: 'sent' },
        { kind: 'answer', survey: `s${i}`, question: 'q', value: 1 },
        { kind: 'identify', user: 'anna', traits: { [`t${i}`]: i } },
        { kind: 'dom', key: `d${i}`, value: 1 },
        { kind: 'quiet', facts: { [`f${i}`]: true } },
        { kind: 'reached', milestone: `m${i}` },
      ] as SignalInput[])
        say(input);
    }
    expect(JSON.stringify(state).length).toBeLessThan(40_000);
  });
  it('arbitrary JSON as a signal never throws and never harms the state', () => {
    fc.assert(
      fc.property(config, life(6), fc.array(hostile, { maxLength: 20 }), (c, signals, attack) => {
        const program = compile(c);
        const state = initialState();
        for (const signal of signals) step(program, state, signal);
        for (const signal of attack) expect(step(program, state, signal).errors ?? []).toEqual([]);
        const { report } = loadState(JSON.parse(JSON.stringify(state)));
        expect(report.dropped).toEqual([]);
        expect(({} as Record<string, unknown>).n).toBeUndefined();
      }),
      runs(),
    );
  });
  it('arbitrary JSON as a stored state never throws, and says what was left out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            v: fc.constant(1),
            ...Object.fromEntries(
              Object.keys(initialState())
                .slice(1)
                .map((key) => [key, fc.jsonValue()]),
            ),
          }),
        ),
        config,
        life(5),
        (json, c, signals) => {
          const { state, report } = loadState(json);
          expect(report.ok).toBe(report.dropped.length === 0);
          for (const signal of signals) step(compile(c), state, { ...signal, at: state.now + 1 });
          JSON.stringify(state);
        },
      ),
      runs(),
    );
  });
  it('arbitrary JSON as a configuration never throws, and the rest goes on', () => {
    fc.assert(
      fc.property(fc.oneof(twisted, fc.jsonValue() as unknown as fc.Arbitrary<Config>), life(8), (c, signals) => {
        const program = compile(c);
        const state = initialState();
        for (const signal of signals) step(program, state, signal);
        for (const id of program.contents.keys())
          for (const language of ['en', 'ja'] as const) explainText(explain(program, state, id), language);
        for (const id of program.milestones.keys()) milestoneStatus(program, state, id);
        expect(program.problems.every((problem) => typeof problem === 'string')).toBe(true);
        JSON.stringify(state);
      }),
      runs(),
    );
  });
  it.each(['id', 'version', 'priority', 'timeZone', 'session', 'content kind'])(
    'a value that nothing can turn into a string does no harm as %s',
    (where) => {
      const odd = { toString: -0 } as never;
      const tip = {
        kind: where === 'content kind' ? odd : 'nudge',
        id: 'tip',
        title: 'Tip',
        when: { kind: 'event', name: 'a' },
        ...(where === 'priority' && { priority: odd }),
      } as never;
      const other = { kind: 'nudge', id: 'other', title: 'Other', when: { kind: 'event', name: 'a' }, interrupts: false } as const;
      const program = compile({
        shirube: 1,
        milestones: [
          ...(where === 'id' ? [{ id: odd, when: { kind: 'login' } as const }] : []),
          { id: 'm', when: { kind: 'event', name: 'a' } },
        ],
        content: [tip, other],
        flows: [{ id: 'f', start: { kind: 'event', name: 'a' }, steps: [{ do: 'wait', id: 'w', for: '1bd' }] }],
        ...(where === 'version' && { version: odd }),
        ...(where === 'timeZone' && { timeZone: odd }),
        ...(where === 'session' && { session: { gap: odd, max: odd } }),
      });
      const state = initialState();
      step(program, state, { kind: 'tab', is: 'visible', id: '1', at: 1, tab: 't' });
      const { effects } = step(program, state, { kind: 'event', name: 'a', id: '2', at: 2, tab: 't' });
      expect([
        program.milestones.has('m'),
        state.ms.m?.n,
        state.fl.f?.s,
        effects.some((e) => e.kind === 'show' && e.content === 'other'),
      ]).toEqual([true, 1, 'w', true]);
    },
  );
  it('rules that wait for each other in a circle come to a rest', () => {
    const program = compile({
      shirube: 1,
      segments: [
        { id: 'a', when: { kind: 'not', of: { kind: 'segment', id: 'b' } } },
        { id: 'b', when: { kind: 'segment', id: 'a' } },
      ],
    });
    const state = initialState();
    const counts = [1, 2, 3].map((at) => step(program, state, { kind: 'event', name: 'x', id: `${at}`, at }).effects.length);
    expect(Math.max(...counts)).toBeLessThan(50);
  });
  it('where order is not promised to matter it does not: events of one instant may come in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'a', 'b', 'b', 'c'], { minLength: 5, maxLength: 5 }), (order) => {
        const program = compile({
          shirube: 1,
          milestones: ['a', 'b', 'c'].map((name) => ({ id: name, when: { kind: 'event', name, count: { atLeast: 2 } } })),
          segments: [
            {
              id: 's',
              when: {
                kind: 'all',
                of: [
                  { kind: 'milestone', id: 'a' },
                  { kind: 'milestone', id: 'b' },
                ],
              },
            },
          ],
        });
        const state = initialState();
        for (const [i, name] of order.entries()) step(program, state, { kind: 'event', name, id: `${i}`, at: 5 });
        expect([Object.keys(state.ms).sort(), state.seg.s?.in]).toEqual([['a', 'b'], 1]);
      }),
      runs(),
    );
  });
});
