/** What happens in a browser, under StrictMode, is in test/browser/examples.spec.ts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from '@shirube/engine';
import { scenario } from '@shirube/engine/testing';
import { expect, it } from 'vitest';
import { checkConfig } from '../../packages/cli/src/check/check';
import { complaints } from '../../packages/cli/src/testing/compiler';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bytes = readFileSync(at('public/shirube.json'));

it('the configuration is valid', () => expect(checkConfig(bytes, 'shirube.json').problems).toEqual([]));
it('somebody who signs in sees the hint, and no longer when the task is added', () => {
  const anna = scenario(JSON.parse(bytes.toString()) as Config)
    .as('anna')
    .after('2s');
  expect(anna.shown).toEqual(['add-hint']);
  anna.track('task_added');
  expect(anna.effects.some((e) => e.kind === 'hide' && e.content === 'add-hint')).toBe(true);
});
it('the components compile', { timeout: 60_000 }, () => {
  const files = Object.fromEntries(
    ['src/shirube.tsx', 'src/app.tsx', 'src/main.tsx'].map((path) => [at(path), readFileSync(at(path), 'utf8')]),
  );
  expect(
    complaints(files, {
      jsx: 4,
      exactOptionalPropertyTypes: true,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [at('../../node_modules/@types/react')],
      paths: { shirube: [at('../../packages/browser/src/index.ts')], '@shirube/engine': [at('../../packages/engine/src/index.ts')] },
    }),
  ).toEqual([]);
});
