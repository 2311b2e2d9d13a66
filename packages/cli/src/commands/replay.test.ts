import { compile, initialState, step, type Effect, type Signal } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import { main } from '../main';
import { fakeIo } from '../testing/fake-io';
import { small } from '../testing/small';

const signals: Signal[] = [
  { kind: 'tab', is: 'boot', id: '1', at: 0, tab: 'a', seq: 1 },
  { kind: 'tab', is: 'visible', id: '2', at: 0, tab: 'a', seq: 2 },
  { kind: 'identify', user: 'anna', id: '3', at: 1, tab: 'a', seq: 3 },
  { kind: 'event', name: 'login', id: '4', at: 2, tab: 'a', seq: 4 },
  { kind: 'event', name: 'invoice_sent', id: '5', at: 3, tab: 'a', seq: 5 },
];
const effects: Effect[] = [];
signals.reduce((state, signal) => {
  const result = step(compile(small), state, signal);
  effects.push(...result.effects);
  return result.state;
}, initialState());

const replay = async (recording: unknown, ...more: string[]) => {
  const io = fakeIo({ 'bug.json': typeof recording === 'string' ? recording : JSON.stringify(recording) });
  return { exit: await main(['replay', 'bug.json', ...more], io), out: io.printed, err: io.told };
};

describe('a flight recording', () => {
  it('played again does what was recorded', async () => {
    const { exit, out } = await replay({ config: small, signals, effects });
    expect(out).toContain('all of them');
    expect(exit).toBe(0);
  });
  it('that does something else now says what', async () => {
    const { exit, out } = await replay({ config: small, signals: signals.slice(0, -1), effects });
    expect(exit).toBe(1);
    expect(out).toContain('Recorded, but not now: m:sent:1');
  });
  it('over a page load goes on with the state that was loaded', async () => {
    const known = { ...initialState(), now: 4, user: { id: 'anna' }, ms: { sent: { at: 1, n: 1, by: 'x', cfg: '' } } };
    const { exit, out } = await replay({
      config: small,
      signals: [...signals, { kind: 'state', at: 4, state: known }, { kind: 'event', name: 'login', id: '6', at: 5, tab: 'b', seq: 1 }],
      effects,
    });
    expect(out.match(/anna/g)).toHaveLength(1);
    expect(exit).toBe(0);
  });
  it('of somebody who was already known goes on from there', async () => {
    const { out } = await replay({ config: small, signals, state: { ...initialState(), ms: { sent: { at: 1, n: 1, by: 'x', cfg: '' } } } });
    expect(out).not.toContain('milestone reached   sent');
  });
  it.each([
    ['text', 'hello', 'not JSON'],
    ['a list', [], 'one object is needed'],
    ['nothing', {}, '"config" is missing'],
    ['no signals', { config: small }, '"signals" is missing'],
    ['a broken configuration', { config: { shirube: 1, content: 3 }, signals: [] }, 'has mistakes'],
  ])('that is %s is refused', async (_, recording, reason) => {
    expect(await replay(recording)).toMatchObject({ exit: 2, err: expect.stringContaining(reason) as string });
  });
});
