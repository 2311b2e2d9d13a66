import { describe, expect, it } from 'vitest';
import { explainText, reasonTexts, smallestChange, type Condition, type Config } from './index';
import { scenario } from './testing';

const event = (name: string): Condition => ({ kind: 'event', name });
const asking = (when: Condition, more: Partial<Config> = {}): Config => ({
  shirube: 1,
  caps: { gap: '10s' },
  ...more,
  content: [{ kind: 'nudge', id: 'tip', title: 'Tip', when, pages: '/settings/*' }],
});
const codes = (changes: ReturnType<typeof smallestChange>) => changes.map((c) => `${c.gate}:${c.code}:${c.to}`);

describe('explain', () => {
  it('names the first gate, what it has and needs, and every other that is closed', () => {
    const why = scenario(asking({ kind: 'login', nth: { atLeast: 2 } }))
      .as('anna')
      .why('tip');
    expect(why).toMatchObject({ status: 'held', first: 'page', reason: 'page', next: null });
    expect(why.gates.filter((g) => !g.is).map((g) => g.name)).toEqual(['page', 'trigger']);
    expect(why.gates.find((g) => g.name === 'trigger')?.parts).toMatchObject([
      { code: 'login', have: 1, need: { atLeast: 2 }, of: { kind: 'login' } },
    ]);
  });
  it('gives the next instant when time alone can change it', () => {
    const anna = scenario(asking({ kind: 'dwell', path: '/settings/*', atLeast: '30s' }))
      .as('anna')
      .page('/settings/bank')
      .after('10s');
    expect(anna.why('tip')).toMatchObject({ first: 'trigger', next: anna.now + 20_000 });
  });
  it('of several things that would do, the smallest change is the fewest', () => {
    const anna = scenario(asking({ kind: 'any', of: [{ kind: 'all', of: [event('a'), event('b')] }, event('c')] }))
      .as('anna')
      .page('/settings/bank');
    expect(codes(smallestChange(anna.why('tip')))).toEqual(['trigger:event:true']);
    expect(smallestChange(anna.why('tip'))[0]?.of).toEqual(event('c'));
    expect(smallestChange(anna.track('a').track('b').why('tip'))).toEqual([]);
  });
  it('what only has to be waited for is smaller than what somebody has to do', () => {
    const anna = scenario(asking({ kind: 'any', of: [event('a'), { kind: 'inactivity', for: '7d', of: 'login' }] }))
      .as('anna')
      .page('/settings/bank');
    expect(smallestChange(anna.why('tip'))).toMatchObject([{ code: 'inactivity', at: anna.now + 7 * 864e5 }]);
  });
  it('inside a not the fact has to become false', () => {
    const anna = scenario(asking({ kind: 'not', of: { kind: 'all', of: [event('a'), event('b')] } }))
      .as('anna')
      .track('a')
      .track('b')
      .page('/settings/bank');
    expect(codes(smallestChange(anna.why('tip')))).toEqual(['trigger:event:false']);
  });
  it('speaks English and Japanese', () => {
    const anna = scenario(asking({ kind: 'login', nth: { atLeast: 2 } }))
      .as('anna')
      .page('/settings/bank');
    expect(explainText(anna.why('tip'))).toBe(
      'Not shown, because its trigger does not hold. Smallest change: logins so far: 1; there should be at least 2. Waiting does not change it.',
    );
    expect(explainText(anna.why('tip'), 'ja')).toBe(
      '表示されていません:表示のきっかけがまだ成立していません。表示するための最小の変化:ログインが1回です(2以上が必要)。待つだけでは変わりません。',
    );
  });
  it('has every text in both languages, with the same blanks', () => {
    expect(Object.keys(reasonTexts.ja).sort()).toEqual(Object.keys(reasonTexts.en).sort());
    for (const [code, text] of Object.entries(reasonTexts.en))
      expect(new Set(reasonTexts.ja[code]?.match(/\{\w+\}/g)), code).toEqual(new Set(text.match(/\{\w+\}/g)));
  });
  it('says so when it is open, suspended, or does not exist', () => {
    const anna = scenario(asking(event('a')))
      .as('anna')
      .page('/settings/bank')
      .track('a');
    expect([anna.why('tip').status, anna.page('/').why('tip').suspended, anna.why('nothing').status]).toEqual(['open', true, 'unknown']);
    expect(explainText(anna.why('nothing'))).toBe('There is no such content.');
  });
});
