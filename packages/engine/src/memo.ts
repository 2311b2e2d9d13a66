import type { Program } from './types';

/** What is derived from a condition once and kept beside the program. */
export function memo<T>(program: Program, key: object, make: () => T): T {
  let value = program.memo.get(key) as T | undefined;
  if (value === undefined) program.memo.set(key, (value = make()));
  return value;
}
