/** The engine's lint rules as findings. */
import type { Config } from '@shirube/engine';
import { lint } from '@shirube/engine/schema';
import type { Severity } from '../problem';
import type { Finding } from './finding';

export const checkLint = (config: Config): (Finding & { severity: Severity })[] =>
  lint(config).map(({ code, severity, path, args, texts }) => ({ code, severity, path, args: { ...args, texts } }));
