/** The engine's lint rules as findings. */
import type { Config } from '@shirube/engine';
import type { Severity } from '../problem';
import type { Finding } from './finding';

export function checkLint(_config: Config): (Finding & { severity: Severity })[] {
  return [];
}
