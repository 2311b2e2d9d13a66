import type { Args, Path } from '../problem';

/** A problem that knows its place in the data, not yet in the text. */
export interface Finding {
  code: string;
  path: Path;
  /** Points at the key instead of the value. */
  at?: 'key' | 'value';
  args: Args;
  /** What was meant, when that is clear: it is put right in a copy, so that what is wrong behind it is found in the same run. */
  fix?: Fix;
}
export type Fix = { rename: [from: string, to: string] } | { set: string } | { add: [key: string, value: string] };
