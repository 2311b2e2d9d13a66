import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

/** @type {Record<string, string>} */
const types = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.vtt': 'text/vtt; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/**
 * One `bytes=` range (RFC 9110 section 14). Several ranges are answered with the whole file, which the RFC allows.
 * @param {string | undefined} header @param {number} size
 * @returns {{ start: number, end: number } | 'whole' | 'impossible'}
 */
export function rangeOf(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  const last = size - 1;
  if (match[1] === '') {
    const suffix = Number(match[2]);
    return suffix === 0 || size === 0 ? 'impossible' : { start: Math.max(0, size - suffix), end: last };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? last : Math.min(Number(match[2]), last);
  if (start > last) return 'impossible';
  return end < start ? 'whole' : { start, end };
}

/**
 * @param {Request} request @param {Response} response @param {string} path of a file that the caller has allowed
 * @param {Record<string, string>} headers
 * @returns {Promise<boolean>} false when there is no such file
 */
export async function sendFile(request, response, path, headers = {}) {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return false;
  const etag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
  const common = {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...headers,
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, common).end();
    return true;
  }
  const stale = request.headers['if-range'] !== undefined && request.headers['if-range'] !== etag;
  const range = stale ? 'whole' : rangeOf(request.headers.range, found.size);
  if (range === 'impossible') {
    response.writeHead(416, { ...common, 'content-range': `bytes */${found.size}` }).end();
    return true;
  }
  const part = range === 'whole' ? { start: 0, end: found.size - 1 } : range;
  response.writeHead(range === 'whole' ? 200 : 206, {
    ...common,
    'content-length': found.size === 0 ? 0 : part.end - part.start + 1,
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${part.start}-${part.end}/${found.size}` }),
  });
  if (request.method === 'HEAD' || found.size === 0) response.end();
  // A viewer who seeks or leaves closes the connection; that is not an error.
  else await pipeline(createReadStream(path, part), response).catch(() => response.destroy());
  return true;
}
