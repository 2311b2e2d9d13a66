/** Serves the dashboard's built files. The page itself is told where the collector is mounted; everything else is immutable. */
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { decoded, send } from './reply';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** `path` is below the dashboard's mount point. In index.html `__SHIRUBE_BASE__` and `__DASHBOARD_BASE__` become the two mount points. */
export async function serveDashboard(
  req: IncomingMessage,
  res: ServerResponse,
  folder: string,
  path: string,
  basePath: string,
  dashboardPath: string,
): Promise<void> {
  const clean = normalize(`/${decoded(path)}`).replace(/^(\.\.(\/|\\|$))+/, '');
  const wanted = clean === '/' || !extname(clean) ? '/index.html' : clean;
  const file = join(folder, wanted);
  const found =
    file.startsWith(folder) &&
    !wanted.includes('\0') &&
    (await stat(file).then(
      (s) => s.isFile(),
      () => false,
    ));
  if (!found)
    return send(
      res,
      404,
      'text/plain; charset=utf-8',
      wanted === '/index.html' ? 'The dashboard is not built. Run: npm run build\n' : 'Not found\n',
    );
  const headers = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' };
  if (wanted === '/index.html') {
    const html = (await readFile(file, 'utf8')).replaceAll('__SHIRUBE_BASE__', basePath).replaceAll('__DASHBOARD_BASE__', dashboardPath);
    return send(res, 200, types['.html'] ?? '', html, { ...headers, 'content-security-policy': policy, 'x-frame-options': 'DENY' });
  }
  const hashed = /[.-][\w-]{8,}\.\w+$/.test(wanted);
  send(res, 200, types[extname(wanted)] ?? 'application/octet-stream', req.method === 'HEAD' ? '' : await readFile(file), {
    ...headers,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
}
