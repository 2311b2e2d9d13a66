import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Config } from './index';
import { SECTIONS, TEXTS } from './lint/texts';
import { configSchema, lint, lintRules } from './schema';

const codes = (config: Config) => lint(config).map((issue) => `${issue.code} ${issue.pointer}`);
const flow = (steps: unknown[]): Config => ({ shirube: 1, flows: [{ id: 'f', start: { kind: 'login' }, steps }] }) as Config;

describe('lint', () => {
  it.each(lintRules.map((rule) => [rule.code, rule] as const))(
    '%s finds its own example, which the schema accepts, and nothing else does',
    (code, rule) => {
      expect(configSchema().safeParse(rule.example).error?.issues ?? []).toEqual([]);
      const found = new Set(lint(rule.example).map((issue) => issue.code));
      expect([...found]).toEqual([code]);
    },
  );
  it('every issue speaks both languages without blanks', () => {
    for (const { example } of lintRules)
      for (const { texts } of lint(example))
        for (const said of [texts.en, texts.ja])
          for (const sentence of Object.values(said)) expect(sentence).toMatch(/^(?!.*undefined).{8,}$/);
  });
  it('the demo is clean', () => {
    const config = JSON.parse(readFileSync(new URL('../../../examples/haruiro-billing/shirube.json', import.meta.url), 'utf8')) as Config;
    expect(lint(config).map((issue) => `${issue.pointer} ${issue.texts.en.what}`)).toEqual([]);
  });
  it('points at what is meant: goals, required milestones, videos, mails and steps', () => {
    expect(
      codes({
        shirube: 1,
        milestones: [{ id: 'a', when: { kind: 'login' }, requires: ['b'] }],
        content: [{ kind: 'video', id: 'v', video: 'none', goal: 'x' }],
      }),
    ).toEqual(['lint.dangling-id /milestones/0/requires/0', 'lint.dangling-id /content/0/video', 'lint.dangling-id /content/0/goal']);
    expect(codes(flow([{ do: 'wait', id: 'a', for: '1d', next: 'b' }]))).toEqual(['lint.dangling-id /flows/0/steps/0/next']);
    expect(codes(flow([{ do: 'email', id: 'a', mail: 'none', next: 'exit' }]))).toEqual(['lint.dangling-id /flows/0/steps/0/mail']);
  });
  it('an author whose condition names what is not there yet, with nothing to choose from, reads where to declare it', () => {
    const said = [
      ...lint({ shirube: 1, segments: [{ id: 'new', when: { kind: 'milestone', id: 'first' } }] }),
      ...lint({ shirube: 1, events: {}, segments: [{ id: 's', when: { kind: 'event', name: 'sent' } }] }),
    ].map(({ texts }) => [texts.en.next, texts.ja.next]);
    expect(said).toEqual([
      [
        'There is nothing under "milestones" yet: declare "first" there, or take this reference out.',
        '「milestones」にはまだ何もありません。そこに「first」を定義するか、この参照を取り除いてください。',
      ],
      [
        'Nothing is declared under "events" yet: declare "sent" there, or delete the empty "events".',
        '「events」にはまだ何も宣言されていません。そこに「sent」を宣言するか、空の「events」を削除してください。',
      ],
    ]);
  });
  it('an author hears of an accent that white words cannot be read on, of a link that is too pale, and of one card with colours of its own', () => {
    const pairs = (config: Config) =>
      lint(config).map(({ pointer, args }) => `${pointer} ${String(args.text)}/${String(args.surface)} ${String(args.scheme)}`);
    expect(pairs({ shirube: 1, theme: { accent: '#ffcc00' } } as Config)).toEqual([
      '/theme/accent on-accent/accent light',
      '/theme/accent accent/surface light',
    ]);
    expect(pairs({ shirube: 1, theme: { dark: { accent: 'rgb(40, 40, 120)' } } } as unknown as Config)).toEqual([
      '/theme/dark/accent on-accent/accent dark',
      '/theme/dark/accent accent/surface dark',
    ]);
    expect(
      pairs({
        shirube: 1,
        theme: { text: '#777777', surface: '#111111' },
        content: [{ kind: 'nudge', id: 'n', title: 'N', theme: { surface: '#ffffff' } }],
      } as Config).filter((one) => one.startsWith('/content')),
    ).toEqual(['/content/0/theme/surface text/surface light']);
    expect(pairs({ shirube: 1, theme: { accent: '#0b7a75', dark: { accent: '#7fe0d8' } } } as unknown as Config)).toEqual([]);
  });
  it('a circle through requirements is found once', () => {
    const config: Config = {
      shirube: 1,
      milestones: [
        { id: 'a', when: { kind: 'login' }, requires: ['b'] },
        { id: 'b', when: { kind: 'milestone', id: 'c' } },
        { id: 'c', when: { kind: 'milestone', id: 'a' } },
      ],
    };
    expect(lint(config).map((issue) => [issue.code, issue.args.round])).toEqual([['lint.cycle', 'b → c → a → b']]);
  });
  it('a circle with a wait in it is fine, and so is a flow whose exit looks at what it starts from', () => {
    expect(
      codes(
        flow([
          { do: 'wait', id: 'a', for: '1d' },
          { do: 'wait', id: 'b', for: '1d', next: 'a' },
        ]),
      ),
    ).toEqual([]);
  });
  it.each([
    [{ kind: 'all', of: [{ kind: 'login' }, { kind: 'not', of: { kind: 'login' } }] }, 'lint.never-true'],
    [{ kind: 'any', of: [] }, 'lint.never-true'],
    [{ kind: 'login', nth: { atLeast: 3, atMost: 2 } }, 'lint.never-true'],
    [{ kind: 'trait', name: 'x', is: { gt: 5, lt: 5 } }, 'lint.never-true'],
    [{ kind: 'not', of: { kind: 'all', of: [] } }, 'lint.always-true'],
    [{ kind: 'sample', share: 0 }, 'lint.never-true'],
    [{ kind: 'sample', share: 1 }, 'lint.always-true'],
    [
      {
        kind: 'all',
        of: [
          { kind: 'trait', name: 'x', is: 'a' },
          { kind: 'trait', name: 'x', is: 'b' },
        ],
      },
      'lint.never-true',
    ],
    [{ kind: 'time', from: '2026-05-01', to: '2026-04-01' }, 'lint.never-true'],
    [{ kind: 'video', id: 'v', from: 90, to: 60 }, 'lint.never-true'],
  ] as const)('%j is %s', (when, code) =>
    expect(
      lint({
        shirube: 1,
        videos: [{ id: 'v', title: 'V', sources: [{ src: '/v.mp4' }] }],
        segments: [{ id: 's', when }],
      } as unknown as Config).map((i) => i.code),
    ).toEqual([code]),
  );
  it('an excluded part that can never hold is not told twice', () =>
    expect(codes({ shirube: 1, segments: [{ id: 's', when: { kind: 'all', of: [{ kind: 'login' }, { kind: 'any', of: [] }] } }] })).toEqual(
      ['lint.never-true /segments/0/when/of/1'],
    ));
});

