import { describe, expect, it } from 'vitest';
import { compile, step, type Condition, type FormFact, type Signal } from '../index';
import { boundedRegex } from '../conditions/url-regex';
import { scenario, type ScenarioOptions } from '../testing';

const life = (when: Condition, options?: ScenarioOptions | string) =>
  scenario(
    {
      shirube: 1,
      segments: [{ id: 'yes', when }],
      milestones: [{ id: 'tip-seen', when: { kind: 'content', id: 'tip', is: 'seen' } }],
      content: [{ kind: 'nudge', id: 'tip', title: 'Tip', when: { kind: 'event', name: 'tip' } }],
    },
    options,
  ).as('anna');
const holds = (anna: ReturnType<typeof scenario>) => anna.segments.includes('yes');
const key = (anna: ReturnType<typeof scenario>, tracker: string) =>
  [...compile(anna.config).watches.values()].find((w) => w.tracker === tracker)?.key ?? '';

describe('sequence', () => {
  const when: Condition = {
    kind: 'sequence',
    of: [{ event: 'created' }, { page: '/invoices' }],
    within: '10m',
    without: [{ event: 'sent' }],
  };
  it('A, then B in time', () => expect(holds(life(when).track('created').after('9m').page('/invoices'))).toBe(true));
  it('B before A is nothing', () => expect(holds(life(when).page('/invoices').track('created'))).toBe(false));
  it('B too late is nothing; a later A counts', () => {
    const anna = life(when).track('created').after('11m').page('/invoices');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.track('created').page('/x').page('/invoices'))).toBe(true);
  });
  it('with C between it is nothing', () => expect(holds(life(when).track('created').track('sent').page('/invoices'))).toBe(false));
  it('the same event twice is two parts, not one', () => {
    const anna = life({ kind: 'sequence', of: [{ event: 'a' }, { event: 'a' }, { event: 'a' }] })
      .track('a')
      .track('a');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.track('a'))).toBe(true);
  });
  it('the latest beginning is the one that counts', () =>
    expect(
      holds(
        life({ kind: 'sequence', of: [{ event: 'a' }, { event: 'b' }, { event: 'c' }], within: '5m' })
          .track('a')
          .after('4m')
          .track('a')
          .track('b')
          .after('4m')
          .track('c'),
      ),
    ).toBe(true));
  it('counts how often', () =>
    expect(
      holds(
        life({ kind: 'sequence', of: [{ event: 'a' }, { event: 'b' }], count: { atLeast: 2 } })
          .track('a')
          .track('b')
          .track('a')
          .track('b'),
      ),
    ).toBe(true));
});

describe('form left incomplete', () => {
  const form = (anna: ReturnType<typeof scenario>, fact: Partial<FormFact>) =>
    anna.signal({ kind: 'dom', key: key(anna, 'form'), value: { touched: 1, missing: 1, submitted: false, left: false, ...fact } });
  const fresh = () => life({ kind: 'form', target: { css: 'form' }, after: '45s' });
  it('touched, required missing, not submitted, then idle', () => {
    const anna = form(fresh(), {}).after('44s');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.after('1s'))).toBe(true);
  });
  it('or left, at once', () => expect(holds(form(fresh(), { left: true }))).toBe(true));
  it('somebody who goes on typing is not idle', () => expect(holds(form(fresh(), {}).after('40s').input().after('40s'))).toBe(false));
  it.each([
    ['submitted', { submitted: true, left: true }],
    ['complete', { missing: 0, left: true }],
    ['untouched', { touched: 0, left: true }],
  ])('not when %s', (_, fact) => expect(holds(form(fresh(), fact).after('9m'))).toBe(false));
});

describe('what the page shows', () => {
  it('an element is there until the page is left; unknown where nobody looked', () => {
    const anna = life({ kind: 'not', of: { kind: 'element', target: { css: '#x' }, is: 'visible' } });
    expect(holds(anna)).toBe(false);
    anna.signal({ kind: 'dom', key: key(anna, 'element'), value: false });
    expect(holds(anna)).toBe(true);
    expect(holds(anna.page('/next'))).toBe(false);
  });
  it('clicks are counted beyond the page', () => {
    const anna = life({ kind: 'element', target: { css: '#x' }, is: 'clicked', count: { atLeast: 2 } });
    const click = () => anna.signal({ kind: 'dom', key: key(anna, 'click'), value: true, count: true });
    click().page('/next');
    expect(holds(anna)).toBe(false);
    expect(holds(click())).toBe(true);
  });
  it('scroll depth and exit intent hold until the next page', () => {
    const anna = life({ kind: 'all', of: [{ kind: 'scroll', depth: 0.5 }, { kind: 'exitIntent' }] })
      .signal({ kind: 'dom', key: 'scroll', value: 0.6 })
      .signal({ kind: 'dom', key: 'exit', value: true, count: true });
    expect(holds(anna)).toBe(true);
    expect(holds(anna.page('/next'))).toBe(false);
  });
  it('a fact that nobody asked for is not kept', () =>
    expect(Object.keys(life({ kind: 'login' }).signal({ kind: 'dom', key: 'secret', value: 'x' }).state.dom)).toEqual([]));
});

