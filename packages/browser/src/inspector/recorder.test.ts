import { compile, initialState, loadState, step, type Config, type Signal } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import { createRecorder } from './recorder';

const config: Config = { shirube: 1, milestones: [{ id: 'third', when: { kind: 'event', name: 'try', count: { atLeast: 3 } } }] };
const program = compile(config);
const attempt = (n: number): Signal => ({ kind: 'event', name: 'try', id: `e${n}`, at: n * 1000, tab: 't', seq: n });

function fly(signals: readonly Signal[], recorder = createRecorder('1.0.0', config), state = initialState()) {
  for (const signal of signals) {
    recorder.signal({ signal, state });
    for (const effect of step(program, state, signal).effects) recorder.effect(effect);
  }
  return { recorder, state };
}

describe('an engineer who records what happened', () => {
  it('gets the state at the start, every signal and what followed from them', () => {
    const { signals, effects } = fly([1, 2, 3].map(attempt)).recorder.recording();
    expect(signals.map((entry) => entry.kind)).toEqual(['state', 'event', 'event', 'event']);
    expect(effects.map((effect) => effect.id)).toEqual(['m:third:1']);
  });
  it('sees where another state was put in place', () => {
    const { recorder, state } = fly([attempt(1)]);
    fly([attempt(2)], recorder, loadState(JSON.parse(JSON.stringify(state))).state);
    expect(recorder.recording().signals.map((entry) => entry.kind)).toEqual(['state', 'event', 'state', 'event']);
  });
  it('goes on after a reload, unless the configuration has changed', () => {
    const { recorder } = fly([attempt(1)]);
    const kept = JSON.parse(JSON.stringify(recorder.recording())) as ReturnType<typeof recorder.recording>;
    expect(fly([attempt(2)], createRecorder('1.0.0', config, kept)).recorder.recording().signals).toHaveLength(4);
    expect(createRecorder('1.0.0', { shirube: 1 }, kept).recording().signals).toEqual([]);
  });
  it('keeps the last stretch of a long visit, which still begins with a state', () => {
    const recording = fly(Array.from({ length: 9000 }, (_, i) => attempt(i + 1))).recorder.recording();
    expect(recording.signals.length).toBeLessThanOrEqual(3000);
    expect([recording.signals[0]?.kind, recording.cut]).toEqual(['state', true]);
    expect(recording.signals[recording.signals.length - 1]).toMatchObject({ id: 'e9000' });
  });
});
