// @vitest-environment happy-dom
import { fill } from '@shirube/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quick } from '../../../../../test/helpers/property';
import { maker } from '../dom';
import { markdown } from './markdown';

const box = (text: string) => {
  const element = document.createElement('div');
  element.append(...markdown(maker(document), text, 'https://app.example/a/'));
  return element;
};
const read = (template: string, v: string) => box(fill(template, 'en', { traits: { v }, account: {} }));
/** What markdown made of it: the elements, without their words. */
const shape = (element: Element): string => [...element.querySelectorAll('*')].map((e) => e.tagName).join();

const templates = [
  '{{trait.v}}',
  'Hello {{trait.v}}, *welcome*',
  '**{{trait.v}}** and {{trait.v}}',
  '{{trait.v}}. x',
  '- a\n- {{trait.v}}',
  '1. {{trait.v}}',
  '[{{trait.v}}](/x)',
  '[a]{{trait.v}} [b](/c)',
  'x {{trait.v}} [b](/c)',
  '`{{trait.v}}`',
  '{{trait.v}}{{trait.v}} y',
  'a\n\n{{trait.v}}',
];
const sign = fc.constantFrom(
  '*',
  '**',
  '`',
  '[',
  ']',
  '(',
  ')',
  '](',
  '\n',
  '\n\n',
  '- ',
  '-',
  '1.',
  '1',
  ' ',
  '#',
  '{{trait.v}}',
  '\\',
  '<b>',
  'javascript:alert(1)',
  'https://evil.example',
  'x',
  'あ',
  '\u2028',
  '\t',
);
const value = fc
  .array(sign, { minLength: 1, maxLength: 8 })
  .map((signs) => signs.join(''))
  .filter((v) => v.trim() !== '');

test('whatever a person is called, the text keeps the shape that its author gave it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...templates), value, (template, v) => {
      expect(shape(read(template, v)), JSON.stringify([template, v])).toBe(shape(read(template, 'Ann')));
      for (const link of read(template, v).querySelectorAll('a')) expect(new URL(link.href).origin).toBe('https://app.example');
    }),
    quick(2000),
  );
});

test('a value within an address stays within it, and one that is the address opens nothing unsafe', () => {
  fc.assert(
    fc.property(value, (v) => {
      for (const link of read('[a](/b/{{trait.v}}/c) [d](https://x.example/?e={{trait.v}})', v).querySelectorAll('a'))
        expect(['https://app.example', 'https://x.example']).toContain(new URL(link.href).origin);
      for (const link of read('[a]({{trait.v}})', v).querySelectorAll('a'))
        expect(['https:', 'mailto:', 'tel:']).toContain(new URL(link.href).protocol);
    }),
    quick(800),
  );
});

test('a name is read as it is written, with marks that are none', () => {
  expect(read('Hello {{trait.v}}', '*Ann* [x](javascript:alert)').innerHTML).toBe('<p>Hello ＊Ann＊ ［x］(javascript:alert)</p>');
  expect(read('{{trait.v}}', 'Acme (Japan) & Söhne_1').textContent).toBe('Acme (Japan) & Söhne_1');
});
