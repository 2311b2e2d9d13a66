// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { maker } from '../dom';
import { markdown } from './markdown';
import { safeUrl } from './url';

const html = (text: string) => {
  const box = document.createElement('div');
  box.append(...markdown(maker(document), text, 'https://app.example/a/'));
  return box.innerHTML;
};

test('paragraphs, lists, strong, emphasis, code and links become nodes', () => {
  expect(html('One **two** *three* `four`\nfive\n\n- a\n- b\n\n1. c\n2. d')).toBe(
    '<p>One <strong>two</strong> <em>three</em> <code>four</code><br>five</p><ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>',
  );
  expect(html('[guide](/help)')).toBe('<p><a href="https://app.example/help" target="_blank" rel="noopener noreferrer">guide</a></p>');
});
test('markup stays text, and an unsafe link stays its words', () => {
  expect(html('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
  expect(html('[x](javascript:alert)')).toBe('<p>x</p>');
});
test('only https, the same origin, mail and telephone may be opened', () => {
  const ok = (href: string) => safeUrl(href, 'http://localhost:3000/a') !== undefined;
  expect(
    [
      'https://x.example',
      '/help',
      'http://localhost:3000/b',
      'mailto:a@b.example',
      'tel:+81',
      'http://x.example',
      'javascript:1',
      'data:text/html,x',
      'ftp://x',
      'http://',
    ].map(ok),
  ).toEqual([true, true, true, true, true, false, false, false, false, false]);
});
