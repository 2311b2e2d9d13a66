import { describe, expect, it } from 'vitest';
import type { Config } from '../index';
import { configSchema } from '../schema';
import { scenario } from '../testing';

const config: Config = {
  shirube: 1,
  caps: { gap: '0s' },
  milestones: [{ id: 'long', when: { kind: 'dwell', path: '/form', atLeast: '30s' } }],
  content: [{ kind: 'nudge', id: 'help', title: 'Help', when: { kind: 'dwell', path: '/form', atLeast: '30s' }, pages: '/form' }],
};
const on = (path = '/form') => scenario(config, { path }).as('anna');

describe('30 seconds on one page', () => {
  it('exactly 30 000 ms fires, 29 999 does not', () => {
    expect(on().after('29999ms').shown).toEqual([]);
    expect(on().after('29999ms').after('1ms').shown).toEqual(['help']);
  });
  it('a hidden tab does not count', () => {
    const anna = on().after('20s').hide().after('60s').look().after('9999ms');
    expect(anna.shown).toEqual([]);
    expect(anna.after('1ms').shown).toEqual(['help']);
  });
  it('a still reader counts for a minute, then the clock stops until there is input', () => {
    const patient: Config = { shirube: 1, milestones: [{ id: 'long', when: { kind: 'dwell', path: '/', atLeast: '90s' } }] };
    const anna = scenario(patient).as('anna').after('5m');
    expect(anna.milestones).toEqual([]);
    anna.input().after('29s');
    expect(anna.milestones).toEqual([]);
    expect(anna.after('1s').milestones).toEqual(['long']);
  });
  it('each condition has its own idle limit', () => {
    const quick: Config = {
      shirube: 1,
      milestones: [
        { id: 'ten', when: { kind: 'dwell', path: '/', atLeast: '15s', idleAfter: '10s' } },
        { id: 'five', when: { kind: 'dwell', path: '/', atLeast: '4m', idleAfter: '5m' } },
      ],
    };
    const anna = scenario(quick).as('anna').after('3m').hide().look();
    expect(anna.milestones).toEqual([]);
    anna.after('5s');
    expect(anna.milestones).toEqual(['ten']);
    expect(anna.after('55s').milestones).toEqual(['ten', 'five']);
  });
  it('a route change ends the visit and starts over', () => {
    const anna = on().after('20s').page('/other').page('/form').after('29s');
    expect(anna.shown).toEqual([]);
    expect(anna.after('1s').shown).toEqual(['help']);
  });
  it('cumulative mode sums the visits, also across reloads and closed tabs', () => {
    const total: Config = {
      shirube: 1,
      milestones: [{ id: 'long', when: { kind: 'dwell', path: '/form', atLeast: '30s', mode: 'cumulative' } }],
    };
    const anna = scenario(total, { path: '/form' })
      .as('anna')
      .after('10s')
      .page('/other')
      .after('1h')
      .page('/form')
      .after('10s')
      .reload()
      .after('9s');
    expect(anna.milestones).toEqual([]);
    expect(anna.after('1s').milestones).toEqual(['long']);
  });
  it('sleep of the machine does not count when the tracker says since when', () => {
    const anna = on().after('10s');
    const slept = anna.now;
    anna.hide();
    anna.now = slept + 8 * 36e5;
    anna.look().after('19s');
    expect(anna.shown).toEqual([]);
    expect(anna.after('1s').shown).toEqual(['help']);
  });
  it('two tabs on the same page: each counts its own time, one shows, once', () => {
    const anna = on().after('20s').hide().in('tab-2').page('/form').after('20s').hide().in('tab-1').look().after('9s');
    expect(anna.shown).toEqual([]);
    anna.after('1s');
    expect(anna.effects.filter((e) => e.kind === 'show')).toMatchObject([{ tab: 'tab-1' }]);
    expect(anna.hide().in('tab-2').look().after('1m').shown).toEqual(['help']);
  });
  it('while somebody types it is deferred, not lost', () => {
    const anna = on()
      .signal({ kind: 'quiet', facts: { typing: true } })
      .after('40s');
    expect(anna.shown).toEqual([]);
    expect(anna.why('help')).toMatchObject({ status: 'held', reason: 'quiet.typing' });
    expect(anna.signal({ kind: 'quiet', facts: { typing: false } }).shown).toEqual(['help']);
  });
  it('while something of ours that demands attention is open it is deferred, and comes when that is closed', () => {
    const busy: Config = {
      ...config,
      content: [...(config.content ?? []), { kind: 'tour', id: 'tour', steps: [{ id: 'one', title: 'One' }] }],
    };
    const anna = scenario(busy, { path: '/form' }).as('anna').content('tour', 'requested').after('40s');
    expect([anna.shown, anna.why('help').reason]).toEqual([['tour'], 'concurrency']);
    expect(anna.content('tour', 'dismissed').shown).toEqual(['tour', 'help']);
  });
  it('it is dropped when the page was left in the meantime', () => {
    const anna = on()
      .signal({ kind: 'quiet', facts: { typing: true } })
      .after('40s')
      .page('/other')
      .after('1m');
    expect(anna.shown).toEqual([]);
  });
  it('what is open is suspended when its page is left, and comes back with it', () => {
    const anna = on().after('31s').page('/other');
    expect([anna.open, anna.effects.at(-1)]).toMatchObject([[], { kind: 'hide', reason: 'suspended' }]);
    anna.page('/form');
    expect([anna.open, anna.shown]).toEqual([['help'], ['help']]);
  });
  it('a host that wakes late learns the right instant', () => {
    const anna = on();
    const start = anna.now;
    anna.now += 45_000;
    anna.signal({ kind: 'tick' });
    expect(anna.state.ms.long).toMatchObject({ at: start + 30_000, by: `@${start + 30_000}` });
  });
  it.each([
    ['negative', '-1s'],
    ['no number', 'NaNs'],
    ['no unit', '30'],
    ['nothing', '0s'],
    ['longer than a day', '25h'],
  ])('a duration that is %s is refused with its path', (_, atLeast) => {
    const bad = { ...config, milestones: [{ id: 'x', when: { kind: 'dwell', path: '/', atLeast } }] };
    expect(configSchema().safeParse(bad).error?.issues[0]?.path).toEqual(['milestones', 0, 'when', 'atLeast']);
  });
  it('a page pattern that is empty is refused with its path', () => {
    const bad = (path: unknown) => ({ ...config, milestones: [{ id: 'x', when: { kind: 'dwell', path, atLeast: '30s' } }] });
    for (const path of ['', [], ['/a', '']])
      expect(configSchema().safeParse(bad(path)).error?.issues[0]?.path.slice(0, 4)).toEqual(['milestones', 0, 'when', 'path']);
  });
});
