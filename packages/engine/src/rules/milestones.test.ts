import { describe, expect, it } from 'vitest';
import { compile, milestoneStatus, step, type Config } from '../index';
import { scenario } from '../testing';

describe('milestones', () => {
  it('are reached once, with the first instant, the evidence and the version', () => {
    const anna = scenario({ shirube: 1, version: 'v1', milestones: [{ id: 'sent', when: { kind: 'event', name: 'sent' } }] })
      .as('anna')
      .track('sent');
    const first = anna.state.ms.sent;
    anna.after('1d').track('sent');
    expect(anna.state.ms.sent).toEqual(first);
    expect(first).toMatchObject({ n: 1, cfg: 'v1', by: 'tab-1-5' });
  });
  it('one that repeats counts every time', () => {
    const anna = scenario({
      shirube: 1,
      milestones: [{ id: 'sent', repeat: true, when: { kind: 'event', name: 'sent', since: 'step' } }],
    }).as('anna');
    for (let i = 0; i < 3; i++) anna.after('1m').track('sent');
    expect(anna.state.ms.sent?.n).toBe(3);
    expect(anna.told).toEqual(Array(3).fill('Milestone Reached'));
  });
  it('one that repeats needs its condition to become true again', () => {
    const anna = scenario({ shirube: 1, milestones: [{ id: 'on', repeat: true, when: { kind: 'trait', name: 'on', is: true } }] })
      .as('anna', { on: true })
      .as('anna', { x: 1, on: true })
      .as('anna', { on: false })
      .as('anna', { on: true });
    expect(anna.state.ms.on?.n).toBe(2);
  });
  it('waits for what it requires, and is not taken back when a requirement is added later', () => {
    const config: Config = {
      shirube: 1,
      version: 'a',
      milestones: [
        { id: 'b', when: { kind: 'event', name: 'b' }, requires: ['a'] },
        { id: 'a', when: { kind: 'event', name: 'a' } },
      ],
    };
    const anna = scenario(config).as('anna').track('b');
    expect(anna.milestones).toEqual([]);
    expect(anna.track('a').milestones).toEqual(['a', 'b']);
    step(
      compile({
        shirube: 1,
        version: 'b',
        milestones: [
          { id: 'b', when: { kind: 'event', name: 'b' }, requires: ['c'] },
          { id: 'c', when: { kind: 'event', name: 'c' } },
        ],
      }),
      anna.state,
      { kind: 'tick', id: 't', at: anna.now },
    );
    expect(anna.state.ms.b?.n).toBe(1);
  });
  it('on track until the target, behind until the maximum, then stuck; reached is done', () => {
    const config: Config = { shirube: 1, milestones: [{ id: 'm', when: { kind: 'event', name: 'm' }, target: '3d', max: '7d' }] };
    const anna = scenario(config);
    const status = () => {
      anna.signal({ kind: 'tick' });
      return milestoneStatus(compile(config), anna.state, 'm');
    };
    expect(status()?.status).toBe('waiting');
    anna.as('anna');
    const start = anna.now;
    expect(status()).toEqual({ status: 'on_track', at: start, until: start + 3 * 864e5 + 1 });
    expect(anna.after('3d') && status()?.status).toBe('on_track');
    expect(anna.after('1ms') && status()).toEqual({ status: 'behind', at: start, until: start + 7 * 864e5 + 1 });
    expect(anna.after('4d') && status()).toEqual({ status: 'stuck', at: start, until: Infinity });
    expect(anna.track('m') && status()?.status).toBe('done');
    expect(milestoneStatus(compile(config), anna.state, 'nothing')).toBeUndefined();
  });
  it('what another evaluator saw earlier stands with the earlier instant', () => {
    const anna = scenario({ shirube: 1, milestones: [{ id: 'm', when: { kind: 'event', name: 'm' } }] })
      .as('anna')
      .after('1d')
      .track('m');
    const { state } = anna;
    const program = compile(anna.config);
    step(program, state, { kind: 'reached', milestone: 'm', id: 'r', at: anna.now - 36e5 });
    expect(state.ms.m?.at).toBe(anna.now - 36e5);
  });
});
