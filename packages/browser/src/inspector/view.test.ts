import { compile, explain, initialState, step, type Config, type Effect, type Signal } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import type { InspectorApi } from '../host/ports';
import { guideLines, personView, withEffect, withSignal, type SignalLine } from './view';

const config: Config = {
  shirube: 1,
  milestones: [
    { id: 'first', when: { kind: 'event', name: 'try' } },
    { id: 'second', when: { kind: 'event', name: 'again' } },
  ],
  content: [
    { kind: 'nudge', id: 'hint', when: { kind: 'event', name: 'try' }, title: 'Try' },
    { kind: 'nudge', id: 'both', when: { kind: 'all', of: ['first', 'second'].map((id) => ({ kind: 'milestone', id })) }, title: 'Both' },
  ],
};

function visit(...signals: object[]) {
  const program = compile(config);
  const state = initialState();
  let lines: SignalLine[] = [];
  const taken = [{ kind: 'tab', is: 'boot' }, { kind: 'tab', is: 'visible' }, { kind: 'page', path: '/home' }, ...signals];
  taken.forEach((part, i) => {
    const signal = { id: `s${i}`, at: i * 1000, tab: 't', seq: i, ...part } as unknown as Signal;
    lines = withSignal(lines, signal);
    for (const effect of step(program, state, signal).effects) lines = withEffect(lines, effect);
  });
  const api = {
    program: () => program,
    state: () => state,
    explain: (id: string) => explain(program, state, id, 't'),
  } as unknown as InspectorApi;
  const guide = (id: string) => guideLines(api, 'en', lines).find((line) => line.id === id);
  return { api, lines, guide };
}

describe('an engineer who asks about content', () => {
  it('that is on the screen is told which signal it came after', () =>
    expect(visit({ kind: 'event', name: 'try' }, { kind: 'content', content: 'hint', phase: 'opening' }).guide('hint')).toMatchObject({
      status: 'open',
      after: { at: 3000, signal: 'event try' },
    }));
  it('that is held reads everything that is missing, one beside the other', () =>
    expect(visit().guide('both')?.why).toMatch(/^its trigger does not hold: [^:;]*first[^:;]*; [^:;]*second[^:;]*$/));
});

it('an engineer sees which mail, and of which flow, followed from a signal', () => {
  const mail: Effect = { id: 'f:w:1:m', at: 1, kind: 'email', mail: 'hello', flow: 'welcome', step: 'mail' };
  const signal = { kind: 'event', name: 'try', id: 'e', at: 1, tab: 't', seq: 1 } as Signal;
  expect(withEffect(withSignal([], signal), mail)[0]?.effects).toEqual(['email hello welcome/mail']);
});

it('an engineer tells the traits of the person from those of the account', () => {
  const { api } = visit(
    { kind: 'identify', user: 'u', traits: { plan: 'trial' } },
    { kind: 'group', account: 'acme', traits: { plan: 'starter' } },
  );
  expect(personView(api)?.traits).toEqual([
    ['plan', 'trial'],
    ['account.plan', 'starter'],
  ]);
});
