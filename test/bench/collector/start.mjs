// A collector in a process of its own, to be measured or killed: asked by messages, settings by the environment.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export async function start(env) {
  const child = fork(fileURLToPath(new URL('./target.mjs', import.meta.url)), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: process.env.BENCH_EXEC?.split(' ') ?? [],
  });
  const answers = new Map();
  const next = (ask) => new Promise((resolve) => answers.set(ask, resolve));
  child.on('message', (message) => answers.get(message.ask)?.(message));
  const { port } = await next('ready');
  return {
    port,
    child,
    ask(ask, more = {}) {
      const answer = next(ask);
      child.send({ ask, ...more });
      return answer;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.send({ ask: 'stop' });
      await gone;
    },
  };
}
