import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { complaints } from '../testing/compiler';
import { small } from '../testing/small';
import { typesOf } from './types';

const declarations = typesOf(small, 'shirube.json');
const compile = (code: string) => complaints({ '/app.ts': `import './shirube';\n${code}\nexport {};`, '/shirube.d.ts': declarations });

describe('a developer with the generated types', { timeout: 60_000 }, () => {
  it('tracks what is declared', () =>
    expect(
      compile("void shirube.track('invoice_sent', { amount: 3 }); shirube.show('tutorial'); void shirube.identify('u', { plan: 'pro' });"),
    ).toEqual([]));
  it('cannot misspell an event', () => expect(compile("void shirube.track('invoce_sent');").join()).toContain('"invoce_sent"'));
  it('cannot misspell a property, or give it another type', () => {
    expect(compile("void shirube.track('invoice_sent', { amuont: 3 });")).toHaveLength(1);
    expect(compile("void shirube.track('invoice_sent', { amount: '3' });")).toHaveLength(1);
  });
  it('cannot show content that does not exist, nor send a trait that is not declared', () => {
    expect(compile("shirube.show('tutorail');")).toHaveLength(1);
    expect(compile("void shirube.identify('u', { paln: 'pro' });")).toHaveLength(1);
  });
});

it('every function of the script is among the types', () => {
  const api = readFileSync(new URL('../../../browser/src/host/api.ts', import.meta.url), 'utf8');
  const members = (text: string, name: string) =>
    [...(new RegExp(`interface ${name} \\{\n([\\s\\S]*?)\n\\}`).exec(text)?.[1] ?? '').matchAll(/^ {2}(?:readonly )?(\w+)[?:<(]/gm)]
      .map(([, member]) => member)
      .sort();
  expect(members(api, 'Shirube').length).toBeGreaterThan(10);
  expect(members(declarations, 'TypedShirube')).toEqual(members(api, 'Shirube'));
});

it('names that would break the file are quoted', () => {
  const text = typesOf({ ...small, events: { 'a"b\n*/': { description: 'evil */ export const x = 1;' } } }, 'x\ny.json');
  expect(text).toContain('"a\\"b\\n*/"');
  expect(text).toContain('evil * / export');
});
