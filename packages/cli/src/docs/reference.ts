/** docs/reference from the JSON Schema: one page per family of kinds, one for the sections, one for the whole. */
import { compile, initialState, step, worldOf, type Condition } from '@shirube/engine';
import { fieldsTable, typeText } from './fields';
import { alternatives, kindOf, resolve, type JsonSchema } from './json-schema';

const NOTE = '<!-- Written by `npm run docs:reference` from the schema. Do not edit. -->\n';
const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`;
const lines = (...parts: readonly (string | false | undefined)[]): string =>
  `${parts
    .filter((p): p is string => typeof p === 'string')
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')}\n`;

/** What the condition says of somebody who has just arrived and did nothing. */
function evaluated(example: unknown): string {
  const program = compile({ shirube: 1, milestones: [{ id: 'example', when: example as Condition }] });
  const { state } = step(program, initialState(), { kind: 'tab', is: 'boot', id: '0', at: Date.UTC(2026, 3, 1), tab: 'a' });
  const { is, code, have, need } = worldOf(program, state).check(example as Condition);
  const facts = [
    have === undefined ? '' : `have \`${JSON.stringify(have)}\``,
    need === undefined || need === true ? '' : `need \`${JSON.stringify(need)}\``,
  ]
    .filter(Boolean)
    .join(', ');
  return `Of somebody who has just arrived: **${is === null ? 'unknown' : is ? 'yes' : 'no'}** (\`${code}\`${facts ? `: ${facts}` : ''}).\n`;
}

function kind(
  schema: JsonSchema,
  root: JsonSchema,
  discriminator: string,
  more: (example: unknown) => string,
  common: readonly string[],
): string {
  const name = kindOf(schema) ?? '';
  const [example] = schema.examples ?? [];
  return lines(
    `## ${name}`,
    '',
    schema.description,
    schema.why && `\n*${schema.why}*`,
    '',
    fieldsTable(schema, root, [discriminator, ...common]),
    example !== undefined && json(example),
    example !== undefined && more(example),
  );
}

interface Family {
  title: string;
  intro: string;
  schema: JsonSchema;
  discriminator: string;
  more?: (example: unknown) => string;
  commonTitle?: string;
}

function family({ title, intro, schema, discriminator, more = () => '', commonTitle }: Family, root: JsonSchema): string {
  const kinds = alternatives(resolve(schema, root))
    .map((a) => resolve(a, root))
    .filter((k) => kindOf(k))
    .sort((a, b) => (kindOf(a) ?? '').localeCompare(kindOf(b) ?? ''));
  const [first] = kinds;
  const shared = commonTitle
    ? Object.keys(first?.properties ?? {}).filter((key) => key !== discriminator && kinds.every((k) => k.properties?.[key]))
    : [];
  const own = Object.fromEntries(Object.entries(first?.properties ?? {}).filter(([key]) => shared.includes(key)));
  return lines(
    NOTE,
    `# ${title}`,
    '',
    intro,
    '',
    kinds.map((k) => `[${kindOf(k)}](#${(kindOf(k) ?? '').toLowerCase()})`).join(' · '),
    '',
    shared.length > 0 &&
      `## ${commonTitle}\n\n${fieldsTable({ properties: own, required: first?.required?.filter((key) => shared.includes(key)) ?? [] }, root)}`,
    ...kinds.map((k) => kind(k, root, discriminator, more, shared)),
  );
}

/** A thing in a section: the entries of a list, or the section itself. */
function section(name: string, schema: JsonSchema, root: JsonSchema): string {
  const at = resolve(schema, root);
  const item = at.type === 'array' && at.items ? resolve(at.items, root) : at;
  const [example] = item.examples ?? [];
  return lines(
    `## ${name}`,
    '',
    at.type === 'array' ? 'A list. ' + (item.description ?? '') : item.description,
    item.why && `\n*${item.why}*`,
    '',
    fieldsTable(item, root),
    example !== undefined && json(name === resolve(at, root).title ? example : { [name]: at.type === 'array' ? [example] : example }),
  );
}

const find = (schema: JsonSchema | undefined, title: string, root: JsonSchema, seen = new Set<JsonSchema>()): JsonSchema | undefined => {
  if (!schema || seen.has(schema)) return undefined;
  seen.add(schema);
  if (schema.title === title) return schema;
  for (const part of [
    ...Object.values(schema.properties ?? {}),
    ...alternatives(schema),
    ...Object.values(schema.$defs ?? {}),
    ...(schema.items ? [schema.items] : []),
  ]) {
    const found = find(part, title, root, seen);
    if (found) return found;
  }
  return undefined;
};

/** Where the schema's description is that of one field, not of the thing itself. */
const own: Readonly<Record<string, string>> = {
  Durations: "A number and a unit: ms, s, m, h, d or w; in flows also bd, business days in the account's time zone.",
  Ids: 'Lower-case letters, digits, - and _; at most 64.',
  Texts:
    'One text, or one per language tag. In content, checklists, videos and mails it can speak to the person: `{{trait.name|there}}`, `{{account.seats, number}}`, `{{account.trial_ends, date}}`, `{{trait.open, plural, one {# invoice} other {# invoices}}}`.',
  Ranges: 'How many. Bounds are inclusive; several must all hold.',
};

/** A paragraph for something that many fields share. */
function shared(heading: string, title: string, root: JsonSchema): string {
  const schema = find(root, title, root);
  if (!schema) return '';
  const forms = alternatives(schema).map((a) => resolve(a, root));
  const [object] = forms.filter((f) => f.properties);
  const description = own[heading] ?? schema.description;
  const one =
    forms.length > 3
      ? `One of: ${forms.map((f) => (f.properties ? `\`{ ${Object.keys(f.properties).join(', ')} }\`` : typeText(f, root))).join(' · ')}\n`
      : object
        ? fieldsTable(object, root)
        : fieldsTable(schema, root);
  return lines(`## ${heading}`, '', description, '', one, schema.examples?.length ? json(schema.examples[0]) : '');
}

