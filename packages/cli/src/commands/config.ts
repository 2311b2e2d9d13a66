/** Commands that need a sound configuration: its problems are told on the error stream, and errors end the command. */
import { checkConfig } from '../check/check';
import type { Context } from '../context';
import { prettyChecked } from '../format/pretty';
import type { Config } from '@shirube/engine';
import type { ExitCode } from '../io';

export async function soundConfig({ io, lang, style }: Context, file: string): Promise<{ config: Config } | { exit: ExitCode }> {
  const checked = checkConfig(await io.readFile(file), file);
  if (checked.config) return { config: checked.config };
  io.err(prettyChecked({ ...checked, problems: checked.problems.filter((p) => p.severity === 'error') }, lang, style));
  return { exit: checked.exit };
}
