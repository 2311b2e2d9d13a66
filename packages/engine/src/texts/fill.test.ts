import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { quick } from '../../../../test/helpers/property';
import { fill } from './fill';
import { outline } from './outline';
import { pickText } from './pick';

const facts = {
  traits: { name: 'Ann', open: 3, none: null, empty: '', joined: 1_764_460_800_000, on: true },
  account: { seats: 12_000, code: '007', ends: '2026-12-01', seen: '2026-11-30T22:30:00Z', zone: '2026-11-30 23:30' },
};
const say = (text: string, lang = 'en', options = {}) => fill(text, lang, facts, { timeZone: 'UTC', ...options });

describe('a person reads', () => {
  test.each([
    ['Hello {{trait.name}}', 'Hello Ann'],
    ['{{ trait.name | friend }}!', 'Ann!'],
    ['{{trait.who|friend}}', 'friend'],
    ['{{trait.who}}', ''],
    ['{{trait.none|-}}{{trait.empty|-}}', '--'],
    ['{{account.seats}} {{account.code}} {{trait.on}}', '12000 007 true'],
    ['[Open]({{link./start}})', '[Open](/start)'],
    ['{n} of {all}', '{n} of {all}'],
    ['no braces', 'no braces'],
  ])('%s as %s', (text, read) => expect(say(text)).toBe(read));

  test.each([
    ['en', '12,000', '→ December 1, 2026', 'Nov 30, 2026'],
    ['ja', '12,000', '→ 2026年12月1日', '2026/11/30'],
    ['de', '12.000', '→ 1. Dezember 2026', '30.11.2026'],
    ['fr', '12\u202f000', '→ 1 décembre 2026', '30 nov. 2026'],
  ])('numbers and days as %s writes them', (lang, seats, ends, seen) =>
    expect([
      say('{{account.seats, number}}', lang),
      say('→ {{account.ends, date, long}}', lang),
      say('{{account.seen, date}}', lang),
    ]).toEqual([seats, ends, seen]),
  );
  it('a day without an hour as the same day everywhere, an instant as the day it is there', () => {
    const there = { timeZone: 'Asia/Tokyo' };
    expect(['ends', 'seen', 'zone'].map((name) => say(`{{account.${name}, date}}`, 'en', there))).toEqual([
      'Dec 1, 2026',
      'Dec 1, 2026',
      'Nov 30, 2026',
    ]);
    expect(say('{{trait.joined, date}}', 'en', there)).toBe('Nov 30, 2025');
  });

  const en = '{{trait.n, plural, =0 {No invoices} one {# invoice is} other {# invoices are}|Some are}} waiting';
  const pl = '{{trait.n, plural, one {# faktura} few {# faktury} many {# faktur} other {# faktury}}}';
  const counted = (text: string, lang: string, ...all: unknown[]) => all.map((n) => fill(text, lang, { traits: { n }, account: {} }));
  it('how many, as each language counts', () => {
    expect(counted(en, 'en', 0, 1, 2, '1', 1234.5)).toEqual([
      'No invoices waiting',
      '1 invoice is waiting',
      '2 invoices are waiting',
      '1 invoice is waiting',
      '1,234.5 invoices are waiting',
    ]);
    expect(counted('{{trait.n, plural, =0 {未処理はありません} other {未処理が#件あります}}}', 'ja', 0, 1, 5000)).toEqual([
      '未処理はありません',
      '未処理が1件あります',
      '未処理が5,000件あります',
    ]);
    expect(counted(pl, 'pl', 1, 3, 5, 22, 1.5)).toEqual(['1 faktura', '3 faktury', '5 faktur', '22 faktury', '1,5 faktury']);
  });
  it('the fallback where there is no number, no day, no such format or no form', () => {
    expect(counted(en, 'en', undefined, null, '', 'many', true, {}, Symbol('n'))).toEqual(Array(7).fill('Some are waiting'));
    expect(
      [
        '{{trait.name, number|n}}',
        '{{trait.name, date|d}}',
        '{{account.code, date|d}}',
        '{{account.ends, date, huge|s}}',
        '{{trait.open, money|f}}',
        '{{trait.open, plural, one {#}|o}}',
        '{{tarit.name|t}}',
      ].map((text) => say(text)),
    ).toEqual(['n', 'd', 'd', 's', 'f', 'o', 't']);
  });
  it('a language that Intl has never heard of as the machine writes', () =>
    expect(say('{{trait.open, plural, one {#} other {#!}}}', 'not a tag')).toMatch(/^3!?$/));
  it('two braces where they are meant', () => expect(say('Write \\{{name}} here').replace('\u2060', '')).toBe('Write {{name}} here'));
  it('no braces of a placeholder that is wrong', () =>
    expect(['{{name}}', '{{{trait.name}}}', '{{}}', '{{trait.name; x}}'].map((text) => say(text))).toEqual(['', '', '', '']));
});