/** Path below docs/reference → text. */
export function referencePages(root: JsonSchema): Record<string, string> {
  const p = root.properties ?? {};
  const items = (name: string): JsonSchema => p[name]?.items ?? {};
  const steps = resolve(items('flows'), root).properties?.['steps']?.items ?? {};
  const condition = resolve(items('milestones'), root).properties?.['when'] ?? {};
  const measure = find(resolve(p['health'] ?? {}, root), 'Health signal', root)?.properties?.['measure'] ?? {};
  const rule = root.$defs?.['AccountRule'] ?? {};
  const top = Object.entries(p).map(([key, schema]) => {
    const { description, type, items: inner } = resolve(schema, root);
    const about = description ?? (type === 'array' && inner ? resolve(inner, root).description : '') ?? '';
    return `| \`${key}\`${root.required?.includes(key) ? '' : '?'} | ${key === 'content' ? 'list of [content](content.md)' : ['milestones', 'segments', 'checklists', 'flows', 'videos', 'mails'].includes(key) ? `[list](sections.md#${key.toLowerCase()})` : ['health', 'lifecycle', 'kpis', 'videoSettings', 'collector'].includes(key) ? `[object](sections.md#${key.toLowerCase()})` : typeText(schema, root)} | ${about.replaceAll('|', '\\|')} |`;
  });
  return {
    'README.md': lines(
      NOTE,
      '# Reference',
      '',
      'Everything that `shirube.json` can say. Editors know it too: begin the file with `"$schema": "./node_modules/@shirube/engine/schema/shirube.schema.json"`.',
      '',
      '[Conditions](conditions.md) · [Content](content.md) · [Flow steps](flow-steps.md) · [Sections](sections.md) · [Errors and reasons](errors.md)',
      '',
      'A `?` after a name means that it may be left out. Keys that are not listed are refused.',
      '',
      `## The file\n\n| field | type | meaning |\n|---|---|---|\n${top.join('\n')}\n`,
      shared('Ids', 'Id', root),
      shared('Durations', 'Duration', root),
      shared('Texts', 'Text', root),
      shared('Ranges', 'Range', root),
      shared('Comparisons', 'Comparison', root),
      shared('Targets', 'Target', root),
      shared('Actions', 'Action', root),
    ),
    'conditions.md': family(
      {
        title: 'Conditions',
        intro:
          'A condition is true, false, or unknown when the facts to decide are missing; unknown lets nobody in and is not the same as false. It stands wherever the reference says *condition*.',
        schema: condition,
        discriminator: 'kind',
        more: evaluated,
      },
      root,
    ),
    'content.md': family(
      {
        title: 'Content',
        intro:
          'What a person sees. When several may be shown, the one with the highest priority is; the [gates](errors.md#reasons) say why not.',
        schema: items('content'),
        discriminator: 'kind',
        commonTitle: 'What every kind can say',
      },
      root,
    ),
    'flow-steps.md': family(
      {
        title: 'Flow steps',
        intro:
          'A flow takes one person through its steps, in order unless a step says otherwise. Mails, tasks and webhooks are done by the collector, once.',
        schema: steps,
        discriminator: 'do',
        commonTitle: 'What every step can say',
      },
      root,
    ),
    'sections.md': lines(
      NOTE,
      '# Sections',
      '',
      ...['milestones', 'segments', 'checklists', 'flows', 'videos', 'videoSettings', 'mails', 'health', 'lifecycle', 'kpis', 'collector']
        .filter((name) => p[name])
        .map((name) => section(name, p[name] ?? {}, root)),
      '## Measures',
      '',
      'What can be measured of an account.',
      '',
      ...alternatives(resolve(measure, root))
        .map((m) => resolve(m, root))
        .map((m) => lines(`### ${kindOf(m) ?? ''}`, '', m.description, '', fieldsTable(m, root, ['kind']), json(m.examples?.[0] ?? null))),
      '## Account rules',
      '',
      rule.description,
      '',
      `One of: ${alternatives(rule)
        .map((a) => `\`{ ${Object.keys(resolve(a, root).properties ?? {}).join(', ')} }\``)
        .join(' · ')}`,
      '',
      json(rule.examples?.[0] ?? null),
    ),
  };
}
