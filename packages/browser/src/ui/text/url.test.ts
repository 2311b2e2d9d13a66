import { expect, test } from 'vitest';
import { safeUrl } from './url';

test.each(['https://app.example/a', 'file:///app/index.html', 'capacitor://localhost/a', 'app://bundle/index.html', 'about:blank'])(
  'in a page at %s a script in an address opens nothing',
  (base) => {
    for (const href of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'blob:https://app.example/1',
      'vbscript:x',
      'http://elsewhere.example/',
    ])
      expect(safeUrl(href, base), href).toBeUndefined();
    expect(safeUrl('https://help.example/a?b#c', base)).toBe('https://help.example/a?b#c');
    expect(safeUrl('mailto:help@example.com', base)).toBe('mailto:help@example.com');
  },
);

test('what belongs to the app itself may be opened, whatever it was loaded from', () => {
  expect(safeUrl('/help', 'http://localhost:3000/a')).toBe('http://localhost:3000/help');
  expect(safeUrl('help.html', 'file:///app/index.html')).toBe('file:///app/help.html');
  expect(safeUrl('/help', 'app://bundle/index.html')).toBe('app://bundle/help');
  expect(safeUrl('http://localhost:3001/', 'http://localhost:3000/')).toBeUndefined();
});
