/** Random configurations and lives, for property tests of the engine. Small vocabularies, so that things meet. */
import * as fc from 'fast-check';
import type { Condition, Config, Content, Flow, FlowStep, Milestone, Segment, Signal, SignalInput } from '@shirube/engine';

const names = ['a', 'b', 'c'] as const;
const paths = ['/', '/a', '/b/1', '/b/2'] as const;
const name = fc.constantFrom(...names);
const span = fc.constantFrom('1s', '5s', '30s', '1m', '10m', '1h', '1d');
const range = fc.oneof(
  fc.record({ atLeast: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ atMost: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ exactly: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ between: fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 3 })) }),
);
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
const tidy = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
const ago = fc.oneof(fc.record({ atLeast: span }), fc.record({ atMost: span }));
const hhmm = fc.constantFrom('00:00', '08:30', '09:00', '12:00', '18:00', '23:59');
const zones = fc.constantFrom('Asia/Tokyo', 'UTC', 'America/New_York', 'Europe/Berlin');

/** Conditions that look at nothing but time, counts and facts: no other rule decides them. */
export const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('event' as const), name, count: maybe(range), within: maybe(span) }).map(tidy),
  fc.record({ kind: fc.constant('login' as const), nth: maybe(range), within: maybe(span) }).map(tidy),
  fc
    .record({
      kind: fc.constant('page' as const),
      path: fc.constantFrom('/a', '/b/*', '*', '/:x'),
      visits: maybe(range),
      within: maybe(span),
    })
    .map((c) => (c.visits ? tidy(c) : { kind: c.kind, path: c.path })),
  fc
    .record({
      kind: fc.constant('dwell' as const),
      path: fc.constantFrom('/a', '/b/*', '*'),
      atLeast: fc.constantFrom('5s', '30s', '1m'),
      idleAfter: maybe(fc.constantFrom('10s', '2m')),
      mode: maybe(fc.constant('cumulative' as const)),
    })
    .map(tidy),
  fc.record({
    kind: fc.constant('trait' as const),
    name: fc.constantFrom('x', 'since'),
    is: fc.oneof(fc.boolean(), fc.record({ gte: fc.integer({ min: 0, max: 3 }) }), fc.record({ exists: fc.boolean() }), fc.record({ ago })),
  }) as fc.Arbitrary<Condition>,
  fc
    .record({
      kind: fc.constant('inactivity' as const),
      for: span,
      of: maybe(fc.oneof(fc.constantFrom('login' as const, 'activity' as const), fc.record({ event: name }))),
    })
    .map(tidy),
  fc.record({ kind: fc.constant('session' as const), nth: maybe(range), views: maybe(range), lasts: maybe(span) }).map(tidy),
  fc
    .record({
      kind: fc.constant('sequence' as const),
      of: fc.tuple(fc.record({ event: name }), fc.record({ event: name })).map((of) => [...of]),
      within: maybe(span),
      without: maybe(fc.tuple(fc.record({ event: name })).map((of) => [...of])),
    })
    .map(tidy),
  fc
    .record({
      kind: fc.constant('time' as const),
      weekdays: maybe(fc.subarray(['mon', 'wed', 'fri', 'sun'] as const, { minLength: 1 })),
      hours: maybe(fc.tuple(hhmm, hhmm)),
      timeZone: zones,
    })
    .map(tidy) as fc.Arbitrary<Condition>,
  fc
    .record({
      kind: fc.constant('content' as const),
      id: fc.constantFrom('tip', 'tour'),
      is: fc.constantFrom('seen' as const, 'completed' as const, 'dismissed' as const, 'snoozed' as const),
      ago: maybe(ago),
    })
    .map(tidy),
  fc.record({ kind: fc.constant('form' as const), target: fc.constant({ css: 'form' }), after: maybe(span) }).map(tidy),
  fc.record({ kind: fc.constant('sample' as const), share: fc.constantFrom(0, 0.5, 1) }),
  fc
    .record({
      kind: fc.constant('element' as const),
      target: fc.constant({ css: '#x' }),
      is: fc.constantFrom('visible' as const, 'clicked' as const),
      ago: maybe(ago),
    })
    .map(tidy),
);
const pick = (what: readonly string[]) => fc.constantFrom(...what);
/** Conditions on other rules; rules only look at those before them, so that none goes round in a circle. */
const named = (ms: readonly string[], segs: readonly string[], rest: boolean): fc.Arbitrary<Condition> =>
  fc.oneof(
    ...(ms.length ? [fc.record({ kind: fc.constant('milestone' as const), id: pick(ms), ago: maybe(ago) }).map(tidy)] : []),
    ...(segs.length ? [fc.record({ kind: fc.constant('segment' as const), id: pick(segs), ago: maybe(ago) }).map(tidy)] : []),
    ...(rest
      ? [
          fc
            .record({
              kind: fc.constant('flow' as const),
              id: fc.constantFrom('f0', 'f1'),
              is: fc.constantFrom('in' as const, 'ended' as const),
              ago: maybe(ago),
            })
            .map(tidy),
        ]
      : []),
    fc.record({ kind: fc.constant('checklist' as const), id: fc.constant('list'), complete: fc.boolean() }),
  );

