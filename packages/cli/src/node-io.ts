/** The real world: files, standard streams and fetch of Node. */
import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure, type Io } from './io';

const code = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN');

function unreadable(path: string, error: unknown): Failure {
  const reason = code(error);
  if (reason === 'ENOENT') return new Failure('file.missing', { file: path });
  return new Failure('file.unreadable', { file: path, reason });
}

export const nodeIo = (): Io => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  async readFile(path) {
    try {
      return await readFile(path);
    } catch (error) {
      throw unreadable(path, error);
    }
  },
  async writeFile(path, text, force = false) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { flag: force ? 'w' : 'wx' });
    } catch (error) {
      throw code(error) === 'EEXIST'
        ? new Failure('file.exists', { file: path })
        : new Failure('file.unwritable', { file: path, reason: code(error) });
    }
  },
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  list: (path) => readdir(path).catch(() => []),
  async *stream(path) {
    try {
      for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) yield chunk as Uint8Array;
    } catch (error) {
      throw unreadable(path, error);
    }
  },
  fetch: (url) => fetch(url, { redirect: 'follow', signal: AbortSignal.timeout(10_000) }),
  env: process.env,
  now: () => performance.now(),
  color: !process.env['NO_COLOR'] && (process.stdout.isTTY || !!process.env['FORCE_COLOR']),
  columns: process.stdout.columns,
});
