/** Which pages may talk to the intake. A text/plain POST needs no preflight; JSON from another origin does. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export const originOf = (req: IncomingMessage): string | undefined =>
  typeof req.headers.origin === 'string' ? req.headers.origin : undefined;

export function corsHeaders(req: IncomingMessage): Record<string, string> {
  const origin = originOf(req);
  return origin === undefined
    ? {}
    : { 'access-control-allow-origin': origin, vary: 'origin', 'access-control-expose-headers': 'retry-after' };
}

export function preflight(req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(204, {
    ...corsHeaders(req),
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type, authorization, content-encoding',
    'access-control-max-age': '7200',
  });
  res.end();
}
