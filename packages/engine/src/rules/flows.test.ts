import { describe, expect, it } from 'vitest';
import { compile, loadState, step, type Config, type Flow, type FlowStep, type Signal } from '../index';
import { scenario } from '../testing';

const mail = (id: string, more: Partial<FlowStep> = {}): FlowStep => ({ do: 'email', id, mail: id, ...more }) as FlowStep;
const flow = (steps: FlowStep[], more: Partial<Flow> = {}): Config => ({
  shirube: 1,
  timeZone: 'Asia/Tokyo',
  flows: [{ id: 'f', start: { kind: 'event', name: 'start' }, steps, ...more }],
  mails: [],
});
const happened = (name: string) => ({ kind: 'event', name }) as const;
const run = (config: Config) => scenario(config).as('anna').track('start');

describe('flows', () => {
  it('what already holds passes at once', () => {
    const anna = scenario(flow([{ do: 'waitUntil', id: 'w', paths: [{ when: happened('done') }] }, mail('m')]))
      .as('anna')
      .track('done')
      .track('start');
    expect(anna.mails).toEqual(['m']);
  });
  it('when the maximum is over the timeout path is taken, not a moment before', () => {
    const anna = run(
      flow([
        { do: 'waitUntil', id: 'w', paths: [{ when: happened('done'), to: 'good' }], max: '3d', timeout: 'late' },
        mail('good', { next: 'exit' }),
        mail('late'),
      ]),
    );
    expect(anna.after('71h').after('59m').mails).toEqual([]);
    expect(anna.after('1m').mails).toEqual(['late']);
  });
  it('a branch takes the first way that holds, else the other, and never waits', () => {
    const way = (...done: string[]) =>
      done
        .reduce(
          (anna, name) => anna.track(name),
          scenario(
            flow([
              {
                do: 'branch',
                id: 'way',
                paths: [
                  { when: happened('a'), to: 'a' },
                  { when: happened('b'), to: 'b' },
                ],
                else: 'none',
              },
              mail('a', { next: 'exit' }),
              mail('b', { next: 'exit' }),
              mail('none'),
            ]),
          ).as('anna'),
        )
        .track('start').mails;
    expect([way('b', 'a'), way('b'), way()]).toEqual([['a'], ['b'], ['none']]);
  });
  it('a wait goes on at its instant', () => {
    const anna = run(flow([{ do: 'wait', id: 'w', for: '2h' }, mail('m')])).after('119m');
    expect([anna.mails, anna.after('1m').mails]).toEqual([[], ['m']]);
  });
  it('a segment step waits until the person is in it, or has left it', () => {
    const segments = [{ id: 's', when: { kind: 'trait' as const, name: 'on', is: true } }];
    const anna = scenario({
      ...flow([
        { do: 'segment', id: 'in', segment: 's' },
        mail('entered'),
        { do: 'segment', id: 'out', segment: 's', is: 'out' },
        mail('left'),
      ]),
      segments,
    })
      .as('anna', { on: false })
      .track('start');
    expect(anna.mails).toEqual([]);
    expect(anna.as('anna', { on: true }).mails).toEqual(['entered']);
    expect(anna.as('anna', { on: false }).mails).toEqual(['entered', 'left']);
  });
  it('a goal step ends the flow as a success when it holds; it waits only when it says so', () => {
    const end = (wait: boolean) => run(flow([{ do: 'goal', id: 'g', when: happened('done'), wait }, mail('m')])).track('done');
    expect([end(true).state.fl.f?.end, end(true).mails, end(false).state.fl.f?.end, end(false).mails]).toEqual([
      'goal',
      [],
      'completed',
      ['m'],
    ]);
  });
  it('a webhook is asked for once, a task is made once, and an exit says its reason', () => {
    const anna = run(
      flow([
        { do: 'webhook', id: 'h', url: 'https://crm.example/x' },
        { do: 'task', id: 't', title: 'Call' },
        { do: 'exit', id: 'e', reason: 'enough' },
        mail('never'),
      ]),
    )
      .track('start')
      .after('9d');
    expect([anna.effects.filter((e) => e.kind === 'webhook').length, anna.tasks, anna.mails, anna.state.fl.f?.end]).toEqual([
      1,
      ['f/t'],
      [],
      'enough',
    ]);
  });
  it('without a maximum it waits for ever', () => {
    const anna = run(flow([{ do: 'waitUntil', id: 'w', paths: [{ when: happened('done') }] }, mail('m')])).after('900d');
    expect(anna.mails).toEqual([]);
    expect(anna.track('done').mails).toEqual(['m']);
  });
  it('the first path in order that holds wins', () => {
    const anna = scenario(
      flow([
        {
          do: 'waitUntil',
          id: 'w',
          paths: [
            { when: happened('a'), to: 'a' },
            { when: happened('b'), to: 'b' },
          ],
        },
        mail('a', { next: 'exit' }),
        mail('b'),
      ]),
    )
      .as('anna')
      .track('b')
      .track('a')
      .track('start');
    expect(anna.mails).toEqual(['a']);
  });
  it('one entry per person by default; again after a while when the flow says so', () => {
    const once = run(flow([mail('m')]))
      .after('9d')
      .track('start');
    expect(once.mails).toEqual(['m']);
    const again = run(flow([mail('m')], { start: { kind: 'event', name: 'start', within: '1h' }, reentry: { after: '7d' } }))
      .after('6d')
      .track('start')
      .after('2d');
    expect(again.mails).toEqual(['m']);
    expect(again.track('start').mails).toEqual(['m', 'm']);
    expect(new Set(again.effects.map((e) => e.id)).size).toBe(again.effects.length);
  });
  it('exit and goal are looked at before each action and mark the end at once', () => {
    const config = flow([{ do: 'wait', id: 'w', for: '1d' }, mail('m')], { goal: happened('goal'), exit: happened('exit') });
    const anna = run(config).after('1h').track('goal');
    expect(anna.state.fl.f).toMatchObject({ s: '', end: 'goal', endAt: anna.now });
    expect(anna.after('2d').mails).toEqual([]);
    expect(run(config).track('exit').state.fl.f?.end).toBe('exit');
  });
  it('people who are already there do not enter', () => {
    const anna = scenario(flow([mail('m')], { goal: happened('goal') }))
      .as('anna')
      .track('goal')
      .track('start');
    expect([anna.mails, anna.told]).toEqual([[], []]);
  });
  it('what a flow still wanted to show is dropped when its goal is reached', () => {
    const config: Config = {
      ...flow([{ do: 'show', id: 's', content: 'tip', until: 'completed' }], { goal: happened('goal') }),
      content: [{ kind: 'nudge', id: 'tip', title: 'Tip', pages: '/tips' }],
    };
    expect(run(config).track('goal').page('/tips').shown).toEqual([]);
    expect(run(config).page('/tips').shown).toEqual(['tip']);
  });
  it('replaying the same log gives no action twice, also after a restart from the stored state', () => {
    const config = flow([mail('m'), { do: 'wait', id: 'w', for: '1d' }, { do: 'task', id: 't', title: 'Call' }]);
    const anna = run(config).after('2d');
    const program = compile(config);
    const state = loadState(JSON.parse(JSON.stringify(anna.state))).state;
    const log: Signal[] = [1, 2, 3, 4, 5].map((seq) => ({
      kind: 'event',
      name: 'start',
      id: `tab-1-${seq}`,
      at: anna.now,
      tab: 'tab-1',
      seq,
    }));
    expect([...log, ...log].flatMap((signal) => step(program, state, signal).effects)).toEqual([]);
  });
  it('waits survive closed tabs: what was due happens at its instant, whenever somebody wakes', () => {
    const anna = run(flow([{ do: 'wait', id: 'a', for: '1d' }, { do: 'wait', id: 'b', for: '1d' }, mail('m')]));
    const start = anna.now;
    anna.close();
    anna.now += 30 * 864e5;
    anna.signal({ kind: 'tick' });
    expect(anna.effects.find((e) => e.kind === 'email')?.at).toBe(start + 2 * 864e5);
  });
  it('business days pass over the holidays of the calendar, in the time zone of the account', () => {
    const golden = {
      ...flow([{ do: 'wait', id: 'w', for: '2bd' }, mail('m')]),
      calendar: { holidays: ['2026-05-04', '2026-05-05', '2026-05-06'] },
    };
    const friday = scenario(golden, '2026-05-01T08:00:00+09:00').as('anna').track('start');
    expect(friday.after('167h').mails).toEqual([]);
    expect(friday.after('1h').mails).toEqual(['m']);
  });
  it('business days skip the weekend of the account and keep the hour', () => {
    const friday = scenario(flow([{ do: 'wait', id: 'w', for: '2bd' }, mail('m')]), '2026-04-03T15:00:00+09:00')
      .as('anna')
      .track('start');
    friday.after('4d');
    expect(friday.effects.find((e) => e.kind === 'email')?.at).toBe(Date.parse('2026-04-07T15:00:00+09:00'));
  });
  it('a removed step: on to the next surviving one, and it says so', () => {
    const anna = run(flow([mail('a'), { do: 'wait', id: 'w', for: '9d' }, mail('b'), mail('c')]));
    const next = compile({ ...flow([mail('a'), mail('b'), mail('c')]), version: 'two' });
    const { effects } = step(next, anna.state, { kind: 'tick', id: 't', at: anna.now });
    expect(
      effects.map((e) =>
        e.kind === 'track' ? `${e.event} ${String(e.properties.to ?? e.properties.reason)}` : e.kind === 'email' && e.mail,
      ),
    ).toEqual(['Flow Moved b', 'b', 'c', 'Flow Completed completed']);
  });
  it('when nothing of what is left was still to come, the person leaves with the reason config_removed', () => {
    const anna = run(flow([mail('a'), { do: 'wait', id: 'w', for: '9d' }]));
    step(compile({ ...flow([mail('a')]), version: 'two' }), anna.state, { kind: 'tick', id: 't', at: anna.now });
    expect(anna.state.fl.f).toMatchObject({ s: '', end: 'config_removed' });
  });
  it('a circle without a wait ends instead of running for ever', () =>
    expect(run(flow([mail('a', { next: 'b' }), mail('b', { next: 'a' })])).state.fl.f?.end).toBe('circle'));
  it('a step that is taken again has another effect id', () => {
    const anna = run(flow([mail('a'), { do: 'wait', id: 'w', for: '7d', next: 'a' }])).after('15d');
    expect(anna.effects.filter((e) => e.kind === 'email').map((e) => e.id)).toEqual(['f:f:1:a', 'f:f:1:a:2', 'f:f:1:a:3']);
  });
  it('a task closes itself when its reason is gone', () => {
    const anna = run(flow([{ do: 'task', id: 't', title: 'Call', closeWhen: { kind: 'login', since: 'step' } }]));
    anna.after('1h').page('/');
    expect(anna.effects.filter((e) => e.kind === 'closeTask')).toMatchObject([{ task: 'f:f:1:t', reason: 'reason_gone' }]);
  });
  it('a mail that was opened by a machine is not opened', () => {
    const config = flow([
      mail('m'),
      { do: 'waitUntil', id: 'w', paths: [{ when: { kind: 'mail', id: 'm', is: 'opened' }, to: 'ok' }], max: '1d', timeout: 'call' },
      { do: 'task', id: 'call', title: 'Call', next: 'exit' },
      { do: 'exit', id: 'ok' },
    ]);
    const anna = run(config).signal({ kind: 'mail', mail: 'm', phase: 'opened', machine: true }).after('1d');
    expect(anna.tasks).toEqual(['f/call']);
    expect(run(config).signal({ kind: 'mail', mail: 'm', phase: 'clicked' }).after('1d').tasks).toEqual([]);
  });
  it('a holdout keeps the same share of people out, always the same ones', () => {
    const out = Array.from(
      { length: 400 },
      (_, i) =>
        scenario(flow([{ do: 'holdout', id: 'h', share: 0.25 }, mail('m')]))
          .as(`u${i}`)
          .track('start').state.fl.f?.end === 'holdout',
    );
    expect(out.filter(Boolean).length / 400).toBeGreaterThan(0.18);
    expect(out.filter(Boolean).length / 400).toBeLessThan(0.32);
  });
  it('showing waits until it was completed, and passes for what was completed before', () => {
    const config: Config = {
      ...flow([{ do: 'show', id: 's', content: 'tip', until: 'completed' }, mail('m')]),
      content: [{ kind: 'nudge', id: 'tip', title: 'Tip' }],
    };
    const anna = run(config).after('2s');
    expect([anna.shown, anna.mails]).toEqual([['tip'], []]);
    expect(anna.content('tip', 'completed').mails).toEqual(['m']);
    const before = scenario(config).as('anna').content('tip', 'completed').track('start');
    expect([before.shown, before.mails]).toEqual([[], ['m']]);
  });
});
