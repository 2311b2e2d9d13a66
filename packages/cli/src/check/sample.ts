/** Something that may stand at a place: the first example, else a small value of the right type. */
import { bare, defOf, metaOf, optionsOf, shapeOf, isOptional, type Schema } from './walk';

export function sample(schema: Schema, depth = 0): unknown {
  const { examples } = metaOf(schema);
  if (examples?.length) return examples[0];
  const def = defOf(bare(schema));
  switch (def.type) {
    case 'string':
      return '…';
    case 'number':
    case 'int':
      return 1;
    case 'boolean':
      return true;
    case 'literal':
      return def.values?.[0];
    case 'enum':
      return Object.values(def.entries ?? {})[0];
    case 'array':
      return depth > 2 || !def.element ? [] : [sample(def.element, depth + 1)];
    case 'tuple':
      return (def.items ?? []).map((item) => sample(item, depth + 1));
    case 'record':
      return {};
    case 'union': {
      const first = optionsOf(schema)[0];
      return first && depth < 3 ? sample(first, depth + 1) : undefined;
    }
    case 'object':
      return Object.fromEntries(
        Object.entries(shapeOf(schema) ?? {})
          .filter(([, part]) => !isOptional(part) && depth < 3)
          .map(([key, part]) => [key, sample(part, depth + 1)]),
      );
    default:
      return undefined;
  }
}
