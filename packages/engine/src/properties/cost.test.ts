import { describe, expect, it } from 'vitest';
import { compileWith, initialState, kinds, step, type Kinds } from '../index';

/** How many conditions one signal asks, with this many milestones of which three are about it. */
function asked(milestones: number): number[] {
  let checks = 0;
  const { event } = kinds.conditions as Record<'event', Kinds['conditions'][string]>;
  const counting = {
    ...kinds,
    conditions: { event: { ...event, check: (...args: Parameters<typeof event.check>) => (checks++, event.check(...args)) } },
  };
  const program = compileWith(counting, {
    shirube: 1,
    milestones: Array.from({ length: milestones }, (_, i) => ({
      id: `m${i}`,
      when: { kind: 'event' as const, name: `e${Math.floor(i / 3)}`, count: { atLeast: 100 } },
    })),
  });
  const state = initialState();
  return [0, 1, 2, 3].map((i) => {
    checks = 0;
    step(program, state, { kind: 'event', name: `e${i % 3}`, id: `${i}`, at: i });
    return checks;
  });
}

describe('a signal', () => {
  // The first one under a configuration is preceded by a look at every rule.
  it.each([12, 10_000])('asks the three conditions that are about it, and no other, of %d milestones', (milestones) =>
    expect(asked(milestones).slice(1)).toEqual([3, 3, 3]),
  );
});
