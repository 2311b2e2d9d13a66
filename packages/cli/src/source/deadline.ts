/** Ends synchronous work that does not end by itself (a hostile pattern, an explosion of alternatives). */
import { Script } from 'node:vm';
import { Failure } from '../io';

const slot = Symbol.for('shirube.cli.deadline');

/** Runs `work` and throws Failure("time.limit") when it takes longer than `ms`. The engine of Node itself interrupts it. */
export function withDeadline<T>(ms: number, work: () => T): T {
  const holder = globalThis as { [slot]?: () => void };
  let result: { value: T } | undefined;
  holder[slot] = () => {
    result = { value: work() };
  };
  try {
    new Script('globalThis[Symbol.for("shirube.cli.deadline")]()').runInThisContext({ timeout: ms });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new Failure('time.limit', { seconds: ms / 1000 });
    throw error;
  } finally {
    delete holder[slot];
  }
  if (!result) throw new Failure('time.limit', { seconds: ms / 1000 });
  return result.value;
}
