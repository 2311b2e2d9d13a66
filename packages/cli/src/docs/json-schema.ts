/** The parts of JSON Schema that the reference reads. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  items?: JsonSchema;
  prefixItems?: readonly JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  title?: string;
  description?: string;
  why?: string;
  examples?: readonly unknown[];
  $defs?: Readonly<Record<string, JsonSchema>>;
}

/** Follows references; one that points nowhere is empty. */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let at = schema;
  for (let i = 0; at.$ref && i < 10; i++) {
    const { $ref, ...own } = at;
    at = { ...root.$defs?.[$ref.replace('#/$defs/', '')], ...own };
  }
  return at;
}

export const alternatives = (schema: JsonSchema): readonly JsonSchema[] => schema.oneOf ?? schema.anyOf ?? [];
/** "dwell" of { kind: "dwell" }. */
export const kindOf = (schema: JsonSchema): string | undefined => {
  const value = schema.properties?.['kind']?.const ?? schema.properties?.['do']?.const;
  return typeof value === 'string' ? value : undefined;
};
