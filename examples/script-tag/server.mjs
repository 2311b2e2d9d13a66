// A static server in one page: this folder, and the built script under /shirube/.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = new URL('./', import.meta.url);
const script = new URL('./', import.meta.resolve('shirube/shirube.js'));
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

async function answer(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)).replace(/^(\.\.[/\\])+/, '');
  const file = path.startsWith('/shirube/')
    ? new URL(`.${path.slice('/shirube'.length)}`, script)
    : new URL(`.${path === '/' ? '/index.html' : path}`, here);
  const type = types[extname(file.pathname)];
  try {
    if (!type) throw new Error('not served');
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  }
}

export const createExample = () => createServer((request, response) => void answer(request, response));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 4310);
  createExample().listen(port, '127.0.0.1', () =>
    console.log(`http://127.0.0.1:${port}/  sign in, count to six, sign in again; then stay five seconds on the settings page`),
  );
}
