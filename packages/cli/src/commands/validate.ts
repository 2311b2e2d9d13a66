/** `shirube validate <file…>`: names every mistake. */
import { checkConfig } from '../check/check';
import type { Command } from '../context';
import { jsonChecked } from '../format/json';
import { prettyChecked } from '../format/pretty';
import { sarifChecked } from '../format/sarif';
import type { ExitCode } from '../io';

export interface ValidateOptions {
  format: 'pretty' | 'json' | 'sarif';
  strict?: boolean;
}

export const validate: Command<ValidateOptions> = async ({ io, lang, style, version }, files, { format, strict = false }) => {
  let exit: ExitCode = 0;
  for (const file of files) {
    const checked = checkConfig(await io.readFile(file), file, { strict });
    io.out(
      format === 'json'
        ? jsonChecked(checked, lang)
        : format === 'sarif'
          ? sarifChecked(checked, lang, version)
          : prettyChecked(checked, lang, style),
    );
    if (checked.exit > exit) exit = checked.exit;
  }
  return exit;
};
