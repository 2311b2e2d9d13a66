/**
 * Questions that may look at very many rows, answered by threads beside the main one. SQLite's log lets them read while the one
 * writer writes. They are started with the first question and end with the store.
 */
import { Worker } from 'node:worker_threads';
import type { Lane, SqlValue } from './port';
import { plain } from './sql';

interface Asked {
  resolve: (rows: unknown[]) => void;
  reject: (error: Error) => void;
}
interface Told {
  id: number;
  json?: string;
  error?: string;
}
interface Thread {
  worker: Worker;
  asked: Map<number, Asked>;
}

export class SqliteScans {
  readonly #threads = new Map<Lane, Thread>();
  #next = 0;
  #closed = false;
  constructor(
    private readonly path: string,
    private readonly engine: string,
  ) {}

  /** One thread per lane: in a lane one after the other, the lanes side by side. */
  query<T>(sql: string, params: readonly SqlValue[], lane: Lane): Promise<T[]> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    const thread = this.#threads.get(lane) ?? this.#start(lane);
    const id = this.#next++;
    return new Promise<unknown[]>((resolve, reject) => {
      thread.asked.set(id, { resolve, reject });
      // Whoever waits for an answer keeps the process; a thread with nothing to do does not.
      thread.worker.ref();
      thread.worker.postMessage({ id, sql, params: params.map(plain) });
    }) as Promise<T[]>;
  }

  #start(lane: Lane): Thread {
    const worker = new Worker(new URL('./sqlite-thread.mjs', import.meta.url), { workerData: { path: this.path, engine: this.engine } });
    const thread: Thread = { worker, asked: new Map() };
    worker.unref();
    worker.on('message', ({ id, json, error }: Told) => {
      const asked = thread.asked.get(id);
      thread.asked.delete(id);
      if (!thread.asked.size && !this.#closed) worker.unref();
      if (json === undefined) asked?.reject(new Error(error ?? 'The question to the store failed.'));
      else asked?.resolve(JSON.parse(json) as unknown[]);
    });
    // A thread that dies takes its questions along; the next question starts another.
    const gone = (error: Error) => {
      if (this.#threads.get(lane) === thread) this.#threads.delete(lane);
      for (const asked of thread.asked.values()) asked.reject(error);
      thread.asked.clear();
    };
    worker.on('error', gone);
    worker.on('exit', () => gone(new Error('The thread that reads the store ended.')));
    this.#threads.set(lane, thread);
    return thread;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      [...this.#threads.values()].map(
        ({ worker }) =>
          new Promise<void>((resolve) => {
            worker.once('exit', () => resolve());
            worker.ref();
            worker.postMessage({ end: true });
          }),
      ),
    );
  }
}
