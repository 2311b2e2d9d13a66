/** Reading requests and writing answers on node:http, with limits. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

export class HttpError extends Error {
  override name = 'HttpError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
    /** What an operator should read in the log, and nobody else. */
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

const unpack = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) } as const;

/** The body as a buffer; refuses what is larger than `most` bytes before reading on. */
export async function readBody(req: IncomingMessage, most: number, mostInflated = most): Promise<Buffer> {
  const tooLarge = (bytes: number, when = '') =>
    new HttpError(413, 'too_large', `The body is larger than ${bytes} bytes${when}. Send smaller batches.`);
  if (Number(req.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const body = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) {
        reject(tooLarge(most));
        req.pause();
      } else chunks.push(chunk);
    });
    req.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    req.on('error', reject);
    req.on('aborted', () => reject(new HttpError(400, 'aborted', 'The client went away.')));
  });
  const encoding = req.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return body;
  const decode = Object.hasOwn(unpack, encoding) ? unpack[encoding as keyof typeof unpack] : undefined;
  if (!decode)
    throw new HttpError(
      415,
      'encoding',
      `The content encoding "${encoding.slice(0, 20)}" is not understood. Use gzip, deflate, br or none.`,
    );
  try {
    return await decode(body, { maxOutputLength: mostInflated });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(mostInflated, ' once it is unpacked');
    throw new HttpError(400, 'encoding', `The body is not valid ${encoding}.`);
  }
}

export function send(res: ServerResponse, status: number, type: string, body: string | Buffer, headers: Record<string, string> = {}): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store', ...headers });
  res.end(body);
}
export const sendJson = (res: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void =>
  send(res, status, 'application/json; charset=utf-8', JSON.stringify(value), headers);

/** Writes piece by piece, as fast as the client takes them, and ends with the client: whoever goes away does not keep the rest waiting. */
export async function pour(res: ServerResponse, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (res.closed) return;
    if (!res.write(piece)) await room(res);
  }
  res.end();
}
const room = (res: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      res.off('drain', go).off('close', go);
      resolve();
    };
    res.on('drain', go).on('close', go);
  });

export function sendError(res: ServerResponse, error: HttpError, headers: Record<string, string> = {}): void {
  sendJson(res, error.status, { error: error.code, message: error.message }, { ...headers, ...error.headers });
}

/** A part of an address without its percent signs; refuses with 400 what is not percent-encoded UTF-8. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(
      400,
      'address',
      'The address has a "%" that two hexadecimal digits of UTF-8 do not follow. Write the sign itself as %25.',
    );
  }
}

/** Address of the client; a proxy's header counts only when the operator says that there is a proxy. */
export function clientAddress(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? req.headers['x-forwarded-for'] : undefined;
  const first = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(',').at(-1)?.trim();
  return first || req.socket.remoteAddress || '';
}