describe('what a value can be', () => {
  const one = (text: string, v: unknown) => fill(text, 'en', { traits: { v }, account: {} });
  it('never a placeholder of its own', () => expect(one('{{trait.v}}', '{{account.secret}}')).toBe('｛｛account.secret｝｝'));
  it('one line that reads in the direction of the text', () => expect(one('Hi {{trait.v}}!', ' a\n\n- b\u202ec\t')).toBe('Hi a - b c!'));
  it('a part of an address, never the way out of it', () => {
    expect(one('[x](/a/{{trait.v}}?y=1)', 'b) [c](https://evil.example/?d#e')).toBe(
      '[x](/a/b%29%20%5Bc%5D%28https%3A%2F%2Fevil.example%2F%3Fd%23e?y=1)',
    );
    expect(one('[x](https://{{trait.v}}.app.example/)', 'evil.example/')).toBe('[x](https://evil.example%2F.app.example/)');
  });
  it('a name like any object has', () =>
    expect(
      ['constructor', '__proto__', 'toString'].map((name) => fill(`{{trait.${name}|none}}`, 'en', { traits: {}, account: {} })),
    ).toEqual(['none', 'none', 'none']));

  const part = fc.constantFrom(
    '{{',
    '}}',
    '{',
    '}',
    '|',
    ',',
    ' ',
    '\\',
    'trait',
    'account',
    'link',
    '.',
    '/',
    'n',
    'date',
    'number',
    'plural',
    'one',
    'other',
    '=0',
    '#',
    '](',
    '\n',
    'あ',
    '\ud800',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null), fc.anything());
  it('anything: nothing throws, whatever text, language or zone', () => {
    fc.assert(
      fc.property(
        text,
        fc.oneof(fc.constantFrom('en', 'ja', 'pl', 'x', ''), fc.string()),
        value,
        fc.oneof(fc.constant('UTC'), fc.string()),
        (words, lang, v, timeZone) => {
          expect(typeof fill(words, lang, { traits: { n: v }, account: { n: v } }, { timeZone })).toBe('string');
        },
      ),
      quick(1500),
    );
  });
  it('of a text without placeholders nothing changes', () => {
    fc.assert(
      fc.property(
        fc.string().filter((words) => !words.includes('{{')),
        (words) => {
          expect(fill(words, 'en', facts)).toBe(words);
        },
      ),
      quick(300),
    );
  });
  it('a hostile text takes time in proportion to its length', () => {
    const long = `${'{{trait.a, plural, '.repeat(3000)}${'{x}'.repeat(3000)}`;
    const from = performance.now();
    fill(long, 'en', facts);
    fill(`{{trait.a, plural, ${'{x} '.repeat(20_000)}`, 'en', facts);
    expect(performance.now() - from).toBeLessThan(1000);
  });
});

describe('the languages of a text', () => {
  it('are taken in order, and the words say which one they are in', () => {
    const all = { ja: 'あ', en: 'a', fr: 'b' };
    expect([
      pickText(all, 'ja-JP'),
      pickText(all, 'fr'),
      pickText(all, 'de', 'fr'),
      pickText(all, 'de'),
      pickText({ fr: 'b' }, 'de'),
      pickText({}, 'de'),
      pickText('x', 'de'),
      pickText('x', 'de', 'ja'),
      pickText(undefined, 'de'),
    ]).toEqual([
      ['あ', 'ja'],
      ['b', 'fr'],
      ['b', 'fr'],
      ['a', 'en'],
      ['b', 'fr'],
      ['', ''],
      ['x', 'de'],
      ['x', 'ja'],
      ['', 'de'],
    ]);
  });
  it('on a list are named as nobody in particular reads them', () =>
    expect(outline({ en: 'Hello {{trait.name}}', ja: '{{trait.name|お客}}様、{{trait.open, plural, other {#件}}}' })).toEqual({
      en: 'Hello …',
      ja: 'お客様、…',
    }));
});
