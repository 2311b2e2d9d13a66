/** One configuration, checked from bytes to rules: JSON, then schema, then lint. What has a wrong shape is still searched for ids that lead nowhere. */
import type { Config } from '@shirube/engine';
import { configSchema } from '@shirube/engine/schema';
import type { ExitCode } from '../io';
import { sorted, type Problem } from '../problem';
import { withDeadline } from '../source/deadline';
import { limits } from '../source/limits';
import { locate, readSource, type Source } from '../source/read';
import { checkIds } from './ids';
import { checkLint } from './lint';
import { checkSchema } from './schema';
import type { Finding } from './finding';
import { isRecord, type Schema } from './walk';

/** The same for every file, and not cheap to make. */
let schema: Schema | undefined;

export interface Checked {
  source: Source;
  problems: Problem[];
  /** Problems beyond those that are told. */
  more: number;
  exit: ExitCode;
  /** Only when there are no errors. */
  config?: Config;
}

export function checkConfig(bytes: Uint8Array, file: string, { strict = false } = {}): Checked {
  return withDeadline(limits.checkMs, () => {
    const source = readSource(bytes, file);
    const all = sorted([...source.problems, ...(source.broken ? [] : checkValue(source))]);
    const problems = all.slice(0, limits.problems);
    const errors = all.some((p) => p.severity === 'error');
    const unreadable = source.broken || all.some((p) => p.code === 'config.not-one');
    const exit: ExitCode = unreadable ? 2 : errors || (strict && all.some((p) => p.severity === 'warning')) ? 1 : 0;
    return { source, problems, more: all.length - problems.length, exit, ...(!errors && { config: source.value as Config }) };
  });
}

function checkValue(source: Source): Problem[] {
  const { value, file } = source;
  const place = ({ code, path, at, args }: Finding, severity: Problem['severity'] = 'error'): Problem => ({
    code,
    severity,
    file,
    path,
    range: locate(source, path, at),
    args,
  });
  if (!isRecord(value) || !Object.hasOwn(value, 'shirube')) return [place({ code: 'config.not-one', path: [], args: {} })];
  const shape = checkSchema((schema ??= configSchema()), value).map((finding) => place(finding));
  const ids = checkIds(value, (path) => locate(source, path).start.line).map((finding) => place(finding));
  if (shape.length) return [...shape, ...ids, ...lostIds(value, shape).map((finding) => place(finding))];
  return [...ids, ...checkLint(value as unknown as Config).map(({ severity, ...finding }) => place(finding, severity))];
}

/** Ids that lead nowhere, in a configuration that has other mistakes too. Where the list that they lead to is itself in doubt, nothing is said. */
function lostIds(value: Record<string, unknown>, shape: readonly Problem[]): Finding[] {
  if (shape.some(({ path }) => path.length < 2)) return [];
  const doubtful = new Set(shape.flatMap(({ path }) => (path.length < 3 || path.includes('id') ? [path[0]] : [])));
  try {
    return checkLint(value as unknown as Config).filter(
      ({ code, args }) => code === 'lint.dangling-id' && !doubtful.has(/^\w+/.exec(String(args['section']))?.[0]),
    );
  } catch {
    // Too far from a configuration to be searched; its shape is reported.
    return [];
  }
}
