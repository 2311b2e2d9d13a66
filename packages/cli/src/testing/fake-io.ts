/** A world of a few lines: files in a map, what was printed in strings. */
import { Failure, type Io } from '../io';

export interface FakeIo extends Io {
  printed: string;
  told: string;
  files: Map<string, Uint8Array>;
}

const bytes = (content: string | Uint8Array): Uint8Array => (typeof content === 'string' ? new TextEncoder().encode(content) : content);

export function fakeIo(files: Readonly<Record<string, string | Uint8Array>> = {}, more: Partial<Io> = {}): FakeIo {
  const io: FakeIo = {
    files: new Map(Object.entries(files).map(([path, content]) => [path, bytes(content)])),
    printed: '',
    told: '',
    out: (text) => void (io.printed += text),
    err: (text) => void (io.told += text),
    readFile: (path) => {
      const file = io.files.get(path);
      return file ? Promise.resolve(file) : Promise.reject(new Failure('file.missing', { file: path }));
    },
    writeFile: (path, text, force = false) => {
      if (io.files.has(path) && !force) return Promise.reject(new Failure('file.exists', { file: path }));
      io.files.set(path, bytes(text));
      return Promise.resolve();
    },
    exists: (path) => Promise.resolve(io.files.has(path)),
    list: (path) =>
      Promise.resolve(
        [...io.files.keys()]
          .filter((file) => path === '.' || file.startsWith(`${path}/`))
          .map((file) => (path === '.' ? file : file.slice(path.length + 1))),
      ),
    async *stream(path) {
      yield await io.readFile(path);
    },
    fetch: () => Promise.reject(new Error('no network in tests')),
    env: {},
    now: () => 0,
    color: false,
    ...more,
  };
  return io;
}

/** Lines of NDJSON. */
export const ndjson = (...lines: readonly unknown[]): string => lines.map((line) => JSON.stringify(line)).join('\n');
