import { describe, expect, it } from 'vitest';
import { say } from '../say/say';
import { readSource } from './read';
import { slipsOf } from './slip';

const good = '{\n  "shirube": 1,\n  "content": [{ "kind": "modal", "id": "a", "title": "やあ" }]\n}';
/** code, line and column, and what should be typed. */
const told = (text: string) =>
  readSource(new TextEncoder().encode(text), 'shirube.json').problems.map(({ code, range, args }) => [
    code,
    `${range?.start.line}:${range?.start.column}`,
    args['need'] ?? args['have'],
  ]);

describe('somebody who wrote the configuration by hand, with', () => {
  it.each([
    ['a full-width colon', good.replace('"shirube":', '"shirube"：'), [['json.character', '2:12', ':']]],
    ['a full-width comma', good.replace('1,', '1，'), [['json.character', '2:15', ',']]],
    ['an ideographic comma', good.replace('1,', '1、'), [['json.character', '2:15', ',']]],
    ['a full-width digit', good.replace('1,', '１,'), [['json.character', '2:14', '1']]],
    ['an ideographic space', good.replace('  "shirube"', '　"shirube"'), [['json.blank', '2:1', ' ']]],
    ['a blank from a web page', good.replace(': 1', ':\u00a01'), [['json.blank', '2:13', ' ']]],
    ['quotes of a word processor', good.replace('"shirube"', '“shirube”'), [['json.character', '2:3', '"']]],
    ['only the closing quote of a word processor', good.replace('"modal"', '"modal”'), [['json.character', '3:31', '"']]],
    [
      'single quotes',
      good.replace('"modal"', "'modal'").replace('"id"', "'id'"),
      [
        ['json.character', '3:25', '"'],
        ['json.character', '3:34', '"'],
      ],
    ],
    ['a key without quotes', good.replace('"shirube"', 'shirube'), [['json.bare', '2:3', 'shirube']]],
    ['a value without quotes', good.replace('"modal"', 'modal'), [['json.bare', '3:25', 'modal']]],
    ['a word of Python', good.replace('"modal"', 'None'), [['json.word', '3:25', 'null']]],
    ['a missing comma', good.replace('1,', '1'), [['json.comma', '2:14', undefined]]],
    ['a missing bracket at the end', good.slice(0, -1), [['json.unclosed', '1:1', '}']]],
    ['a missing bracket inside', good.replace('}]', ']'), [['json.unclosed', '3:15', '}']]],
    ['a line break in a text', good.replace('やあ', 'や\nあ'), [['json.text', '3:54', undefined]]],
    ['a single backslash', good.replace('やあ', 'C:\\path'), [['json.text', '3:54', undefined]]],
    ['something behind the end', `${good}}`, [['json.excess', '4:2', undefined]]],
    ['YAML', 'shirube: 1\nmilestones:\n  - id: a\n', [['json.yaml', '1:1', undefined]]],
    ['a page instead of the file', '<!doctype html><title>Not found</title>', [['json.html', '1:1', undefined]]],
  ])('%s is told it at its place, once', (_what, text, expected) => expect(told(text)).toEqual(expected));

  it('several slips hears of each, and of nothing else', () =>
    expect(told('{\n  // mine\n  \'shirube\': 1,\n  "a"： [True, 2,],\n}').map(([code]) => code)).toEqual([
      'json.comment',
      'json.character',
      'json.character',
      'json.word',
      'json.trailing-comma',
      'json.trailing-comma',
    ]));
  it('reads in both languages what to type, without words of a parser', () => {
    for (const lang of ['en', 'ja'] as const)
      expect(say(lang, 'json.character', { have: '：', need: ':' }).next).toMatch(lang === 'en' ? /Type : instead/ : /半角の : に/);
  });
});

it('text that is nothing at all ends after a few messages', () => {
  for (const text of ["'", '“'.repeat(500), '{'.repeat(90), '::::', '\u0000\u0001', '[1 2 3 4', '{"a" "b" "c"', 'あ'.repeat(1000), "['a\\"])
    expect(slipsOf(text).length).toBeLessThanOrEqual(8);
});
