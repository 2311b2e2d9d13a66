import { describe, expect, it } from 'vitest';
import { frame } from './frame';
import { locate, readSource } from './read';

const read = (text: string) => readSource(new TextEncoder().encode(text), 'shirube.json');
const places = (text: string) => read(text).problems.map((p) => [p.code, p.range?.start.line, p.range?.start.column]);

describe('somebody who wrote JSON by hand', () => {
  it('is shown a comment', () => expect(places('{\n  // why\n  "shirube": 1\n}')).toEqual([['json.comment', 2, 3]]));
  it('is shown a comma after the last entry', () => expect(places('{ "a": [1, 2,\n] }')).toEqual([['json.trailing-comma', 2, 1]]));
  it('is shown a key that is there twice, and where the first is', () => {
    const [problem] = read('{\n "a": 1,\n "a": 2\n}').problems;
    expect(problem).toMatchObject({
      code: 'json.duplicate-key',
      path: ['a'],
      args: { key: 'a', line: 2 },
      range: { start: { line: 3, column: 2 } },
    });
  });
  it('is shown the duplicate inside a list, too', () => expect(read('{"a":[{"b":1,"b":2}]}').problems[0]?.path).toEqual(['a', 0, 'b']));
  it('may use Windows line ends', () => expect(places('{\r\n  "a": 1,\r\n}')).toEqual([['json.trailing-comma', 3, 1]]));
});

it('a key named __proto__ changes no prototype', () => {
  const { value } = read('{"__proto__": {"admin": true}}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value as object)).toEqual(['__proto__']);
});

describe('where something stands', () => {
  const source = read('{\n  "content": [\n    { "id": "a", "when": { "kind": "x" } }\n  ]\n}');
  it('a value', () => expect(locate(source, ['content', 0, 'when', 'kind']).start).toMatchObject({ line: 3, column: 36 }));
  it('its key', () => expect(locate(source, ['content', 0, 'when', 'kind'], 'key').start).toMatchObject({ line: 3, column: 28 }));
  it('what is missing is shown at what it should be in', () =>
    expect(locate(source, ['content', 0, 'nothing', 'below']).start).toMatchObject({ line: 3, column: 5 }));
  it('the caret stands under the word although Japanese letters are wide', () => {
    const ja = read('{ "ラベル": "項目未設定", "kind": 1 }');
    const [line] = frame(ja.lines, locate(ja, ['kind']));
    expect(line?.caret).toEqual({ before: 34, length: 1 });
  });
  it('a long line is cut around the word', () => {
    const long = read(`{ "a": "${'x'.repeat(5000)}", "kind": "oops" }`);
    const [line] = frame(long.lines, locate(long, ['kind']));
    expect(line?.text.length).toBeLessThan(100);
    expect(line?.text.slice(line.caret?.before, (line.caret?.before ?? 0) + 6)).toBe('"oops"');
  });
  it('what would reverse or blink a terminal is shown as a dot', () => {
    const evil = read('{ "a": "\u001b[31m\u202eabc" }'.replace('\u001b', '\\u001b').replace('\\u001b', '\u009b'));
    expect(
      frame(evil.lines, locate(evil, ['a']))
        .map((l) => l.text)
        .join(''),
    ).not.toMatch(/[\u001b\u009b\u202e]/);
  });
});
