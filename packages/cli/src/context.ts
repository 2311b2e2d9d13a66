/** What every command gets. */
import type { ExitCode, Io } from './io';
import type { Lang } from './lang';
import type { Style } from './format/style';

export interface Context {
  io: Io;
  lang: Lang;
  style: Style;
  version: string;
}
export type Command<O> = (context: Context, args: readonly string[], options: O) => Promise<ExitCode>;