export const conditionOf = (leaves: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.letrec<{ any: Condition }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: leaves, weight: 4 },
      {
        arbitrary: fc.record({
          kind: fc.constantFrom('all' as const, 'any' as const),
          of: fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
        }) as fc.Arbitrary<Condition>,
        weight: 1,
      },
      { arbitrary: tie('any').map((of): Condition => ({ kind: 'not', of })), weight: 1 },
    ),
  })).any;
const after = (ms: readonly string[], segs: readonly string[] = [], rest = false) =>
  conditionOf(fc.oneof({ arbitrary: leaf, weight: 4 }, { arbitrary: named(ms, segs, rest), weight: 1 }));
const MS = ['m0', 'm1', 'm2'];
/** For flows. */
const condition = after(MS, ['s0', 's1']);
/** For content. */
const anything = after(MS, ['s0', 's1'], true);

const step = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), for: fc.constantFrom('5s', '1m', '1h', '1bd') }),
  fc
    .record({
      do: fc.constant('waitUntil' as const),
      paths: fc.array(fc.record({ when: condition }), { minLength: 1, maxLength: 2 }),
      max: maybe(span),
    })
    .map(tidy),
  fc.record({
    do: fc.constant('branch' as const),
    paths: fc.array(fc.record({ when: condition, to: fc.constantFrom('p2', 'exit') }), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ do: fc.constant('email' as const), mail: fc.constant('hello') }),
  fc.record({ do: fc.constant('task' as const), title: fc.constant('Call'), closeWhen: maybe(condition) }).map(tidy),
  fc
    .record({
      do: fc.constant('show' as const),
      content: fc.constant('tip'),
      until: maybe(fc.constant('completed' as const)),
      max: maybe(span),
    })
    .map(tidy),
);
const flow = (i: number): fc.Arbitrary<Flow> =>
  fc
    .record({
      id: fc.constant(`f${i}`),
      start: condition,
      goal: maybe(condition),
      exit: maybe(condition),
      reentry: maybe(fc.constant({ after: '1d' })),
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    })
    .map((f) => tidy({ ...f, steps: f.steps.map((s, n) => ({ ...s, id: `p${n}` }) as FlowStep) }) as Flow);
const milestone = (i: number): fc.Arbitrary<Milestone> =>
  fc
    .record({
      id: fc.constant(`m${i}`),
      when: after(MS.slice(0, i)),
      repeat: maybe(fc.boolean()),
      requires: maybe(fc.constant<string[]>(['m0'])),
    })
    .map((m) => tidy(i ? m : { ...m, requires: undefined }) as Milestone);
const segment = (i: number): fc.Arbitrary<Segment> =>
  fc
    .record({
      id: fc.constant(`s${i}`),
      when: after(MS, i ? ['s0'] : []),
      leave: maybe(after(MS)),
      minStay: maybe(span),
      group: maybe(fc.constant('g')),
    })
    .map((s) => tidy(s) as Segment);
const content: fc.Arbitrary<Content[]> = fc.tuple(
  fc
    .record({
      kind: fc.constant('nudge' as const),
      id: fc.constant('tip'),
      title: fc.constant('Tip'),
      when: maybe(anything),
      audience: maybe(anything),
      hide: maybe(anything),
      frequency: maybe(fc.constantFrom('once' as const, 'session' as const, 'always' as const)),
      pages: maybe(fc.constantFrom('/a', '/b/*')),
    })
    .map(tidy),
  fc
    .record({
      kind: fc.constant('tour' as const),
      id: fc.constant('tour'),
      when: anything,
      goal: maybe(fc.constant('m0')),
      frequency: fc.constant('untilCompleted' as const),
      steps: fc.constant([{ id: 'one' }]),
    })
    .map(tidy),
) as unknown as fc.Arbitrary<Content[]>;

