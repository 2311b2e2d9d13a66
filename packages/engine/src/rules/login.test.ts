import { describe, expect, it } from 'vitest';
import { compile, initialState, loadState, step, type Config, type Signal, type SignalInput } from '../index';
import { scenario } from '../testing';

const config: Config = {
  shirube: 1,
  milestones: [
    { id: 'first', when: { kind: 'login' } },
    { id: 'second', when: { kind: 'login', nth: { atLeast: 2 } } },
  ],
  content: [
    {
      kind: 'tour',
      id: 'tutorial',
      when: { kind: 'login', nth: { atLeast: 2 } },
      frequency: 'untilCompleted',
      steps: [{ id: 'hello', title: 'Welcome' }],
    },
  ],
};
const minute = (n: number): string => `${n}m`;

describe('login, session and the second login', () => {
  it('a gap of 30 minutes starts a new session, 29:59 does not', () => {
    const anna = scenario(config).as('anna');
    anna.after('29m').after('59s').track('x');
    expect(anna.state.session.n).toBe(1);
    anna.after('30m').track('x');
    expect(anna.state.session.n).toBe(2);
  });
  it('24 hours without a pause end a session', () => {
    const anna = scenario(config).as('anna');
    for (let i = 0; i < 24 * 3 - 1; i++) anna.after(minute(20)).track('x');
    expect(anna.state.session.n).toBe(1);
    anna.after(minute(20)).track('x');
    expect(anna.state.session.n).toBe(2);
  });
  it('typing for an hour on one page is one session', () => {
    const anna = scenario(config).as('anna');
    for (let i = 0; i < 6; i++) anna.after(minute(10)).input();
    expect([anna.state.session.n, anna.state.login.n]).toEqual([1, 1]);
  });
  it('without explicit logins the first identified activity of a session counts', () => {
    const anna = scenario(config).as('anna');
    expect(anna.state.login.n).toBe(1);
    anna.after('31m').page('/b');
    expect(anna.state.login.n).toBe(2);
  });
  it('a visitor who was never identified has no login', () =>
    expect(scenario(config).page('/a').after('31m').page('/b').state.login.n).toBe(0));
  it('once one explicit login is seen, sessions stop counting, and the session that counted is not counted twice', () => {
    const anna = scenario(config).as('anna').login();
    expect(anna.state.login.n).toBe(1);
    anna.after('31m').page('/b');
    expect(anna.state.login.n).toBe(1);
    anna.login();
    expect(anna.state.login.n).toBe(2);
  });
  it('reload, route change, a second tab, return from the back/forward cache and token refresh count nothing', () => {
    const anna = scenario(config).as('anna');
    for (let i = 0; i < 3; i++) anna.reload().as('anna');
    anna.page('/b').in('tab-2').as('anna').hide().look().page('/b').as('anna', { token: 'new' });
    expect(anna.state.login.n).toBe(1);
  });
  it('a token refresh in a tab that nobody uses starts no session and counts no login', () => {
    const anna = scenario(config).as('anna').after('2h').as('anna').after('2h').as('anna');
    expect([anna.state.session.n, anna.state.login.n]).toEqual([1, 1]);
  });
  it('a face that paints by itself is no activity of the person', () => {
    const anna = scenario(config).as('anna').after('2h').content('tutorial', 'shown');
    expect([anna.state.session.n, anna.state.login.n]).toEqual([1, 1]);
  });
  it('two tabs opened within a second produce one login, explicit or not', () => {
    const anna = scenario(config).as('anna').after('31m').login().after('500ms').in('tab-2').login();
    expect(anna.state.login.n).toBe(2);
  });
  it('who signs out and in again at once has logged in twice', () => {
    const anna = scenario(config).as('anna').after('31m').login().after('2s').login();
    expect(anna.state.login.n).toBe(3);
  });
  it('the clock going backwards counts nothing', () => {
    const program = compile(config);
    const state = initialState();
    const at = Date.parse('2026-04-01T09:00Z');
    const send = (input: SignalInput, when: number, seq: number) =>
      step(program, state, { ...input, id: `s${seq}`, at: when, tab: 't', seq } as Signal);
    send({ kind: 'identify', user: 'anna' }, at, 1);
    send({ kind: 'page', path: '/' }, at - 864e5, 2);
    send({ kind: 'page', path: '/' }, at - 2 * 864e5, 3);
    expect([state.now, state.login.n]).toEqual([at, 1]);
  });
  it('the second login fires exactly once', () => {
    const anna = scenario(config).as('anna');
    for (let i = 0; i < 5; i++) anna.after('1h').page('/');
    expect(anna.effects.filter((e) => e.kind === 'track' && e.properties.milestone === 'second')).toHaveLength(1);
    expect(anna.shown).toEqual(['tutorial']);
  });
  it('the second login fires once even when an offline replay brings the third with it', () => {
    const away = scenario(config).as('anna');
    const program = compile(config);
    const back = loadState(JSON.parse(JSON.stringify(away.state))).state;
    const effects = [2, 4, 6].flatMap(
      (h) => step(program, back, { kind: 'page', path: '/', id: `p${h}`, at: away.now + h * 36e5, tab: 'tab-9', seq: h }).effects,
    );
    expect(back.login.n).toBe(4);
    expect(effects.filter((e) => e.kind === 'track' && e.properties.milestone === 'second')).toHaveLength(1);
  });
  it('23:59 and 00:01 are one session and therefore one login', () => {
    const anna = scenario(config, '2026-04-01T23:59:00+09:00').as('anna').after('2m').page('/b');
    expect([anna.state.session.n, anna.state.login.n]).toEqual([1, 1]);
  });
  it('people who were there before the installation never get what is made for newcomers', () => {
    const existing: Config = { ...config, assumeExisting: { firstSeenBefore: '2026-04-01' } };
    const old = scenario(existing).as('old', { created_at: '2025-12-01' }).after('1h').page('/').after('1h').page('/');
    expect([old.shown, old.milestones]).toEqual([[], []]);
    expect(old.why('tutorial')).toMatchObject({ status: 'held', first: 'trigger' });
    const fresh = scenario(existing).as('new', { created_at: '2026-04-01' }).after('1h').page('/');
    expect(fresh.shown).toEqual(['tutorial']);
  });
  it('people with many logins elsewhere are no newcomers either', () => {
    const counted: Config = { ...config, assumeExisting: { trait: 'sign_ins', logins: 5 } };
    expect(scenario(counted).as('old', { sign_ins: 5 }).milestones).toEqual([]);
    expect(scenario(counted).as('new', { sign_ins: 4 }).milestones).toEqual(['first']);
  });
  const server = (heard: readonly (readonly [minutes: number, sid: string | undefined])[]) => {
    const program = compile(config, { faces: false });
    const state = initialState();
    for (const [i, [minutes, sid]] of heard.entries()) {
      step(program, state, { kind: 'event', name: 'x', id: `e${i}`, at: minutes * 6e4, sid });
      if (!i) step(program, state, { kind: 'identify', user: 'anna', id: 'i', at: minutes * 6e4, sid });
    }
    return [state.session.n, state.login.n];
  };
  it.each([
    [
      'a long pause between what it hears is no new session',
      [
        [0, 'one'],
        [90, 'one'],
        [200, 'one'],
      ],
      1,
    ],
    [
      'a new id after a pause is one',
      [
        [0, 'one'],
        [90, 'two'],
      ],
      2,
    ],
    [
      'the first event after a pause may still carry the old id',
      [
        [0, 'one'],
        [90, 'one'],
        [91, 'two'],
        [92, 'two'],
      ],
      2,
    ],
    [
      'or none',
      [
        [0, 'one'],
        [90, undefined],
        [91, 'two'],
      ],
      2,
    ],
    [
      'the very first event may come without',
      [
        [0, undefined],
        [1, 'one'],
        [2, 'one'],
      ],
      1,
    ],
    [
      'a second device within the session is the same session',
      [
        [0, 'one'],
        [5, 'two'],
        [6, 'one'],
        [7, 'two'],
      ],
      1,
    ],
    [
      'without ids the pauses decide',
      [
        [0, undefined],
        [29, undefined],
        [60, undefined],
      ],
      2,
    ],
  ] as const)('a server that is told the session: %s', (_, heard, n) => expect(server(heard)).toEqual([n, n]));
});
