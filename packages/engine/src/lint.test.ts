import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Config } from './index';
import { configSchema, lint, lintRules } from './schema';

const codes = (config: Config) => lint(config).map((issue) => `${issue.code} ${issue.pointer}`);
const flow = (steps: unknown[]): Config => ({ shirube: 1, flows: [{ id: 'f', start: { kind: 'login' }, steps }] }) as Config;

describe('lint', () => {
  it.each(lintRules.map((rule) => [rule.code, rule] as const))('%s finds its own example, which the schema accepts, and nothing else does', (code, rule) => {
    expect(configSchema().safeParse(rule.example).error?.issues ?? []).toEqual([]);
    const found = new Set(lint(rule.example).map((issue) => issue.code));
    expect([...found]).toEqual([code]);
  });
  it('every issue speaks both languages without blanks', () => {
    for (const { example } of lintRules) for (const { texts } of lint(example)) for (const said of [texts.en, texts.ja]) for (const sentence of Object.values(said)) expect(sentence).toMatch(/^(?!.*undefined).{8,}$/);
  });
  it('the demo is clean', () => {
    const config = JSON.parse(readFileSync(new URL('../../../examples/haruiro-billing/shirube.json', import.meta.url), 'utf8')) as Config;
    expect(lint(config).map((issue) => `${issue.pointer} ${issue.texts.en.what}`)).toEqual([]);
  });
  it('points at what is meant: goals, required milestones, videos, mails and steps', () => {
    expect(codes({ shirube: 1, milestones: [{ id: 'a', when: { kind: 'login' }, requires: ['b'] }], content: [{ kind: 'video', id: 'v', video: 'none', goal: 'x' }] })).toEqual(['lint.dangling-id /milestones/0/requires/0', 'lint.dangling-id /content/0/video', 'lint.dangling-id /content/0/goal']);
    expect(codes(flow([{ do: 'wait', id: 'a', for: '1d', next: 'b' }]))).toEqual(['lint.dangling-id /flows/0/steps/0/next']);
    expect(codes(flow([{ do: 'email', id: 'a', mail: 'none', next: 'exit' }]))).toEqual(['lint.dangling-id /flows/0/steps/0/mail']);
  });
  it('an author whose condition names what is not there yet, with nothing to choose from, reads where to declare it', () => {
    const said = [...lint({ shirube: 1, segments: [{ id: 'new', when: { kind: 'milestone', id: 'first' } }] }), ...lint({ shirube: 1, events: {}, segments: [{ id: 's', when: { kind: 'event', name: 'sent' } }] })].map(({ texts }) => [texts.en.next, texts.ja.next]);
    expect(said).toEqual([
      ['There is nothing under "milestones" yet: declare "first" there, or take this reference out.', '「milestones」にはまだ何もありません。そこに「first」を定義するか、この参照を取り除いてください。'],
      ['Nothing is declared under "events" yet: declare "sent" there, or delete the empty "events".', '「events」にはまだ何も宣言されていません。そこに「sent」を宣言するか、空の「events」を削除してください。'],
    ]);
  });
  it('an author hears of an accent that white words cannot be read on, of a link that is too pale, and of one card with colours of its own', () => {
    const pairs = (config: Config) => lint(config).map(({ pointer, args }) => `${pointer} ${String(args.text)}/${String(args.surface)} ${String(args.scheme)}`);
    expect(pairs({ shirube: 1, theme: { accent: '#ffcc00' } } as Config)).toEqual(['/theme/accent on-accent/accent light', '/theme/accent accent/surface light']);
    expect(pairs({ shirube: 1, theme: { dark: { accent: 'rgb(40, 40, 120)' } } } as unknown as Config)).toEqual(['/theme/dark/accent on-accent/accent dark', '/theme/dark/accent accent/surface dark']);
    expect(pairs({ shirube: 1, theme: { text: '#777777' , surface: '#111111' }, content: [{ kind: 'nudge', id: 'n', title: 'N', theme: { surface: '#ffffff' } }] } as Config).filter((one) => one.startsWith('/content'))).toEqual(['/content/0/theme/surface text/surface light']);
    expect(pairs({ shirube: 1, theme: { accent: '#0b7a75', dark: { accent: '#7fe0d8' } } } as unknown as Config)).toEqual([]);
  });
  it('a circle through requirements is found once', () => {
    const config: Config = { shirube: 1, milestones: [{ id: 'a', when: { kind: 'login' }, requires: ['b'] }, { id: 'b', when: { kind: 'milestone', id: 'c' } }, { id: 'c', when: { kind: 'milestone', id: 'a' } }] };
    expect(lint(config).map((issue) => [issue.code, issue.args.round])).toEqual([['lint.cycle', 'b → c → a → b']]);
  });
  it('a circle with a wait in it is fine, and so is a flow whose exit looks at what it starts from', () => {
    expect(codes(flow([{ do: 'wait', id: 'a', for: '1d' }, { do: 'wait', id: 'b', for: '1d', next: 'a' }]))).toEqual([]);
  });
  it.each([
    [{ kind: 'all', of: [{ kind: 'login' }, { kind: 'not', of: { kind: 'login' } }] }, 'lint.never-true'], [{ kind: 'any', of: [] }, 'lint.never-true'], [{ kind: 'login', nth: { atLeast: 3, atMost: 2 } }, 'lint.never-true'],
    [{ kind: 'trait', name: 'x', is: { gt: 5, lt: 5 } }, 'lint.never-true'], [{ kind: 'not', of: { kind: 'all', of: [] } }, 'lint.always-true'], [{ kind: 'sample', share: 0 }, 'lint.never-true'], [{ kind: 'sample', share: 1 }, 'lint.always-true'],
    [{ kind: 'all', of: [{ kind: 'trait', name: 'x', is: 'a' }, { kind: 'trait', name: 'x', is: 'b' }] }, 'lint.never-true'], [{ kind: 'time', from: '2026-05-01', to: '2026-04-01' }, 'lint.never-true'],
  ] as const)('%j is %s', (when, code) => expect(lint({ shirube: 1, segments: [{ id: 's', when }] } as unknown as Config).map((i) => i.code)).toEqual([code]));
  it('an excluded part that can never hold is not told twice', () =>
    expect(codes({ shirube: 1, segments: [{ id: 's', when: { kind: 'all', of: [{ kind: 'login' }, { kind: 'any', of: [] }] } }] })).toEqual(['lint.never-true /segments/0/when/of/1']));
});
