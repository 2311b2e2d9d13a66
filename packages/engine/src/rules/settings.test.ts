import { describe, expect, it } from 'vitest';
import { checklistProgress, compile, initialState, worldOf, type Checklist, type Config } from '../index';
import { scenario } from '../testing';

const items = (...names: string[]): Checklist => ({
  id: 'settings',
  items: names.map((id) => ({ id, done: { kind: 'trait', name: id, is: true } })),
});
const config: Config = {
  shirube: 1,
  checklists: [items('company', 'bank')],
  milestones: [{ id: 'first', when: { kind: 'login' } }],
  segments: [
    {
      id: 'incomplete',
      group: 'settings',
      when: {
        kind: 'all',
        of: [
          { kind: 'milestone', id: 'first', ago: { atLeast: '3d' } },
          { kind: 'checklist', id: 'settings', complete: false },
        ],
      },
    },
    { id: 'managed', group: 'settings', when: { kind: 'checklist', id: 'settings', complete: true } },
  ],
};
const told = (anna: ReturnType<typeof scenario>) =>
  anna.effects.flatMap((e) => (e.kind === 'track' && e.properties.segment ? [`${e.event} ${String(e.properties.segment)}`] : []));

describe('settings incomplete and complete', () => {
  it('absence of information is unknown, not incomplete', () => {
    const anna = scenario(config).as('anna').after('4d').page('/');
    expect(anna.segments).toEqual([]);
    const [progress] = [checklistProgress(items('company', 'bank'), worldOf(compile(config), anna.state))];
    expect(progress).toEqual({ done: [], open: [], unknown: ['company', 'bank'], share: 0 });
  });
  it('one item known to be open, and the grace over: the segment is entered, by time alone', () => {
    const anna = scenario(config).as('anna', { company: true, bank: false }).after('71h');
    expect(anna.segments).toEqual([]);
    expect(anna.after('1h').segments).toEqual(['incomplete']);
  });
  it('with unknownIsIncomplete nothing known is incomplete', () => {
    const strict: Config = {
      ...config,
      segments: [{ id: 'incomplete', when: { kind: 'checklist', id: 'settings', complete: false, unknownIsIncomplete: true } }],
    };
    expect(scenario(strict).as('anna').segments).toEqual(['incomplete']);
  });
  it('completion is monotone by default', () => {
    const anna = scenario(config).as('anna', { company: true, bank: true }).as('anna', { bank: false });
    expect(anna.segments).toEqual(['managed']);
  });
  it('a revocable item becomes open again, leaves the one segment and enters the other', () => {
    const list = items('company', 'bank');
    const revocable: Config = { ...config, checklists: [{ ...list, items: list.items.map((item) => ({ ...item, revocable: true })) }] };
    const anna = scenario(revocable).as('anna', { company: true, bank: true }).after('4d').as('anna', { bank: false });
    expect(told(anna)).toEqual(['Segment Entered managed', 'Segment Left managed', 'Segment Entered incomplete']);
  });
  it('the two segments exclude each other: left first, then entered, once', () => {
    const anna = scenario(config).as('anna', { company: false, bank: true }).after('4d').as('anna', { company: true }).after('4d');
    expect(told(anna)).toEqual(['Segment Entered incomplete', 'Segment Left incomplete', 'Segment Entered managed']);
  });
  it('a new required item re-opens it only for those who lack it, and the old date is kept', () => {
    const anna = scenario(config).as('anna', { company: true, bank: true }).after('4d');
    const before = { ...anna.state.ck.settings };
    const next = compile({ ...config, version: 'two', checklists: [items('company', 'bank', 'sender')] });
    const again = scenario({ ...config, version: 'two', checklists: [items('company', 'bank', 'sender')] }, anna.now);
    again.state = { ...anna.state, seen: {} };
    again.as('anna', { sender: false });
    expect(again.segments).toEqual(['incomplete']);
    expect(again.state.ck.settings).toEqual(before);
    expect(next.problems).toEqual([]);
  });
  it('progress is the done share of the required weight, and null without any item', () => {
    const list: Checklist = {
      id: 'w',
      items: [1, 1, 2, 1, 1].map((weight, i) => ({ id: `i${i}`, weight, done: { kind: 'trait', name: `i${i}`, is: true } })),
    };
    const anna = scenario({ shirube: 1, checklists: [list] }).as('anna', { i0: true, i1: true, i2: true, i3: false });
    expect(checklistProgress(list, worldOf(compile({ shirube: 1, checklists: [list] }), anna.state)).share).toBeCloseTo(4 / 6);
    expect(checklistProgress({ id: 'e', items: [] }, worldOf(compile({ shirube: 1 }), initialState())).share).toBeNull();
  });
});
