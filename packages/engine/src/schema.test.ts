/** The JSON Schema carries everything for people: it is written from the schemas (`npx vitest run packages/engine/src/schema.test.ts -u`), and a stale one is refused. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { actions, check, compile, contents, initialState, worldOf, type Condition, type Config } from './index';
import { conditionSchema } from './conditions';
import { conditions, signals } from './kinds';
import { contentSchema } from './content';
import { flowStepSchema } from './actions';
import { signalSchema } from './signals';
import { configSchema } from './schema';

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const json = { ...z.toJSONSchema(configSchema(), { target: 'draft-7' }) } as Node;
const kindsOf = (schema: z.ZodType, word: string): string[] => {
  const found = new Set<string>();
  const root = z.toJSONSchema(schema, { target: 'draft-7' }) as Node;
  const defs = (root.definitions ?? {}) as Node;
  const options = (node: Node): Node[] =>
    typeof node.$ref === 'string'
      ? options(defs[node.$ref.split('/').pop() ?? ''] as Node)
      : (((node.oneOf ?? node.anyOf ?? node.allOf) as Node[] | undefined)?.flatMap(options) ?? [node]);
  for (const option of options(root)) found.add(String(((option.properties as Node)[word] as Node).const));
  return [...found].sort();
};
const files = (folder: string): string[] =>
  readdirSync(new URL(`./${folder}/`, import.meta.url)).filter((name) => !name.includes('.test.'));
/** Sections that are described by their own tests. */
const ELSEWHERE = /^(health|lifecycle|kpis|videos|videoSettings|mails|collector|definitions)$/;

describe('the schema', () => {
  it('in the repository is fresh', async () =>
    await expect(`${JSON.stringify(json, null, 1)}\n`).toMatchFileSnapshot('../schema/shirube.schema.json'));
  it.each([
    ['conditions', conditionSchema(), 'kind', conditions],
    ['content', contentSchema(), 'kind', contents],
    ['flow steps', flowStepSchema(), 'do', actions],
    ['signals', signalSchema(), 'kind', signals],
  ] as const)('knows the same %s as the runtime', (_, schema, word, registry) =>
    expect(kindsOf(schema as z.ZodType, word)).toEqual(Object.keys(registry).sort()),
  );
  it.each([
    ['conditions', Object.keys(conditions).length],
    ['signals', Object.keys(signals).length],
    ['actions', Object.keys(actions).length + 1],
  ] as const)('has one file per kind of %s', (folder, n) => expect(files(folder)).toHaveLength(n));
  it('describes every field', () => {
    const missing: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (!isNode(node)) return;
      if (isNode(node.properties) && !path.endsWith('/properties')) {
        for (const [name, field] of Object.entries(node.properties)) {
          if (isNode(field) && !field.description && !field.$ref && !field.allOf && field.const === undefined)
            missing.push(`${path}.${name}`);
        }
      }
      for (const [key, part] of Object.entries(node)) if (!ELSEWHERE.test(key) && key !== 'examples') walk(part, `${path}/${key}`);
    };
    walk(json, '');
    expect(missing).toEqual([]);
  });
  it('accepts all its own examples, and the engine can answer those of conditions', () => {
    const definitions = (json.definitions ?? {}) as Record<string, Node>;
    for (const { examples, properties } of Object.values(definitions)) {
      const { kind, do: step } = (properties ?? {}) as Record<string, Node | undefined>;
      for (const example of (examples ?? []) as Condition[]) {
        if (step) expect(flowStepSchema().safeParse(example).error?.issues ?? []).toEqual([]);
        if (!kind || !(String(kind.const) in conditions)) continue;
        expect(conditionSchema().safeParse(example).error?.issues ?? [], String(kind.const)).toEqual([]);
        const program = compile({ shirube: 1, segments: [{ id: 's', when: example }] });
        expect(program.problems).toEqual([]);
        expect(check(example, worldOf(program, initialState())).code).not.toMatch(/^unknown/);
      }
    }
    const content = z.toJSONSchema(contentSchema(), { target: 'draft-7' }) as { oneOf: Node[] };
    for (const { examples } of content.oneOf)
      for (const example of examples as unknown[]) expect(contentSchema().safeParse(example).error?.issues ?? []).toEqual([]);
  });
  it('every condition says why one would use it, and shows an example', () => {
    const definitions = (json.definitions ?? {}) as Record<string, Node>;
    for (const kind of Object.keys(conditions))
      expect(definitions[kind], kind).toMatchObject({
        title: expect.any(String) as string,
        description: expect.any(String) as string,
        why: expect.any(String) as string,
        examples: expect.any(Array) as unknown[],
      });
  });
  it('refuses unknown keys with their place', () => {
    const bad = { shirube: 1, milestones: [{ id: 'a', when: { kind: 'login', nht: { atLeast: 2 } } }] };
    expect(configSchema().safeParse(bad).error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', path: ['milestones', 0, 'when'] });
  });
  it('accepts the demo', () => {
    const demo = JSON.parse(readFileSync(new URL('../../../examples/haruiro-billing/shirube.json', import.meta.url), 'utf8')) as Config;
    expect(configSchema().safeParse(demo).error?.issues ?? []).toEqual([]);
    expect(compile(demo).problems).toEqual([]);
  });
});
