/** From the validator's issues to findings: which key, kind or value was meant, and what is possible there. */
import type { Path } from '../problem';
import type { Finding } from './finding';
import { distance, nearest } from './near';
import { sample } from './sample';
import {
  bare,
  defOf,
  discriminatorOf,
  isRecord,
  keysOf,
  literalOf,
  meant,
  metaOf,
  optionsOf,
  partOf,
  schemaAt,
  shapeOf,
  typeOf,
  typesOf,
  type Schema,
} from './walk';

/** What is read of a validator's issue. */
export interface Issue {
  code: string;
  path?: readonly PropertyKey[];
  input?: unknown;
  expected?: string;
  keys?: readonly string[];
  values?: readonly unknown[];
  discriminator?: string;
  errors?: readonly (readonly Issue[])[];
  issues?: readonly Issue[];
  minimum?: number | bigint;
  maximum?: number | bigint;
  inclusive?: boolean;
  origin?: string;
  pattern?: string;
  format?: string;
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (v, part) => ((isRecord(v) || Array.isArray(v)) && Object.hasOwn(v, part) ? (v as Record<PropertyKey, unknown>)[part] : undefined),
    value,
  );

export function findingsOf(root: Schema, value: unknown, issues: readonly Issue[], base: readonly PropertyKey[] = []): Finding[] {
  const all = issues.flatMap((issue) => one(root, value, issue, [...base, ...(issue.path ?? [])]));
  // Where something says what is wrong with a value, that it also breaks a further rule is no news.
  const said = new Set(all.filter(({ code }) => code !== 'config.invalid').map(({ path }) => path.join('\n')));
  return all.filter(({ code, path }) => code !== 'config.invalid' || !said.has(path.join('\n')));
}

function one(root: Schema, value: unknown, issue: Issue, keys: readonly PropertyKey[]): Finding[] {
  const path = keys.map((part) => (typeof part === 'number' ? part : String(part)));
  const have = at(value, path);
  const schema = schemaAt(root, value, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return (issue.keys ?? []).map((key) => unknownKey(root, value, path, key));
    case 'invalid_union':
      return issue.discriminator ? kind(root, value, path, issue.discriminator) : union(root, value, path, issue);
    case 'invalid_key':
      return [{ code: 'config.key', path, at: 'key', args: { key: path[path.length - 1], pattern: issue.issues?.[0]?.pattern } }];
    case 'invalid_element':
      return findingsOf(root, value, issue.issues ?? [], path);
    case 'invalid_type':
      return have === undefined && path.length ? [missing(root, value, path)] : [typed(schema, path, have, issue.expected)];
    case 'invalid_value':
      return have === undefined && path.length ? [missing(root, value, path)] : [choice(path, have, issue.values ?? [])];
    case 'invalid_format':
      return [{ code: 'config.format', path, args: { have, pattern: issue.pattern, ...about(schema && bare(schema)) } }];
    case 'too_small':
    case 'too_big':
      return [
        {
          code: 'config.range',
          path,
          args: { have, of: issue.origin, least: number(issue.minimum), most: number(issue.maximum), inclusive: issue.inclusive ?? true },
        },
      ];
    default: {
      // The place may say more than the form that is used in it, and the form what it is called.
      const form = about(schema && bare(schema));
      const place = about(schema);
      return [
        {
          code: 'config.invalid',
          path,
          args: {
            have,
            title: place['title'] ?? form['title'],
            description: place['description'] ?? form['description'],
            example: place['example'] ?? form['example'],
            near: form['title'] === 'Time zone' ? nearest(String(have), Intl.supportedValuesOf('timeZone')) : undefined,
          },
        },
      ];
    }
  }
}

const number = (n: number | bigint | undefined): number | undefined => (n === undefined ? undefined : Number(n));

/** Title, description and an example, for sentences. */
function about(schema: Schema | undefined): Record<string, unknown> {
  if (!schema) return {};
  const { title, description, examples } = metaOf(schema);
  return { title, description, example: examples?.[0] };
}

/** How the object around is called: by its kind, else its title, else its key. */
function named(root: Schema, value: unknown, path: Path): string | undefined {
  const around = at(value, path);
  const schema = schemaAt(root, value, path);
  const option = schema && meant(schema, around);
  const discriminator = schema && discriminatorOf(schema);
  return (
    (option && discriminator && literalOf(option, discriminator)) ??
    (option && metaOf(option).title) ??
    [...path].reverse().find((part) => typeof part === 'string')
  );
}

function unknownKey(root: Schema, value: unknown, path: Path, key: string): Finding {
  const around = at(value, path);
  const schema = schemaAt(root, value, path);
  const option = schema && meant(schema, around);
  const known = option ? keysOf(option) : [];
  const free = known.filter((k) => !isRecord(around) || !Object.hasOwn(around, k));
  // What is there already was meant a second time only when it is all but the same word.
  const twice = known.find((k) => distance(k.toLowerCase(), key.toLowerCase()) <= 1);
  const near = nearest(key, free) ?? twice;
  return {
    code: 'config.unknown-key',
    path: [...path, key],
    at: 'key',
    args: { key, near, known, of: named(root, value, path) },
    ...(near && { fix: { rename: [key, near] } }),
  };
}