describe('the others', () => {
  it('inactivity of an event that never happened counts from the first login', () => {
    const anna = life({ kind: 'inactivity', for: '14d', of: { event: 'sent' } })
      .after('10d')
      .track('sent')
      .after('13d');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.after('1d'))).toBe(true);
  });
  it('what happens in the whole account is unknown until a collector says it', () => {
    const when: Condition = { kind: 'event', name: 'sent', scope: 'account', count: { atLeast: 2 } };
    const anna = life({ kind: 'not', of: when });
    expect(holds(anna.track('sent').track('sent'))).toBe(false);
    expect(holds(anna.signal({ kind: 'rollup', counts: { '@e:sent': { n: 1, t: [] } } }))).toBe(true);
    expect(holds(anna.signal({ kind: 'rollup', counts: { '@e:sent': { n: 2, t: [] } } }))).toBe(false);
  });
  it('a survey answer, the first question by default', () => {
    const when: Condition = { kind: 'survey', id: 'nps', is: { lte: 6 } };
    const anna = scenario({
      shirube: 1,
      segments: [{ id: 'yes', when }],
      content: [{ kind: 'survey', id: 'nps', questions: [{ id: 'score', type: 'nps', ask: '?' }] }],
    })
      .as('anna')
      .answer('nps', 'score', 9);
    expect(holds(anna)).toBe(false);
    expect(holds(anna.answer('nps', 'score', 6))).toBe(true);
  });
  it('a sample is the same people always, and about the share', () => {
    const people = Array.from({ length: 500 }, (_, i) =>
      holds(scenario({ shirube: 1, segments: [{ id: 'yes', when: { kind: 'sample', share: 0.2 } }] }).as(`u${i}`)),
    );
    expect(people.filter(Boolean).length / 500).toBeGreaterThan(0.14);
    expect(people.filter(Boolean).length / 500).toBeLessThan(0.26);
  });
  it('device and language are unknown until the browser says them', () => {
    const anna = life({
      kind: 'all',
      of: [
        { kind: 'device', is: ['desktop', 'tablet'] },
        { kind: 'locale', is: 'en' },
      ],
    });
    expect(holds(anna)).toBe(false);
    expect(holds(anna.signal({ kind: 'env', lang: 'en-GB', device: 'desktop' }))).toBe(true);
    expect(holds(anna.signal({ kind: 'env', lang: 'enx' }))).toBe(false);
  });
  it('page: query and fragment only where they are named', () => {
    const anna = life({ kind: 'page', path: '/settings', query: { tab: 'bank account' } }).page('/settings');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.signal({ kind: 'page', path: '/settings', query: 'x=1&tab=bank+account' }))).toBe(true);
  });
  it.each(['(a+)+$', '(a|a)*', '(?=a)', '(a)\\1', 'a*a*a*a*', 'x'.repeat(201), '['])(
    'a regular expression that could run long is refused: %s',
    (pattern) => expect(boundedRegex(pattern)).toBeUndefined(),
  );
  it('a regular expression that is bounded is quick on the longest path', () =>
    expect(boundedRegex('^/a.*b.*c.*d$')?.test(`/a${'b'.repeat(250)}`)).toBe(false));
  it('flow: where somebody stands', () => {
    const anna = scenario({
      shirube: 1,
      segments: [{ id: 'yes', when: { kind: 'flow', id: 'f', is: 'ended', reason: 'completed', ago: { atLeast: '1d' } } }],
      flows: [{ id: 'f', start: { kind: 'event', name: 'go' }, steps: [{ do: 'wait', id: 'w', for: '1h' }] }],
    })
      .as('anna')
      .track('go')
      .after('24h');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.after('1h'))).toBe(true);
  });
  it('session: how many, how many pages, how long', () => {
    const anna = life({ kind: 'session', nth: { exactly: 1 }, views: { atLeast: 3 }, lasts: '5m' })
      .page('/a')
      .page('/b')
      .after('4m');
    expect(holds(anna)).toBe(false);
    expect(holds(anna.after('1m'))).toBe(true);
  });
  it('a mail clicked is a mail opened', () =>
    expect(holds(life({ kind: 'mail', id: 'm', is: 'opened' }).signal({ kind: 'mail', mail: 'm', phase: 'clicked' }))).toBe(true));
  it('a kind from a newer version is unknown and does not stop the rest', () => {
    const anna = life({ kind: 'any', of: [{ kind: 'telepathy' } as unknown as Condition, { kind: 'login' }] });
    expect(holds(anna)).toBe(true);
    expect(step(compile(anna.config), anna.state, { kind: 'telepathy', id: 'x', at: anna.now } as unknown as Signal).refused).toBe(
      'unknown',
    );
  });
});
