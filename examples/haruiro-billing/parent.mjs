// `npm start` is npm, a shell, and this program. Killed, npm tells neither; whoever ends it means all of it.
import { readFileSync } from 'node:fs';

/**
 * Process that started `pid`; undefined where the system does not say so in a file.
 * @param {number} pid
 */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
const chain = () => `${process.ppid} ${parentOf(process.ppid)}`;
/** Before anything is built: npm may be gone when that is done. */
const started = chain();

/**
 * Calls `stop` once when npm, or the shell between, has gone. Does nothing in a program that npm did not start.
 * @param {() => void} stop
 */
export function endWithNpm(stop, every = 1000) {
  if (!process.env.npm_lifecycle_event) return;
  const timer = setInterval(() => {
    if (chain() === started) return;
    clearInterval(timer);
    stop();
  }, every);
  timer.unref();
}
