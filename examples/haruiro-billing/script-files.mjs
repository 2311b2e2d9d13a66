/** Serves shirube.js with its chunks, and shirube.json: what the vendor's own web server does elsewhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @param {{ script: string, config: string }} paths folder of the built script, and the configuration file
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<boolean>} true when it has answered
 */
export function createFileServer({ script, config }) {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // Names of built files only; nothing that could leave the folder.
    const chunk = /^\/([\w.-]+\.js)$/.exec(pathname)?.[1];
    const file = pathname === '/shirube.json' ? config : chunk && chunk !== 'app.js' ? join(script, chunk) : undefined;
    if (!file || request.method !== 'GET') return false;
    let body;
    try {
      body = await readFile(file);
    } catch {
      return false;
    }
    const hashed = /-[\w-]{6}\.js$/.test(pathname);
    response.writeHead(200, {
      'content-type': pathname.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/javascript; charset=utf-8',
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
    return true;
  };
}
