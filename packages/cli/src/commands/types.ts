/** `shirube types <config>`: declarations, so that a misspelt event or content id does not compile. */
import type { Command } from '../context';
import { typesOf } from '../format/types';
import { soundConfig } from './config';

export interface TypesOptions {
  output?: string;
}

export const types: Command<TypesOptions> = async (context, [file = ''], { output }) => {
  const sound = await soundConfig(context, file);
  if ('exit' in sound) return sound.exit;
  const text = typesOf(sound.config, file);
  // Derived from the configuration: replacing the former version is the point.
  if (output === undefined) context.io.out(text);
  else await context.io.writeFile(output, text, true);
  return 0;
};