describe('texts that speak to the person', () => {
  const banner = (body: unknown, more: object = {}): Config =>
    ({ shirube: 1, content: [{ kind: 'banner', id: 'b', body }], ...more }) as unknown as Config;
  const found = (config: Config) =>
    lint(config).map(({ code, pointer, args }) =>
      [code.slice(5), pointer, args['cause'] ?? args['forms'] ?? args['name'] ?? args['slot']].join(' '),
    );
  it.each([
    ['Hello {{trait.name}', 'open'],
    ['Hello {{trait.name', 'open'],
    ['Hello {trait.name}', 'single'],
    ['{{first}}', 'shape'],
    ['{{{trait.name}}}', 'shape'],
    ['{{trait.name; date}}', 'shape'],
    ['{{}}', 'shape'],
    ['{{tarit.name}}', 'source'],
    ['{{acount.name|x}}', 'source'],
    ['{{account.seats, nubmer}}', 'format'],
    ['{{account.seats, number, percent}}', 'style'],
    ['{{account.ends, date, huge}}', 'style'],
    ['{{trait.n, plural, ones {#} other {#}}}', 'form'],
    ['{{trait.n, plural, one # other {#}}}', 'form'],
    ['{{trait.n, plural, one {#}}}', 'other'],
    ['{{trait.n, plural}}', 'other'],
  ])('%s is refused: %s', (body, cause) => {
    const [issue, ...more] = lint(banner(body));
    expect([issue?.code, issue?.severity, issue?.pointer, issue?.args['cause'], more]).toEqual([
      'lint.placeholder',
      'error',
      '/content/0/body',
      cause,
      [],
    ]);
    for (const said of [issue?.texts.en, issue?.texts.ja])
      for (const sentence of Object.values(said ?? {}))
        expect(sentence).toMatch(/^(?!.*undefined)(?!.*\{(?:slot|name|known|format)\}).{8,}$/);
  });
  it.each([
    'Hello {{trait.name|friend}}',
    '{{ account.plan }}',
    '[a]({{link./x,y}})',
    '{{account.seats, number|some}}',
    '{{account.ends, date}} {{account.ends, date, full}}',
    '{{trait.n, plural, =0 {none} one {# invoice} other {# invoices}|some}}',
    'Write \\{{name}} here',
    'a {n} b',
    '{"json": 1}',
  ])('%s is accepted', (body) => expect(found(banner({ en: body }))).toEqual([]));
  it('a language that counts in more forms than a text has is named with them, unless each of its numbers is named', () => {
    const open = (forms: string) => `{{trait.open, plural, ${forms}}}`;
    expect(
      found(
        banner({
          en: open('other {#}'),
          pl: open('one {#} other {#}'),
          ja: open('other {#}'),
          fr: open('one {#} other {#}'),
          ar: open('one {#} other {#}'),
        }),
      ),
    ).toEqual([
      'plural-forms /content/0/body/en one',
      'plural-forms /content/0/body/pl many, few',
      'plural-forms /content/0/body/ar zero, two, few, many',
    ]);
    expect(found(banner({ en: open('=1 {one} other {#}') }))).toEqual([]);
    expect([found(banner(open('other {#}'))), found(banner(open('other {#}'), { defaultLanguage: 'en' }))]).toEqual([
      [],
      ['plural-forms /content/0/body one'],
    ]);
  });
  it('a trait that nobody declares is found in texts as in conditions', () =>
    expect(
      found(banner('{{trait.nmae}} {{account.tier}} {{account.plan}}', { traits: { name: 'string' }, accountTraits: { seats: 'number' } })),
    ).toEqual(['no-signal /content/0/body nmae', 'no-signal /content/0/body plan']));
  it('what would stay as it is written is named: addresses, targets, built-in words, milestones', () => {
    const config = {
      shirube: 1,
      strings: { en: { next: 'Next, {{trait.name}}' } },
      milestones: [{ id: 'm', label: '{{trait.name}}', when: { kind: 'login' } }],
      content: [
        {
          kind: 'popover',
          id: 'p',
          title: 'x',
          target: { role: 'button', name: { en: '{{trait.name}}' } },
          buttons: [{ label: '{{trait.name|Go}}', do: { navigate: '/{{account.slug}}' } }],
        },
      ],
    } as unknown as Config;
    expect(found(config).sort()).toEqual(
      [
        'content/0/buttons/0/do/navigate {{account.slug}}',
        'content/0/target/name/en {{trait.name}}',
        'milestones/0/label {{trait.name}}',
        'strings/en/next {{trait.name}}',
      ].map((one) => `placeholder-place /${one}`),
    );
  });
  it('every key under which the format has a text is looked at', () => {
    const keys = new Set<string>();
    const search = (node: unknown, path: string[]): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, part] of Object.entries(node)) {
        if (path.at(-1) === 'properties' && (part as { title?: string }).title === 'Text' && !path.includes('target')) keys.add(key);
        search(part, [...path, key]);
      }
    };
    const { properties } = z.toJSONSchema(configSchema()) as unknown as { properties: Record<string, unknown> };
    for (const section of SECTIONS) search(properties[section], [section]);
    expect([...keys].filter((key) => !TEXTS.includes(key))).toEqual([]);
    expect(keys.size).toBeGreaterThan(10);
  });
});
