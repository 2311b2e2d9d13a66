/** Structured logs without personal data: ids of mails and tasks, counts, reasons; never addresses, traits, bodies or keys. */
import { pino, type Logger } from 'pino';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Names of fields that must never be written, wherever they turn up. */
const secret = [
  'email',
  'recipient',
  'token',
  'password',
  'secret',
  'authorization',
  'cookie',
  'traits',
  'body',
  'url',
  'writeKey',
  'databaseUrl',
];

export const createLog = (level: LogLevel): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
  });

/** An error in words, without what may stand in the statement or address that caused it. */
export function reasonOf(error: unknown): Record<string, unknown> {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  return {
    error: name,
    ...(code && { code }),
    reason: String(message ?? error)
      .replace(/(postgres(?:ql)?|smtps?|nats):\/\/\S+/g, '$1://…')
      .slice(0, 300),
  };
}
