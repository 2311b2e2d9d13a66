/** `shirube disclose <config>`: the external-transmission table in Japanese and English, and the CSP that the page needs. */
import type { Command } from '../context';
import { cspText, discloseConfig } from '../disclose/disclose';
import { markdownDisclosure } from '../disclose/markdown';
import { soundConfig } from './config';

export interface DiscloseOptions {
  script?: string;
  endpoint?: string;
  format: 'markdown' | 'json';
}

export const disclose: Command<DiscloseOptions> = async (context, [file = ''], { script, endpoint, format }) => {
  const sound = await soundConfig(context, file);
  if ('exit' in sound) return sound.exit;
  const disclosure = discloseConfig(sound.config, { script, endpoint });
  context.io.out(
    format === 'json'
      ? `${JSON.stringify({ ...disclosure, cspHeader: cspText(disclosure.csp) }, null, 2)}\n`
      : markdownDisclosure(disclosure, context.lang),
  );
  return 0;
};
