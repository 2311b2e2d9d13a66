import { describe, expect, it } from 'vitest';
import { play, readScenario, type Expectation } from './run';

const agrees = (says: string, outcome: Expectation, expected: Expectation) => {
  for (const [what, value] of Object.entries(expected))
    expect({ [what]: outcome[what as keyof Expectation] }, says).toEqual({ [what]: value });
};

describe(`the engine plays: ${readScenario('success-flow').file.title}`, () => {
  it('every step goes as the scenario says', () => void play('success-flow', agrees));
  it('so it does for a host that sleeps after every signal', () => void play('success-flow', agrees, { sleepy: true }));
  it('replaying the whole log twice causes nothing more', () => {
    const player = play('success-flow', () => undefined);
    expect([...player.replay(), ...player.replay()]).toEqual([]);
  });
});