export const config: fc.Arbitrary<Config> = fc.record({
  shirube: fc.constant(1 as const),
  caps: fc.constant({ gap: '5s' }),
  holdout: fc.constant(0),
  session: fc.constant({ gap: '10m' }),
  milestones: fc.tuple(milestone(0), milestone(1), milestone(2)),
  segments: fc.tuple(segment(0), segment(1)),
  flows: fc.tuple(flow(0), flow(1)),
  content,
  checklists: fc.tuple(leaf, leaf).map(([one, two]) => [
    {
      id: 'list',
      items: [
        { id: 'one', done: one },
        { id: 'two', done: two, revocable: true },
      ],
    },
  ]),
}) as unknown as fc.Arbitrary<Config>;

/** Only what the wire carries whole: events, logins and traits, and what follows from them. */
export const travelling: fc.Arbitrary<Config> = ((): fc.Arbitrary<Config> => {
  const told = leaf.filter((c) => c.kind === 'event' || c.kind === 'login' || c.kind === 'trait');
  const reached = fc.record({ kind: fc.constant('milestone' as const), id: pick(['m0', 'm1']), ago: maybe(ago) }).map(tidy);
  return fc
    .tuple(conditionOf(told), conditionOf(told), conditionOf(fc.oneof(told, reached)), conditionOf(fc.oneof(told, reached)))
    .map(([m0, m1, s0, s1]): Config => ({
      shirube: 1,
      milestones: [
        { id: 'm0', when: m0 },
        { id: 'm1', when: m1 },
      ],
      segments: [
        { id: 's0', when: s0 },
        { id: 's1', when: s1 },
      ],
    }));
})();

const input: fc.Arbitrary<SignalInput> = fc.oneof(
  { arbitrary: name.map((n): SignalInput => ({ kind: 'event', name: n })), weight: 5 },
  fc.constant<SignalInput>({ kind: 'event', name: 'login' }),
  { arbitrary: fc.constantFrom(...paths).map((path): SignalInput => ({ kind: 'page', path })), weight: 3 },
  fc
    .constantFrom('visible' as const, 'hidden' as const, 'active' as const, 'closed' as const, 'boot' as const)
    .map((is): SignalInput => ({ kind: 'tab', is })),
  fc
    .record({ x: fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 3 })), since: fc.constant('2026-04-01T08:59:30Z') })
    .map((traits): SignalInput => ({ kind: 'identify', user: 'anna', traits })),
  fc
    .tuple(
      fc.constantFrom('tip', 'tour'),
      fc.constantFrom(
        'opening' as const,
        'shown' as const,
        'completed' as const,
        'dismissed' as const,
        'snoozed' as const,
        'closed' as const,
        'requested' as const,
      ),
    )
    .map(([c, phase]): SignalInput => ({ kind: 'content', content: c, phase })),
  fc.boolean().map((typing): SignalInput => ({ kind: 'quiet', facts: { typing } })),
  fc
    .record({ touched: fc.nat(2), missing: fc.nat(2), submitted: fc.boolean(), left: fc.boolean() })
    .map((value): SignalInput => ({ kind: 'dom', key: 'form:{"target":{"css":"form"}}', value })),
  fc.boolean().map((value): SignalInput => ({ kind: 'dom', key: 'element:{"target":{"css":"#x"},"is":"visible"}', value })),
  fc.constant<SignalInput>({ kind: 'mail', mail: 'hello', phase: 'opened' }),
);

export const START = Date.parse('2026-04-01T09:00:00Z');
/** A life: signals of two tabs with pauses of whole seconds, from moments to days. */
export const life = (most = 25): fc.Arbitrary<Signal[]> =>
  fc
    .array(
      fc.record({
        input,
        pause: fc.oneof(fc.nat(10), fc.constantFrom(30, 60, 600, 3600), fc.constantFrom(86_400, 3 * 86_400)),
        tab: fc.constantFrom('t1', 't1', 't2'),
      }),
      { minLength: 3, maxLength: most },
    )
    .map((parts) => {
      let at = START;
      const seq: Record<string, number> = {};
      return parts.map(
        ({ input: what, pause, tab }, i) =>
          ({ ...what, id: `i${i}`, at: (at += pause * 1000), tab, seq: (seq[tab] = (seq[tab] ?? 0) + 1) }) as Signal,
      );
    });
