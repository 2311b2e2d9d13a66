import { describe, expect, it } from 'vitest';
import { compile, gates, signalsOf, step, type Config, type Content } from '../index';
import { scenario } from '../testing';

const tip = (id: string, more: Partial<Content> = {}): Content =>
  ({ kind: 'nudge', id, title: id, when: { kind: 'event', name: id }, ...more }) as Content;
const given = (content: Content[], more: Partial<Config> = {}): Config => ({ shirube: 1, caps: { gap: '0s' }, content, ...more });
const reasons = (anna: ReturnType<typeof scenario>) =>
  anna.effects.flatMap((e) => (e.kind === 'track' && e.event === 'Content Suppressed' ? [e.properties.reason] : []));

describe('showing things', () => {
  it('the gates are asked in their documented order', () =>
    expect(gates.map((g) => g.name)).toEqual([
      'published',
      'schedule',
      'audience',
      'page',
      'trigger',
      'frequency',
      'tier',
      'caps',
      'quiet',
      'consent',
      'holdout',
      'concurrency',
      'target',
    ]));
  it('every rejection is told once, with its reason', () => {
    const anna = scenario(given([tip('a')]))
      .as('anna')
      .signal({ kind: 'quiet', facts: { modal: true } })
      .track('a')
      .page('/')
      .signal({ kind: 'quiet', facts: { modal: true } });
    expect(reasons(anna)).toEqual(['quiet.modal']);
  });
  it('one interruptive thing at a time; priority, then age; the others are not lost', () => {
    const anna = scenario(given([tip('a'), tip('b', { priority: 5 })]))
      .as('anna')
      .signal({ kind: 'quiet', facts: { typing: true } })
      .track('a')
      .track('b')
      .signal({ kind: 'quiet', facts: { typing: false } });
    expect(anna.open).toEqual(['b']);
    anna.after('2s').content('b', 'completed');
    expect(anna.shown).toEqual(['b', 'a']);
  });
  it('what does not interrupt opens beside', () => {
    const banner: Content = { kind: 'banner', id: 'news', body: 'News', when: { kind: 'event', name: 'a' } };
    expect(
      scenario(given([tip('a'), banner]))
        .as('anna')
        .track('a').open,
    ).toEqual(['a', 'news']);
  });
  it('the global caps count seconds and page views, and a session', () => {
    const config = given([tip('a'), tip('b')], { caps: { gap: '60s', gapPages: 2 } });
    const anna = scenario(config).as('anna').track('a').after('1s').content('a', 'completed').track('b').after('2m');
    expect(anna.why('b').reason).toBe('caps.pages');
    anna.page('/x');
    expect(anna.open).toEqual([]);
    expect(anna.page('/y').open).toEqual(['b']);
    const once = scenario(given([tip('a'), tip('b')], { caps: { gap: '0s', perSession: 1 } }))
      .as('anna')
      .track('a')
      .after('1s')
      .content('a', 'completed')
      .track('b');
    expect(once.why('b').reason).toBe('caps.session');
    expect(once.after('31m').page('/').open).toEqual(['b']);
  });
  it('the minimum gap passes by itself', () => {
    const anna = scenario(given([tip('a'), tip('b')], { caps: { gap: '60s' } }))
      .as('anna')
      .track('a')
      .after('1s')
      .content('a', 'dismissed')
      .track('b');
    expect(anna.why('b')).toMatchObject({ first: 'caps', reason: 'caps.gap', next: anna.now + 60_000 });
    expect(anna.after('60s').shown).toEqual(['a', 'b']);
  });
  it('once: one showing, even when it was only closed by the page', () => {
    const anna = scenario(given([tip('a')]))
      .as('anna')
      .track('a')
      .after('2s')
      .content('a', 'closed')
      .track('a');
    expect(anna.shown).toEqual(['a']);
  });
  it('always: whenever its trigger holds, also after it was completed', () => {
    const anna = scenario({
      shirube: 1,
      caps: { gap: '0s' },
      content: [{ kind: 'nudge', id: 'tip', title: 'Tip', frequency: 'always', when: { kind: 'page', path: '/a' } }],
    })
      .as('anna')
      .page('/a')
      .after('2s')
      .content('tip', 'completed');
    expect(anna.page('/b').page('/a').shown.length).toBeGreaterThan(1);
  });
  it('always: what was closed does not come back on the same page, however long the trigger holds', () => {
    for (const phase of ['dismissed', 'completed', 'closed'] as const) {
      const anna = scenario(given([tip('a', { frequency: 'always' })], { caps: { gap: '0s' } }))
        .as('anna')
        .page('/')
        .track('a')
        .after('2s')
        .content('a', phase)
        .after('1m');
      expect([anna.shown, anna.why('a').reason]).toEqual([['a'], 'frequency.page']);
      expect(anna.page('/next').shown).toEqual(['a', 'a']);
    }
  });
  it('what the app takes off the screen at once stays away on this page', () => {
    const anna = scenario(given([tip('a')]))
      .as('anna')
      .page('/')
      .track('a')
      .after('500ms')
      .content('a', 'closed')
      .after('1m');
    expect(anna.shown).toEqual(['a']);
    expect(anna.page('/next').shown).toEqual(['a', 'a']);
  });
  it.each(['typing', 'dirty', 'modal', 'media', 'print', 'dnd', 'fullscreen'])('%s keeps everything quiet until it ends', (fact) => {
    const anna = scenario({ shirube: 1, content: [{ kind: 'nudge', id: 'tip', title: 'Tip', when: { kind: 'event', name: 'go' } }] })
      .as('anna')
      .signal({ kind: 'quiet', facts: { [fact]: true } })
      .track('go');
    expect([anna.shown, anna.why('tip').reason]).toEqual([[], `quiet.${fact}`]);
    expect(anna.signal({ kind: 'quiet', facts: { [fact]: false } }).shown).toEqual(['tip']);
  });
  it('per session: again in the next session', () => {
    const anna = scenario(given([tip('a', { frequency: 'session' })]))
      .as('anna')
      .track('a')
      .after('2s')
      .content('a', 'dismissed')
      .track('a');
    expect(anna.shown).toEqual(['a']);
    expect(anna.after('31m').page('/').shown).toEqual(['a', 'a']);
  });
  it('until completed: a dismissal is respected for this session, completion for good', () => {
    const anna = scenario(given([tip('a', { frequency: 'untilCompleted' })]))
      .as('anna')
      .track('a')
      .after('2s')
      .content('a', 'dismissed')
      .page('/');
    expect(anna.shown).toEqual(['a']);
    anna.after('31m').page('/').after('2s').content('a', 'completed').after('31m').page('/');
    expect(anna.shown).toEqual(['a', 'a']);
  });
  it('every 30 days, at most three times', () => {
    const anna = scenario(given([tip('a', { frequency: { every: '30d', max: 3 } })]))
      .as('anna')
      .track('a');
    for (let i = 0; i < 6; i++) anna.after('2s').content('a', 'dismissed').after('29d').page('/').after('1d').page('/');
    expect(anna.shown).toEqual(['a', 'a', 'a']);
  });
  it('later means later: after the snooze it comes once more by itself, in the same session too', () => {
    const anna = scenario(given([tip('a', { frequency: 'session' })]))
      .as('anna')
      .track('a')
      .after('2s');
    anna.content('a', 'snoozed', { until: anna.now + 60_000 }).after('59s');
    expect(anna.shown).toEqual(['a']);
    expect(anna.after('1s').shown).toEqual(['a', 'a']);
  });
  it('never means never', () => {
    const anna = scenario(given([tip('a', { frequency: 'always' })]))
      .as('anna')
      .track('a')
      .after('2s')
      .content('a', 'never')
      .track('a')
      .after('9d')
      .page('/');
    expect(anna.shown).toEqual(['a']);
  });
  it('dismissed, completed and ignored are told apart, and shown means a second on the screen', () => {
    const anna = scenario(given([tip('a')]))
      .as('anna')
      .track('a')
      .after('999ms');
    expect(anna.state.ct.a).toMatchObject({ n: 0 });
    anna.after('1ms').content('a', 'dismissed');
    expect(anna.state.ct.a).toMatchObject({ n: 1, dismissed: anna.now });
    expect(anna.state.ct.a?.completed).toBeUndefined();
  });
  it('an element that was not there: it stays wanted and is tried on the next page', () => {
    const anna = scenario(given([tip('a')]))
      .as('anna')
      .track('a')
      .content('a', 'failed');
    expect(anna.why('a').reason).toBe('target.missing');
    expect(anna.after('1m').page('/next').shown).toEqual(['a', 'a']);
  });
  it('a tier that does not get it: held back, told, and a task instead', () => {
    const config = given([tip('a')], { tiers: { high: { suppress: ['nudge'], task: { en: 'Call them', ja: '電話する' } } } });
    const anna = scenario(config).as('anna').of('acme', { tier: 'high' }).track('a');
    expect([anna.shown, reasons(anna)]).toEqual([[], ['tier']]);
    const server = compile(config, { faces: false });
    const told = anna.effects.find((e) => e.kind === 'track' && e.event === 'Content Suppressed');
    const [signal] = signalsOf({
      messageId: 'm',
      type: 'track',
      event: 'Content Suppressed',
      timestamp: '2026-04-01T10:00:00Z',
      properties: told?.kind === 'track' ? told.properties : {},
    });
    const effects = [signal, signal].flatMap((s) => (s ? step(server, anna.state, s).effects : []));
    expect(effects).toMatchObject([{ kind: 'task', id: 't:a', step: 'a', title: { ja: '電話する' } }]);
  });
  it('what the person asked for by name passes the automatic gates', () => {
    const anna = scenario(given([tip('a')], { tiers: { high: { suppress: ['nudge'] } } }))
      .as('anna')
      .of('acme', { tier: 'high' })
      .content('a', 'requested');
    expect(anna.shown).toEqual(['a']);
  });
  it('hidden by a condition: suspended, not ended', () => {
    const anna = scenario(given([tip('a', { hide: { kind: 'trait', name: 'busy', is: true } })]))
      .as('anna', { busy: false })
      .track('a')
      .after('2s')
      .as('anna', { busy: true });
    expect(anna.open).toEqual([]);
    expect(anna.as('anna', { busy: false }).open).toEqual(['a']);
    expect(anna.state.ct.a?.n).toBe(1);
  });
  it('what comes back does not push aside what opened meanwhile', () => {
    const anna = scenario(given([tip('a', { hide: { kind: 'trait', name: 'busy', is: true } }), tip('b')]))
      .as('anna', { busy: false })
      .track('a')
      .after('2s')
      .as('anna', { busy: true })
      .track('b')
      .as('anna', { busy: false });
    expect(anna.open).toEqual(['b']);
    expect(anna.after('2s').content('b', 'completed').open).toEqual(['a']);
  });
  it('the goal reached meanwhile closes it as goal_met, which is completed and not dismissed', () => {
    const config = given([tip('a', { goal: 'done', holdout: 0 })], { milestones: [{ id: 'done', when: { kind: 'event', name: 'done' } }] });
    const anna = scenario(config).as('anna').track('a').after('2s').track('done');
    expect(anna.effects.slice(-2)).toMatchObject([
      { event: 'Content Completed', properties: { reason: 'goal_met' } },
      { kind: 'hide', reason: 'goal_met' },
    ]);
    expect(anna.state.ct.a?.dismissed).toBeUndefined();
    expect(scenario(config).as('anna').track('done').track('a').why('a').reason).toBe('audience.goal');
  });
  it('a tour resumes at its step after a reload, and in another tab when its own is gone', () => {
    const tour: Content = { kind: 'tour', id: 'tour', when: { kind: 'event', name: 'go' }, steps: [{ id: 'one' }, { id: 'two' }] };
    const anna = scenario(given([tour]))
      .as('anna')
      .track('go')
      .after('2s')
      .content('tour', 'step', { step: 'two' })
      .reload();
    expect(anna.effects.at(-1)).toMatchObject({ kind: 'show', content: 'tour', step: 'two', resume: true, tab: 'tab-1' });
    anna.in('tab-2');
    expect(anna.effects.at(-1)).toMatchObject({ tab: 'tab-1' });
    anna.signal({ kind: 'tab', is: 'closed' }, { tab: 'tab-1' });
    expect(anna.effects.at(-1)).toMatchObject({ kind: 'show', step: 'two', resume: true, tab: 'tab-2' });
    expect(anna.shown).toEqual(['tour']);
  });
  it('a browser that was killed does not keep its tab busy for ever', () => {
    const anna = scenario(given([tip('a'), tip('b')]))
      .as('anna')
      .track('a')
      .after('2s')
      .after('40m')
      .in('tab-2');
    expect(anna.effects.at(-1)).toMatchObject({ kind: 'show', content: 'a', tab: 'tab-2', resume: true });
  });
  it('what can be shown only in the other visible tab is shown there', () => {
    const anna = scenario(given([tip('a', { pages: '/two' })]))
      .as('anna')
      .in('tab-2')
      .page('/two')
      .in('tab-1')
      .track('a');
    expect(anna.effects.at(-1)).toMatchObject({ kind: 'show', tab: 'tab-2' });
  });
  it('nothing is chosen on a server', () => {
    const program = compile(given([tip('a')]), { faces: false });
    const anna = scenario({ shirube: 1 }).as('anna');
    expect(step(program, anna.state, { kind: 'event', name: 'a', id: 'e', at: anna.now }).effects).toEqual([]);
  });
  it('one content that makes no sense holds nobody else back', () => {
    const broken = {
      kind: 'nudge',
      id: 'broken',
      title: 'x',
      pages: 7,
      when: { kind: 'event', name: 'a' },
      schedule: 5,
      frequency: null,
    } as unknown as Content;
    const anna = scenario(given([broken, tip('a')]))
      .as('anna')
      .track('a');
    expect(anna.open).toContain('a');
  });
});
