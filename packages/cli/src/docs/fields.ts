/** A table of fields: key, type, meaning. */
import { alternatives, kindOf, resolve, type JsonSchema } from './json-schema';

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``.replaceAll('|', '\\|');
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;').replaceAll('](', ']\\(');

/** Titles of things that have a page or a paragraph of their own. */
const links: Readonly<Record<string, string>> = {
  Duration: 'README.md#durations',
  Text: 'README.md#texts',
  Id: 'README.md#ids',
  Comparison: 'README.md#comparisons',
  Range: 'README.md#ranges',
  Target: 'README.md#targets',
  Action: 'README.md#actions',
};

/** The type of a field in a few words. */
export function typeText(schema: JsonSchema, root: JsonSchema, depth = 0): string {
  const named = schema.title ?? resolve(schema, root).title;
  const link = named && Object.hasOwn(links, named) ? links[named] : undefined;
  if (named && link) return `[${named.toLowerCase()}](${link})`;
  const at = resolve(schema, root);
  const kinds = alternatives(at).map((a) => resolve(a, root));
  if (kinds.length > 3 && kinds.every((k) => kindOf(k))) {
    if (kinds.some((k) => k.properties?.['do'])) return '[step](flow-steps.md)';
    if (kinds.some((k) => kindOf(k) === 'dwell')) return '[condition](conditions.md)';
    if (kinds.some((k) => kindOf(k) === 'tour')) return '[content](content.md)';
    if (kinds.some((k) => kindOf(k) === 'activeDays')) return '[measure](sections.md#measures)';
  }
  if (named === 'Account rule') return '[account rule](sections.md#account-rules)';
  if (at.const !== undefined) return code(at.const);
  if (at.enum) return at.enum.map(code).join(' \\| ');
  if (kinds.length) return [...new Set(kinds.map((k) => typeText(k, root, depth + 1)))].join(' or ');
  if (at.type === 'array')
    return at.prefixItems
      ? `[${at.prefixItems.map((item) => typeText(item, root, depth + 1)).join(', ')}]`
      : `list of ${at.items ? typeText(at.items, root, depth + 1) : 'values'}`;
  if (at.type === 'object' && at.properties)
    return depth > 1
      ? 'object'
      : `{ ${Object.keys(at.properties)
          .map((key) => `${key}${at.required?.includes(key) ? '' : '?'}`)
          .join(', ')} }`;
  if (at.type === 'object')
    return `names to ${typeof at.additionalProperties === 'object' ? typeText(at.additionalProperties, root, depth + 1) : 'values'}`;
  if (at.type === 'number' || at.type === 'integer') return bounds(at);
  return at.type ?? 'anything';
}

function bounds({ type = 'number', minimum, maximum, exclusiveMinimum }: JsonSchema): string {
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  if (least !== undefined && most !== undefined) return `${type} ${least}–${most}`;
  return exclusiveMinimum !== undefined ? `${type} > ${exclusiveMinimum}` : least !== undefined ? `${type} ≥ ${least}` : type;
}

/** The description belongs to the field when it says more than the type does. */
const standard = new Set([
  'Lower-case letters, digits, - and _; at most 64.',
  'One text, or one per language tag.',
  'A number and a unit: ms, s, m, h, d or w.',
]);

export function fieldsTable(schema: JsonSchema, root: JsonSchema, skip: readonly string[] = []): string {
  const entries = Object.entries(resolve(schema, root).properties ?? {}).filter(([key]) => !skip.includes(key));
  if (!entries.length) return '';
  const required = resolve(schema, root).required ?? [];
  const rows = entries.map(([key, field]) => {
    const { description = '' } = resolve(field, root);
    return `| \`${key}\`${required.includes(key) ? '' : '?'} | ${typeText(field, root)} | ${cell(standard.has(description) ? '' : description)} |`;
  });
  return `| field | type | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}
