import { core as base, joinKinds, partsOf, type Config, type Kinds, type Part, type PartName } from '@shirube/engine';
import type { Chunk } from './load-chunk';
import type { Core } from './start';

declare const SHIRUBE_PARTS: Readonly<Record<PartName, Chunk>>;

/**
 * What this configuration needs of the engine: the core is here, the parts that it names are files of their own, asked for all at once.
 * Without `texts` nothing is decided otherwise: people see fallbacks instead of values.
 */
export async function kindsFor({ env, load }: Pick<Core, 'env' | 'load'>, config: Config): Promise<Kinds> {
  const part = (name: PartName): Promise<{ part: Part }> => env.part?.(name) ?? load(SHIRUBE_PARTS[name]);
  const found = await Promise.all(partsOf(config).map((name) => (name === 'texts' ? part(name).catch(() => ({ part: {} })) : part(name))));
  return joinKinds(
    base,
    found.map(({ part }) => part),
  );
}
