/** The reference is written from the schema: `npm run docs:reference` updates it, this test refuses a stale one. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configSchema } from '@shirube/engine/schema';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkConfig } from '../check/check';
import { errorsPage } from './errors';
import type { JsonSchema } from './json-schema';
import { referencePages } from './reference';
import { scriptCodes } from './script-codes';

const folder = fileURLToPath(new URL('../../../../docs/reference/', import.meta.url));
const pages = {
  ...referencePages(z.toJSONSchema(configSchema()) as unknown as JsonSchema),
  'errors.md': errorsPage('en'),
  'errors.ja.md': errorsPage('ja'),
};

describe('docs/reference', () => {
  it.each(Object.entries(pages))('%s says what the schema says', async (path, text) => {
    await expect(text).toMatchFileSnapshot(`${folder}${path}`);
  });
  it('has no links that lead nowhere', () => {
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\- ]/gu, '')
        .replaceAll(' ', '-');
    const anchors = Object.fromEntries(
      Object.entries(pages).map(([path, text]) => [path, [...text.matchAll(/^#+ (.+)$/gm)].map((m) => slug(m[1] ?? ''))]),
    );
    for (const [path, text] of Object.entries(pages)) {
      for (const [, target = ''] of text.replace(/```[\s\S]*?```/g, '').matchAll(/(?<!\\)\]\(([^)]+)\)/g)) {
        const [file = '', anchor] = target.split('#');
        expect(Object.keys(pages), `${path} → ${target}`).toContain(file || path);
        if (anchor) expect(anchors[file || path], `${path} → ${target}`).toContain(anchor);
      }
    }
  });
});

it('every example of a condition, a content and a step is a valid configuration', () => {
  const root = z.toJSONSchema(configSchema()) as unknown as JsonSchema;
  const bad: string[] = [];
  const check = (config: object, what: string) => {
    const { problems } = checkConfig(new TextEncoder().encode(JSON.stringify({ shirube: 1, ...config })), what);
    for (const p of problems) if (p.code.startsWith('config.')) bad.push(`${what}: ${p.code} ${p.path.join('.')}`);
  };
  for (const [name, schema] of Object.entries(root.$defs ?? {})) {
    for (const example of schema.examples ?? []) {
      if (schema.properties?.['kind']) check({ milestones: [{ id: 'a', when: example }] }, name);
      else if (schema.properties?.['do']) check({ flows: [{ id: 'f', start: { kind: 'login' }, steps: [example] }] }, name);
    }
  }
  for (const content of root.properties?.['content']?.items?.oneOf ?? [])
    for (const example of content.examples ?? []) check({ content: [example] }, content.title ?? '');
  for (const list of ['milestones', 'segments', 'checklists', 'flows', 'videos', 'mails'])
    for (const example of root.properties?.[list]?.items?.examples ?? []) check({ [list]: [example] }, list);
  expect(bad).toEqual([]);
});

it('every code that the browser script prints is explained', () => {
  const source = fileURLToPath(new URL('../../../browser/src/', import.meta.url));
  const used = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((f) => /\.tsx?$/.test(f) && !f.includes('.test.'))
    .flatMap((f) => [...readFileSync(`${source}${f}`, 'utf8').matchAll(/['\s](S\d)[':\s]/g)].map((m) => m[1]));
  const explained = scriptCodes.map((s) => s.code);
  for (const code of new Set(used)) expect(explained).toContain(code);
});
