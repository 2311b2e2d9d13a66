/**
 * The engine in parts, so that a page loads what its configuration names and no more. A part brings runtimes of several families that are
 * asked for together; parts/core.ts is what every page has. Which words ask for which part is generated from the parts themselves
 * (parts/words.ts).
 */
import { inWords } from './hash';
import { words, type PartName } from './parts/words';
import type { Config, Kinds, Part } from './types';

export type { PartName };

/** The parts that a configuration needs besides the core; all of them when it cannot be read as JSON. May name one too many, never one too few. */
export function partsOf(config: Config): PartName[] {
  // Templates of mails are filled where mails are sent.
  const text = inWords({ ...config, mails: undefined });
  return (Object.keys(words) as PartName[]).filter((name) => text[0] !== '{' || new RegExp(words[name]).test(text));
}

/** One set of runtimes out of several, family by family; what comes later takes the place that an earlier one held for it. */
export const joinKinds = (kinds: Kinds, parts: readonly Part[]): Kinds => {
  const all: Record<string, object | undefined> = { ...kinds };
  for (const part of parts) for (const [family, own] of Object.entries(part)) all[family] = { ...all[family], ...own };
  return all as unknown as Kinds;
};
