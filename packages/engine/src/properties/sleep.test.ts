import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { config, life, travelling } from '../../../../test/helpers/people';
import { RUNS, runs } from '../../../../test/helpers/property';
import {
  compile,
  initialState,
  loadState,
  signalsOf,
  step,
  wireOf,
  type Config,
  type Effect,
  type Program,
  type Signal,
  type State,
} from '../index';

vi.setConfig({ testTimeout: 1_200_000 });
const nap = (state: State): State => loadState(JSON.parse(JSON.stringify(state))).state;
const live = (program: Program, signals: readonly Signal[], between: (state: State) => State = (s) => s, state = initialState()) => {
  const effects: Effect[] = [];
  const errors: unknown[] = [];
  for (const signal of signals) {
    const result = step(program, between(state), signal);
    state = result.state;
    effects.push(...result.effects);
    errors.push(...(result.errors ?? []));
  }
  return { state, effects, errors };
};
/** What everybody must agree on: everything but the cached next instant. */
const core = ({ wake: _, ...state }: State) => JSON.parse(JSON.stringify(state)) as unknown;
/** What does not depend on anybody looking. */
const lasting = ({ ms, seg, fl, ck, ev, login, tasks }: State) => ({ ms, seg, fl, ck, ev, login, tasks });
const decided = (effects: readonly Effect[]) =>
  effects.filter((e) => e.kind !== 'show' && e.kind !== 'hide' && !(e.kind === 'track' && e.event.startsWith('Content')));

describe(`whatever happens in between (${RUNS} random configurations and lives each)`, () => {
  it('running straight equals writing the state to JSON and reading it back after every signal', () => {
    fc.assert(
      fc.property(config, life(), (c, signals) => {
        const program = compile(c);
        const straight = live(program, signals);
        const sleepy = live(program, signals, nap);
        expect(straight.errors).toEqual([]);
        expect(sleepy.effects).toEqual(straight.effects);
        expect(core(sleepy.state)).toEqual(core(straight.state));
      }),
      runs(),
    );
  });
  it('looking at every rule anew with each signal decides the same: none forgets a fact that it depends on', () => {
    const told = (effects: readonly Effect[]) => effects.map(({ id: _, ...effect }) => JSON.stringify(effect)).sort();
    fc.assert(
      fc.property(config, life(), (c, signals) => {
        const program = compile(c);
        const [lazy, curious] = [live(program, signals), live(program, signals, (state) => ({ ...state, cfg: '' }))];
        expect(lasting(curious.state)).toEqual(lasting(lazy.state));
        expect(told(curious.effects)).toEqual(told(lazy.effects));
      }),
      runs(),
    );
  });
  it('a second compilation of the same configuration decides the same', () => {
    fc.assert(
      fc.property(config, life(), (c, signals) => {
        const half = signals.length >> 1;
        const first = live(compile(c), signals.slice(0, half));
        const rest = live(compile(JSON.parse(JSON.stringify(c)) as Config), signals.slice(half), nap, first.state);
        expect([...first.effects, ...rest.effects]).toEqual(live(compile(c), signals).effects);
      }),
      runs(),
    );
  });
  it('replaying the whole log, or any part of it, causes nothing', () => {
    fc.assert(
      fc.property(config, life(), fc.nat(), (c, signals, from) => {
        const program = compile(c);
        const { state } = live(program, signals);
        const before = core(state);
        expect(live(program, [...signals, ...signals.slice(from % signals.length)], undefined, state).effects).toEqual([]);
        expect(core(state)).toEqual(before);
      }),
      runs(),
    );
  });
  it('signals that overtake each other are all counted, once each, and the same milestones are reached', () => {
    const counting = fc.array(fc.record({ name: fc.constantFrom('a', 'b'), tab: fc.constantFrom('t1', 't2'), late: fc.nat(12) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(counting, (parts) => {
        const seq: Record<string, number> = {};
        const sent = parts.map(({ name, tab, late }, i) => ({
          late: i + late,
          signal: { kind: 'event', name, id: `i${i}`, at: 1000 * i, tab, seq: (seq[tab] = (seq[tab] ?? 0) + 1) } as Signal,
        }));
        const heard = [...sent].sort((a, b) => a.late - b.late).map(({ signal }) => signal);
        const program = compile({
          shirube: 1,
          milestones: [1, 2, 3, 5, 8, 13].flatMap((n) =>
            ['a', 'b'].map((name) => ({ id: `${name}${n}`, when: { kind: 'event' as const, name, count: { atLeast: n } } })),
          ),
        });
        const [straight, late] = [
          live(
            program,
            sent.map(({ signal }) => signal),
          ),
          live(program, [...heard, ...heard], nap),
        ];
        expect([late.state.ev['e:a']?.n, late.state.ev['e:b']?.n, Object.keys(late.state.ms).sort()]).toEqual([
          straight.state.ev['e:a']?.n,
          straight.state.ev['e:b']?.n,
          Object.keys(straight.state.ms).sort(),
        ]);
        expect(late.state.missed).toEqual([]);
      }),
      runs(),
    );
  });
  it('two evaluators give the same ids to the same effects', () => {
    fc.assert(
      fc.property(config, life(), (c, signals) => {
        const { effects } = live(compile(c), signals);
        expect(new Set(effects.map((e) => e.id)).size).toBe(effects.length);
        expect(live(compile(c), signals).effects.map((e) => e.id)).toEqual(effects.map((e) => e.id));
      }),
      runs(),
    );
  });
  it('ticks are redundant: waking at random instants changes nothing of what lasts', () => {
    fc.assert(
      fc.property(config, life(), fc.array(fc.nat(4 * 86_400), { maxLength: 20 }), (c, signals, ticks) => {
        const program = compile(c);
        // What opens depends on somebody looking; a person who sees nothing is the same person for every host.
        const blind = signals.filter((s) => s.kind !== 'tab');
        const start = blind[0]?.at ?? 0;
        const waking = [...blind, ...ticks.map((s, i): Signal => ({ kind: 'tick', id: `tick${i}`, at: start + s * 1000 }))].sort(
          (a, b) => a.at - b.at,
        );
        const end: Signal = { kind: 'tick', id: 'end', at: start + 40 * 864e5 };
        const [lazy, busy] = [live(program, [...blind, end]), live(program, [...waking, end])];
        expect(lasting(busy.state)).toEqual(lasting(lazy.state));
        expect(decided(busy.effects)).toEqual(decided(lazy.effects));
      }),
      runs(),
    );
  });
  it('a browser and a collector that hears the wire agree on milestones and segments of what travels', () => {
    fc.assert(
      fc.property(travelling, life(), (c, signals) => {
        const explicit = signals
          .filter((s) => s.kind === 'event' || s.kind === 'identify')
          .map((s): Signal => (s.kind === 'identify' ? { ...s, login: true } : s));
        const end: Signal = { kind: 'tick', id: 'end', at: (explicit.at(-1)?.at ?? 0) + 864e5 };
        const browser = live(compile(c), [...explicit, end]);
        const heard = explicit.flatMap((s) => {
          const wire = wireOf(s);
          return wire
            ? signalsOf({
                ...wire,
                messageId: s.id,
                userId: 'anna',
                timestamp: new Date(s.at).toISOString(),
                context: { tabId: s.tab, seq: s.seq, login: s.kind === 'identify' },
              })
            : [];
        });
        const server = live(compile(c, { faces: false }), [...heard, end]);
        expect([server.state.ms, server.state.seg]).toEqual([browser.state.ms, browser.state.seg]);
      }),
      runs(),
    );
  });
});
