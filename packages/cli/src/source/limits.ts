/** What a file may cost. A configuration beyond these is a mistake or an attack; real ones are hundreds of times smaller. */
export const limits = {
  /** Bytes of a configuration. */
  configBytes: 4 * 1024 * 1024,
  /** Brackets inside brackets. */
  depth: 100,
  /** Problems that are told; the rest is counted. */
  problems: 100,
  /** Bytes of one line of events. */
  lineBytes: 1024 * 1024,
  /** Milliseconds that checking one configuration may take. */
  checkMs: 10_000,
} as const;
