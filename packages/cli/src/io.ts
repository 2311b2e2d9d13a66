/** The world of the command line as an argument: tests hand in a fake of a few lines, and no command touches `process`. */
export interface Io {
  out(text: string): void;
  /** Messages and progress; never mixed with results. */
  err(text: string): void;
  readFile(path: string): Promise<Uint8Array>;
  /** Refuses to replace an existing file unless `force`; creates folders on the way. */
  writeFile(path: string, text: string, force?: boolean): Promise<void>;
  exists(path: string): Promise<boolean>;
  list(path: string): Promise<string[]>;
  /** Chunks of a file, or of standard input for "-". */
  stream(path: string): AsyncIterable<Uint8Array>;
  fetch(url: string): Promise<{ status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>;
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds; for progress only, never for what would happen. */
  now(): number;
  color: boolean;
  /** Columns of the terminal; undefined when it is none. */
  columns?: number | undefined;
}

/** A mistake that a person can mend: it has a code whose texts are in say/. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    readonly args: Readonly<Record<string, unknown>> = {},
    readonly exit: 1 | 2 = 2,
  ) {
    super(code);
  }
}

/** 0: fine. 1: mistakes were found. 2: it could not be judged (unreadable, not a configuration, wrong usage). */
export type ExitCode = 0 | 1 | 2;
