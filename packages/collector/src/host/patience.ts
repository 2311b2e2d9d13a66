/** What the collector stands on may come up after it: containers start in any order, and machines come back in any order after a power cut. */
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, type Log } from './log';

/** Longest pause between two tries, in milliseconds. */
const LONGEST = 15_000;
/** Of sockets and names; of PostgreSQL while it starts, stops or has no connection left; of JetStream without a leader. */
const PASSING = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|57P0[123]|53300|08\w{3}|10008|503)$/;
const NAMED = /^(ConnectionError|ClosedConnectionError|TimeoutError|NoRespondersError|RequestError)$/;

/** True for what may be over soon; a wrong setting, password or schema is not. */
export function passes(error: unknown): boolean {
  const { code, name, message, errors, cause, status } = (error ?? {}) as {
    code?: unknown;
    name?: string;
    message?: string;
    errors?: unknown[];
    cause?: unknown;
    status?: unknown;
  };
  if (Array.isArray(errors) && errors.length) return errors.some(passes);
  return (
    PASSING.test(String(code)) ||
    PASSING.test(String(status)) ||
    NAMED.test(name ?? '') ||
    /Connection terminated|connection refused|JetStream system temporarily unavailable|no suitable peers/i.test(message ?? '') ||
    (cause !== undefined && passes(cause))
  );
}

interface Patience {
  log: Pick<Log, 'warn' | 'info'>;
  pause?(ms: number): Promise<unknown>;
  random?(): number;
}

/** Tries until it works. What will not pass by waiting is thrown at once; what may is said, each time with what to do. */
export async function patiently<T>(work: () => Promise<T>, { log, pause = sleep, random = Math.random }: Patience): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      const done = await work();
      if (tries) log.info({ tries: tries + 1 }, 'the database and the stream answer: going on');
      return done;
    } catch (error) {
      if (!passes(error)) throw error;
      const wait = Math.round(Math.min(LONGEST, 500 * 2 ** tries) * (0.5 + random() / 2));
      log.warn(
        { ...reasonOf(error), tries: tries + 1, again_in_ms: wait },
        'the database or the stream cannot be reached - probably it is still starting, or its address is wrong - waiting and trying again; check that it runs, and DATABASE_URL or NATS_URL',
      );
      await pause(wait);
    }
  }
}
