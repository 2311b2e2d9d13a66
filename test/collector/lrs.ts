/** Stands for a learning record store. */
import { createServer, type Server } from 'node:http';
import type { Statement } from '@shirube/engine';

/** A small record store that is as strict as the specification: version header, all or nothing, ids, preconditions, a rate limit. */
export function recordStore() {
  const statements = new Map<string, string>();
  const documents = new Map<string, string>();
  const log: { method: string; path: string; size: number }[] = [];
  /** Requests until 429, writers in between, a status for everybody, a verb that is never taken, and the key. */
  const rules = { limit: Infinity, interfere: 0, down: 0, refuse: '', key: 'Basic a2V5' };
  const tag = (text: string) => `"${[...text].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) | 0, 7)}"`;
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const url = new URL(request.url ?? '/', 'http://lrs');
      const end = (status: number, text = '', headers: Record<string, string> = {}) => response.writeHead(status, headers).end(text);
      if (!/^(1\.0\.3|2\.0\.0)$/.test(String(request.headers['x-experience-api-version']))) return end(400, 'no version');
      if (request.headers.authorization !== rules.key) return end(401);
      if (url.pathname === '/xapi/statements') {
        const batch = JSON.parse(body) as Statement[];
        log.push({ method: 'POST', path: url.pathname, size: batch.length });
        if (rules.down) return end(rules.down);
        if (log.length > rules.limit) return end(429, '', { 'retry-after': '7' });
        if (
          new Set(batch.map((s) => s.id)).size < batch.length ||
          batch.some((s) => !s.verb.id.includes('://') || s.verb.display.en === rules.refuse)
        )
          return end(400, 'bad statement');
        if (batch.some((s) => statements.has(s.id) && statements.get(s.id) !== JSON.stringify(s))) return end(409, 'conflict');
        for (const s of batch) statements.set(s.id, JSON.stringify(s));
        return end(200, JSON.stringify(batch.map((s) => s.id)));
      }
      const known = documents.get(url.search);
      if (request.method === 'GET') return known === undefined ? end(404) : end(200, known, { etag: tag(known) });
      if (request.headers['if-match'] === undefined && request.headers['if-none-match'] === undefined) return end(400, 'no precondition');
      // Another device writes between reading and writing.
      if (rules.interfere-- > 0) documents.set(url.search, JSON.stringify([...(JSON.parse(known ?? '[]') as unknown[]), 'other']));
      const now = documents.get(url.search);
      if (now === undefined ? request.headers['if-none-match'] !== '*' : request.headers['if-match'] !== tag(now)) return end(412);
      documents.set(url.search, body);
      return end(204);
    });
  });
  return { server, statements, documents, log, rules };
}
export type RecordStore = ReturnType<typeof recordStore>;
