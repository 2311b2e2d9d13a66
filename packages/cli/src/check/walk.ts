/** What the schema says about a place: known keys, kinds, titles, examples. Walks along the data, because the schema is endless. */
import { z } from 'zod';

export type Schema = z.core.$ZodType;
/** The parts of a zod definition that matter here. */
interface Def {
  type: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  items?: Schema[];
  keyType?: Schema;
  valueType?: Schema;
  innerType?: Schema;
  getter?: () => Schema;
  options?: Schema[];
  discriminator?: string;
  values?: unknown[];
  entries?: Record<string, string | number>;
}
export interface Meta {
  id?: string;
  title?: string;
  description?: string;
  why?: string;
  examples?: unknown[];
}

export const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def;

/** Without wrappers: optional, lazy … */
export function bare(schema: Schema): Schema {
  let at = schema;
  for (let i = 0; i < 20; i++) {
    const def = defOf(at);
    const next = def.innerType ?? (def.type === 'lazy' ? def.getter?.() : undefined);
    if (!next) return at;
    at = next;
  }
  return at;
}

/** What is said for people, the outermost first. */
export function metaOf(schema: Schema): Meta {
  let meta: Meta = {};
  let at: Schema | undefined = schema;
  for (let i = 0; at && i < 20; i++) {
    meta = { ...(z.globalRegistry.get(at) as Meta | undefined), ...meta };
    const def = defOf(at);
    at = def.innerType ?? (def.type === 'lazy' ? def.getter?.() : undefined);
  }
  return meta;
}

export const shapeOf = (schema: Schema): Record<string, Schema> | undefined => defOf(bare(schema)).shape;
export function partOf(schema: Schema, key: string): Schema | undefined {
  const shape = shapeOf(schema);
  return shape && Object.hasOwn(shape, key) ? shape[key] : undefined;
}
export const keysOf = (schema: Schema): string[] => Object.keys(shapeOf(schema) ?? {});
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isOptional = (schema: Schema): boolean => defOf(schema).type === 'optional';

/** All alternatives of a union, unions inside it opened. */
export function optionsOf(schema: Schema): Schema[] {
  const def = defOf(bare(schema));
  return def.options ? def.options.flatMap((option) => (defOf(bare(option)).options ? optionsOf(option) : [option])) : [schema];
}

/** "dwell" of { kind: "dwell" }: the value that tells this alternative of a union. */
export function literalOf(schema: Schema, discriminator: string): string | undefined {
  const key = shapeOf(schema)?.[discriminator];
  const value = key && defOf(bare(key)).values?.[0];
  return typeof value === 'string' ? value : undefined;
}
export const discriminatorOf = (schema: Schema): string | undefined => defOf(bare(schema)).discriminator;

/** JSON type of a value, in the words of JSON. */
export const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** JSON types that a schema takes. */
export function typesOf(schema: Schema): string[] {
  const def = defOf(bare(schema));
  if (def.type === 'union') return [...new Set((def.options ?? []).flatMap(typesOf))];
  if (def.type === 'record') return ['object'];
  if (def.type === 'tuple') return ['array'];
  if (def.type === 'enum') return ['string'];
  if (def.type === 'literal') return [...new Set((def.values ?? []).map(typeOf))];
  if (def.type === 'int') return ['number'];
  return [def.type];
}

/** The alternative of a union that this value was meant for; undefined when it cannot be told. */
export function meant(schema: Schema, value: unknown): Schema | undefined {
  const options = optionsOf(schema);
  if (options.length === 1) return options[0];
  const discriminator = discriminatorOf(schema);
  if (discriminator && isRecord(value)) {
    const said = options.find((option) => literalOf(option, discriminator) === value[discriminator]);
    if (said) return said;
  }
  const fitting = options.filter((option) => typesOf(option).includes(typeOf(value)));
  if (fitting.length <= 1 || !isRecord(value)) return fitting[0];
  const scored = fitting.map((option) => [option, overlap(option, value)] as const).sort((a, b) => b[1] - a[1]);
  const [first, second] = scored;
  return first && first[1] > 0 && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
}

/** How many keys of the value belong to this alternative; keys that it lacks count a little against it. */
function overlap(option: Schema, value: Record<string, unknown>): number {
  const shape = shapeOf(option);
  if (!shape) return 0;
  const keys = Object.keys(value);
  const hits = keys.filter((key) => Object.hasOwn(shape, key)).length;
  const lacking = Object.entries(shape).filter(([key, part]) => !isOptional(part) && !Object.hasOwn(value, key)).length;
  return hits ? hits - lacking * 0.1 : 0;
}

/** The schema at a path, following the data through unions. */
export function schemaAt(root: Schema, value: unknown, path: readonly PropertyKey[]): Schema | undefined {
  let schema: Schema | undefined = root;
  let data = value;
  for (const part of path) {
    const option: Schema | undefined = schema && meant(schema, data);
    const def: Def | undefined = option && defOf(bare(option));
    schema = (option && partOf(option, String(part))) ?? def?.valueType ?? def?.items?.[Number(part)] ?? def?.element;
    data =
      isRecord(data) || Array.isArray(data)
        ? Object.hasOwn(data, part)
          ? (data as Record<PropertyKey, unknown>)[part]
          : undefined
        : undefined;
  }
  return schema;
}
