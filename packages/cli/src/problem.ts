/** A finding as data. The prose is in say/, one function per code and language; how it is printed is in format/. */
export type Path = readonly (string | number)[];
export type Severity = 'error' | 'warning' | 'info';
/** Counted from 1, columns in UTF-16 units as editors count them. `offset` from 0. */
export interface Position {
  line: number;
  column: number;
  offset: number;
}
export interface Range {
  start: Position;
  end: Position;
}
export type Args = Readonly<Record<string, unknown>>;

export interface Problem {
  /** As in docs/reference/errors.md, for instance "config.unknown-key". */
  code: string;
  severity: Severity;
  file: string;
  path: Path;
  range?: Range;
  args: Args;
}

/** content[2].when.path, as in JavaScript. */
export const pathText = (path: Path): string =>
  path
    .map((part, i) =>
      typeof part === 'number' ? `[${part}]` : /^[A-Za-z_$][\w$]*$/.test(part) ? `${i ? '.' : ''}${part}` : `[${JSON.stringify(part)}]`,
    )
    .join('');

/** RFC 6901. */
export const pointer = (path: Path): string => path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const rank = { error: 0, warning: 1, info: 2 } as const;
/** Errors first, then by place. */
export const sorted = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => rank[a.severity] - rank[b.severity] || (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0));