function missing(root: Schema, value: unknown, path: Path): Finding {
  const key = String(path[path.length - 1]);
  const parent = path.slice(0, -1);
  const around = at(value, parent);
  const schema = schemaAt(root, value, parent);
  const option = schema && meant(schema, around);
  const part = option && partOf(option, key);
  return {
    code: 'config.missing-key',
    path: parent,
    args: { key, of: named(root, value, parent), sample: part && sample(part), ...about(part) },
  };
}

function typed(schema: Schema | undefined, path: Path, have: unknown, expected: string | undefined): Finding {
  const need = schema
    ? typesOf(schema).map((type) => (type === 'int' ? 'number' : type))
    : [expected === 'record' ? 'object' : (expected ?? '')];
  return { code: 'config.type', path, args: { have, type: typeOf(have), need, sample: schema && sample(schema), ...about(schema) } };
}

function choice(path: Path, have: unknown, values: readonly unknown[]): Finding {
  const words = values.filter((v): v is string => typeof v === 'string');
  const near = typeof have === 'string' ? nearest(have, words) : undefined;
  return { code: 'config.value', path, args: { have, values, near }, ...(near && { fix: { set: near } }) };
}

/** The kind is unknown or not there: the one that was meant, by its spelling or by its keys. */
function kind(root: Schema, value: unknown, path: Path, discriminator: string): Finding[] {
  const parent = path.slice(0, -1);
  const around = at(value, parent);
  const schema = schemaAt(root, value, parent);
  const options = schema ? optionsOf(schema) : [];
  const kinds = options.flatMap((option) => literalOf(option, discriminator) ?? []);
  const have = at(value, path);
  const family = discriminator === 'do' ? 'step' : discriminator;
  if (typeof have === 'string') {
    const near = nearest(have, kinds);
    return [{ code: 'config.kind', path, args: { have, kinds, near, discriminator, family }, ...(near && { fix: { set: near } }) }];
  }
  const guess = have === undefined && schema ? meant(schema, around) : undefined;
  const near = guess && literalOf(guess, discriminator);
  return [
    {
      code: 'config.kind-missing',
      path: have === undefined ? parent : path,
      args: { have, kinds, near, discriminator, family },
      ...(near && { fix: { add: [discriminator, near] } }),
    },
  ];
}

/** None of several forms fits: what is wrong with the one that was meant, else what the forms are. */
function union(root: Schema, value: unknown, path: Path, issue: Issue): Finding[] {
  const have = at(value, path);
  if (have === undefined && path.length) return [missing(root, value, path)];
  const schema = schemaAt(root, value, path);
  if (!schema) return [{ code: 'config.invalid', path, args: { have } }];
  const options = optionsOf(schema);
  const option = meant(schema, have);
  const index = option
    ? (defOf(bare(schema)).options ?? []).findIndex((direct) => direct === option || optionsOf(direct).includes(option))
    : -1;
  const inner = index >= 0 ? issue.errors?.[index] : undefined;
  if (inner?.length) return findingsOf(root, value, inner, path);
  if (!typesOf(schema).includes(typeOf(have))) return [typed(schema, path, have, undefined)];
  const words = options.flatMap((o) => (defOf(bare(o)).type === 'enum' ? Object.values(defOf(bare(o)).entries ?? {}).map(String) : []));
  const near = typeof have === 'string' ? nearest(have, words) : undefined;
  const slip = isRecord(have) ? slipOf(options, have) : undefined;
  if (slip)
    return [
      {
        code: 'config.unknown-key',
        path: [...path, slip[0]],
        at: 'key',
        args: { key: slip[0], near: slip[1], known: [slip[1]], of: metaOf(schema).title },
        fix: { rename: slip },
      },
    ];
  return [
    { code: 'config.shape', path, args: { have, near, forms: options.map(form), ...about(schema) }, ...(near && { fix: { set: near } }) },
  ];
}

/** A misspelt key that belongs to one of the forms. */
function slipOf(options: readonly Schema[], have: Record<string, unknown>): [string, string] | undefined {
  const known = [...new Set(options.flatMap(keysOf))];
  for (const key of Object.keys(have)) {
    const near = known.includes(key)
      ? undefined
      : nearest(
          key,
          known.filter((k) => !Object.hasOwn(have, k)),
        );
    if (near) return [key, near];
  }
  return undefined;
}

/** One form of a union in a few signs. */
function form(schema: Schema): string {
  const shape = shapeOf(schema);
  if (shape)
    return `{ ${
      Object.entries(shape)
        .filter(([, part]) => defOf(part).type !== 'optional')
        .map(([key]) => `"${key}": …`)
        .join(', ') || '…'
    } }`;
  const def = defOf(bare(schema));
  if (def.type === 'enum')
    return Object.values(def.entries ?? {})
      .map((v) => JSON.stringify(v))
      .join(' | ');
  return typesOf(schema).join(' | ');
}
