import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { conditionOf, config, leaf, life } from '../../../../test/helpers/people';
import { RUNS, runs } from '../../../../test/helpers/property';
import { check, compile, initialState, step, worldOf, type Condition, type Effect, type Signal, type State } from '../index';

vi.setConfig({ testTimeout: 1_200_000 });
const OVER = 60;
const asking = (when: Condition) =>
  compile({
    shirube: 1,
    milestones: [{ id: 'm', when, repeat: true }],
    content: [
      { kind: 'nudge', id: 'tip', title: 'Tip' },
      { kind: 'nudge', id: 'tour', title: 'Tour' },
    ],
  });
const after = (program: ReturnType<typeof compile>, signals: readonly Signal[]) =>
  signals.reduce((state, signal) => step(program, state, signal).state, initialState());

describe('until is never late', () => {
  it(`an answer holds for every second before its until (${RUNS} random conditions and states, ${OVER} seconds each)`, () => {
    fc.assert(
      fc.property(conditionOf(leaf), life(12), fc.constantFrom(1, 60, 3600), (when, signals, stride) => {
        const program = asking(when);
        const state = after(program, signals);
        const start = state.now;
        let answer = check(when, worldOf(program, state));
        for (let second = 1; second <= OVER; second++) {
          state.now = start + second * stride * 1000;
          const now = check(when, worldOf(program, state));
          if (state.now < answer.until) expect({ is: now.is, at: second }).toEqual({ is: answer.is, at: second });
          else answer = now;
        }
      }),
      runs(),
    );
  });
  it(`a host that wakes only when it was told to sees the same as one that looks every second (${Math.ceil(RUNS / 4)} random configurations)`, () => {
    const lasting = ({ ms, seg, fl, ck, ev, login, tasks }: State) => ({ ms, seg, fl, ck, ev, login, tasks });
    const sorted = (effects: readonly Effect[]) =>
      told(effects)
        .map((e) => JSON.stringify(e))
        .sort();
    const told = (effects: readonly Effect[]) => effects.map(({ id: _, ...e }) => e);
    fc.assert(
      fc.property(config, life(8), (c, signals) => {
        const program = compile(c);
        const quick = signals.map((s, i) => ({ ...s, at: (signals[0]?.at ?? 0) + i * 7000 }));
        const run = (wake: (now: number, wakeAt: number) => number, before: (state: State) => void = () => {}) => {
          let state = initialState();
          const effects: Effect[] = [];
          let wakeAt = Infinity;
          let n = 0;
          const feed = (signal: Signal) => {
            before(state);
            const result = step(program, state, signal);
            state = result.state;
            wakeAt = result.wakeAt;
            effects.push(...result.effects);
          };
          for (const signal of [...quick, { kind: 'tick', id: 'end', at: (quick.at(-1)?.at ?? 0) + 90_000 } as Signal]) {
            for (;;) {
              const at = wake(state.now || signal.at, wakeAt);
              if (at >= signal.at) break;
              feed({ kind: 'tick', id: `k${n++}`, at });
            }
            feed(signal);
          }
          return { effects, state };
        };
        const lazy = run((_, wakeAt) => wakeAt);
        const busy = run((now, wakeAt) => Math.min(wakeAt, now + 1000));
        expect(told(lazy.effects)).toEqual(told(busy.effects));
        expect(lazy.state.ms).toEqual(busy.state.ms);
        // Nor does it matter that somebody looks at every rule anew, although no fact that it depends on has changed.
        const curious = run(
          (now, wakeAt) => Math.min(wakeAt, now + 1000),
          (state) => void (state.cfg = ''),
        );
        expect([lasting(curious.state), sorted(curious.effects)]).toEqual([lasting(lazy.state), sorted(lazy.effects)]);
      }),
      runs(RUNS / 4),
    );
  });
});
