/** What `shirube new` writes. Each scaffold compiles and its test passes; only the meaning has to be filled in. */

export interface Scaffold {
  files: Record<string, string>;
  /** Lines to add by hand, by file, then what to run: a registry is read by people, so people write it. */
  register: [path: string, line: string][];
  /** A file that must exist: we are in a clone. */
  needs: string;
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(`-${name}`);
const shell = (command: string): [string, string] => ['the shell', command];
/** What follows from an engine's kind by itself: which words load which part, the JSON Schema, the reference. */
const derived = [
  shell(
    'npx vitest run packages/engine/src/parts.test.ts packages/engine/src/schema.test.ts -u   # twice: the second run reads what the first wrote',
  ),
  shell('npm run docs:reference && npm run format'),
];
const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

function condition(name: string): Scaffold {
  const [c, P] = [camel(name), pascal(name)];
  const path = `packages/engine/src/conditions/${name}`;
  return {
    needs: 'packages/engine/src/conditions.ts',
    files: {
      [`${path}.ts`]: `import { z } from 'zod';
import type { ConditionKind } from '../types';
import { NEVER, verdict } from '../verdict';

export const ${c}Schema = () => z.strictObject({ kind: z.literal('${c}'), is: z.string().meta({ description: 'What it is compared with.' }) })
  .meta({ id: '${c}', title: '${title(name)}', description: 'What holds when this holds, in one sentence.', why: 'What it is good for.', examples: [{ kind: '${c}', is: 'example' }] });
export type ${P}Condition = z.infer<ReturnType<typeof ${c}Schema>>;

export const ${c}: ConditionKind<${P}Condition> = {
  // Facts whose change may change the answer; signals.ts lists them all.
  keys: () => ['env'],
  // True, false, or null when it is not known; NEVER when only a signal can change it.
  check: (c, { state }) => verdict(state.env.lang === undefined ? null : state.env.lang === c.is, '${c}', NEVER, state.env.lang, c.is),
};
`,
      [`${path}.test.ts`]: `import { expect, it } from 'vitest';
import { compile, initialState, worldOf } from '../index';
import { ${c} } from './${name}';

const world = (lang?: string) => worldOf(compile({ shirube: 1 }), { ...initialState(), env: lang === undefined ? {} : { lang } });

it('somebody of whom nothing is known is neither in nor out', () => expect(${c}.check({ kind: '${c}', is: 'ja' }, world()).is).toBe(null));
it('somebody whom it fits is in', () => expect(${c}.check({ kind: '${c}', is: 'ja' }, world('ja')).is).toBe(true));
`,
    },
    register: [
      ['packages/engine/src/conditions.ts', `import { ${c}Schema, type ${P}Condition } from './conditions/${name}';`],
      ['packages/engine/src/conditions.ts', `add ${P}Condition to the type and ${c}Schema() to the union`],
      [
        'packages/engine/src/parts/rare.ts',
        `import { ${c} } from '../conditions/${name}'; and add it to the conditions (without it kinds.ts does not compile)`,
      ],
      ...derived,
    ],
  };
}

function content(name: string): Scaffold {
  const [c, P] = [camel(name), pascal(name)];
  return {
    needs: 'packages/engine/src/content.ts',
    files: {
      [`packages/engine/src/content/${name}.ts`]: `import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, button } from './base';

export const ${c}Schema = () => z.strictObject({ kind: z.literal('${c}'), ...baseContent(), title: text(), body: text().optional(), buttons: z.array(button()).optional().meta({ description: 'What the person can answer.' }) })
  .meta({ title: '${title(name)}', description: 'What the person sees, in one sentence.', why: 'What it is good for.', examples: [{ kind: '${c}', id: '${name}', title: 'Hello' }] });
export type ${P} = z.infer<ReturnType<typeof ${c}Schema>>;
// interrupts: it demands attention, so it comes one at a time and counts for the caps.
export const ${c}: ContentKind<${P}> = { interrupts: false };
`,
      [`packages/engine/src/content/${name}.test.ts`]: `import { expect, it } from 'vitest';
import { ${c}Schema } from './${name}';

it('its example is valid', () => expect(${c}Schema().safeParse({ kind: '${c}', id: '${name}', title: 'Hello' }).success).toBe(true));
it('a slip of the finger is refused', () => expect(${c}Schema().safeParse({ kind: '${c}', id: '${name}', titel: 'Hello' }).success).toBe(false));
`,
    },
    register: [
      ['packages/engine/src/content.ts', `import { ${c}Schema, type ${P} } from './content/${name}';`],
      ['packages/engine/src/content.ts', `add ${P} to the type and ${c}Schema() to the union`],
      [
        'packages/engine/src/parts/core.ts',
        `import { ${c} } from '../content/${name}'; and add it to the contents (without it kinds.ts does not compile)`,
      ],
      [
        'packages/browser/src/ui/views.ts',
        `its view, a file that you write: ${c}: () => import('./content/${name}') (without it this does not compile)`,
      ],
      ...derived,
    ],
  };
}

function step(name: string): Scaffold {
  const [c, P] = [camel(name), pascal(name)];
  const path = `packages/engine/src/actions/${name}`;
  return {
    needs: 'packages/engine/src/actions.ts',
    files: {
      [`${path}.ts`]: `import { z } from 'zod';
import type { ActionKind } from '../actions';
import { stepFields } from './base';

export const ${c}Schema = () => z.strictObject({ do: z.literal('${c}'), ...stepFields(), reason: z.string().optional().meta({ description: 'Why it goes on.' }) })
  .meta({ id: '${c}', title: '${title(name)}', description: 'What it does, in one sentence.', why: 'What it is good for.', examples: [{ do: '${c}', id: '${name}' }] });
export type ${P} = z.infer<ReturnType<typeof ${c}Schema>>;
// to: a step's id, "" for the next one, "exit" to end, null to stay until something happens.
export const ${c}: ActionKind<${P}> = { plan: (s) => ({ to: '', ...(s.reason && { reason: s.reason }) }) };
`,
      [`${path}.test.ts`]: `import { expect, it } from 'vitest';
import { ${c}Schema } from './${name}';

it('its example is valid', () => expect(${c}Schema().safeParse({ do: '${c}', id: '${name}' }).success).toBe(true));
it('a slip of the finger is refused', () => expect(${c}Schema().safeParse({ do: '${c}', id: '${name}', raeson: 'x' }).success).toBe(false));
`,
    },
    register: [
      ['packages/engine/src/actions.ts', `import { ${c}Schema, type ${P} } from './actions/${name}';`],
      ['packages/engine/src/actions.ts', `add ${P} to the type and ${c}Schema() to the union`],
      [
        'packages/engine/src/parts/flows.ts',
        `import { ${c} } from '../actions/${name}'; and add it to the actions (without it kinds.ts does not compile)`,
      ],
      ...derived,
    ],
  };
}

function reporter(name: string): Scaffold {
  const path = `packages/browser/src/reporters/${name}`;
  return {
    needs: 'packages/browser/src/reporters/http.ts',
    files: {
      [`${path}.ts`]: `import type { ReporterFactory } from '../host/routes';
import { byStatus } from './http';

/** Sends each batch as one JSON array: \`{ "kind": "${name}", "endpoint": "https://…" }\`. Storage, retry, order and unload belong to the core. */
export const reporter: ReporterFactory = ({ endpoint = '' }) => ({
  name: '${name}',
  limits: { events: 50, bytes: 16_384 },
  encode: (batch) => ({ url: endpoint, headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch) }),
  classify: (status, _headers, body, batch) => byStatus(status, batch, body),
});
`,
      [`${path}.test.ts`]: `import { expect, it } from 'vitest';
import type { ReporterContext, WireEvent } from '../host/ports';
import { reporter } from './${name}';

const event: WireEvent = { messageId: 'm1', type: 'track', event: 'saved', userId: 'anna', timestamp: '2026-04-01T09:00:00.000Z', context: {} };
const context: ReporterContext = { endpoint: '', now: 0, sameOrigin: false, lost: {} };
const headers = { get: () => null };
const made = reporter({ kind: '${name}', endpoint: 'https://example.test/in' }, {} as Window);

it('sends what happened to the endpoint', () => {
  const request = made.encode?.([event], context);
  expect(request?.url).toBe('https://example.test/in');
  expect(JSON.parse(request?.body ?? '')).toEqual([event]);
});
it('loses nothing while the endpoint is down', () => expect(made.classify?.(503, headers, '', [event]).retry).toEqual(['m1']));
it('forgets what was acknowledged', () => expect(made.classify?.(200, headers, '', [event]).ok).toEqual(['m1']));
`,
    },
    // The build finds the file by its name; a configuration names it as { "kind": "…" }.
    register: [
      ['packages/cli/src/disclose/receivers.ts', `'${name}': who receives it and why, in both languages (a test asks for it)`],
      ['docs/guide/reporters.md and reporters.ja.md', `a row of the table: ${name}`],
      ['test/contract/reporters.test.ts', `a line that runs the contract over it`],
      shell('npm run format'),
    ],
  };
}

export const scaffolds = { condition, content, step, reporter } as const;
