import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toStatements, type Statement } from '@shirube/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lrsSender } from './xapi';

/** A small record store that is as strict as the specification: version header, all or nothing, ids, preconditions, a rate limit. */
function store() {
  const statements = new Map<string, string>();
  const documents = new Map<string, string>();
  const log: { method: string; path: string; size: number }[] = [];
  const rules = { limit: Infinity, interfere: 0 };
  const tag = (text: string) => `"${[...text].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) | 0, 7)}"`;
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const url = new URL(request.url ?? '/', 'http://lrs');
      const end = (status: number, text = '', headers: Record<string, string> = {}) => response.writeHead(status, headers).end(text);
      if (!/^(1\.0\.3|2\.0\.0)$/.test(String(request.headers['x-experience-api-version']))) return end(400, 'no version');
      if (request.headers.authorization !== 'Basic a2V5') return end(401);
      if (url.pathname === '/xapi/statements') {
        const batch = JSON.parse(body) as Statement[];
        log.push({ method: 'POST', path: url.pathname, size: batch.length });
        if (log.length > rules.limit) return end(429, '', { 'retry-after': '7' });
        if (new Set(batch.map((s) => s.id)).size < batch.length || batch.some((s) => !s.verb.id.includes('://'))) return end(400, 'bad statement');
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

const made = (n: number, bad: readonly number[] = []): Statement[] =>
  Array.from({ length: n }, (_, i) => {
    const [statement] = toStatements([{ messageId: `0198b2f0-0000-7000-8000-${String(i).padStart(12, '0')}`, type: 'track', event: 'Video Played', userId: 'u_42', timestamp: '2026-05-01T00:00:00Z', properties: { video: 'v1', session: '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11', time: i } }], { homePage: 'https://app.example', activities: 'https://app.example/v/' });
    if (!statement) throw new Error('not a statement');
    return bad.includes(i) ? { ...statement, verb: { ...statement.verb, id: 'played' } } : statement;
  });

describe('statements to a strict record store', () => {
  let lrs: ReturnType<typeof store>;
  let endpoint: string;
  beforeEach(async () => {
    lrs = store();
    await new Promise<void>((resolve) => lrs.server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(lrs.server.address() as AddressInfo).port}/xapi/`;
  });
  afterEach(async () => {
    lrs.server.closeAllConnections();
    await new Promise((resolve) => lrs.server.close(resolve));
  });
  const sender = () => lrsSender({ endpoint, authorization: 'Basic a2V5' });

  it('arrive in one request', async () => {
    expect((await sender().send(made(20))).stored.length).toBe(20);
    expect(lrs.log).toEqual([{ method: 'POST', path: '/xapi/statements', size: 20 }]);
  });
  it('arrive once, however often they are sent', async () => {
    await sender().send(made(5));
    expect(await sender().send(made(5))).toMatchObject({ refused: [], later: [] });
    expect(lrs.statements.size).toBe(5);
  });
  it('lose none of the good ones to a bad one, which is named', async () => {
    const list = made(16, [3, 11]);
    const result = await sender().send(list);
    expect(result.stored.length).toBe(14);
    expect(result.refused).toEqual([{ id: list[3]?.id, reason: '400 bad statement' }, { id: list[11]?.id, reason: '400 bad statement' }]);
    expect(lrs.statements.size).toBe(14);
  });
  it('lose none of the fresh ones to one whose id is there already', async () => {
    const [first, ...rest] = made(8);
    if (!first) throw new Error('none');
    await sender().send([{ ...first, timestamp: '2026-05-02T00:00:00.000Z' }]);
    const result = await sender().send([first, ...rest]);
    expect(result.stored.length).toBe(8);
    expect(lrs.statements.size).toBe(8);
  });
  it('wait when the store asks for it, and say what is left', async () => {
    lrs.rules.limit = 0;
    expect(await sender().send(made(3))).toMatchObject({ stored: [], later: made(3).map((s) => s.id), retryAfterMs: 7000 });
  });
  it('stop halving when the store asks for a pause in between', async () => {
    lrs.rules.limit = 2;
    const result = await sender().send(made(8, [0]));
    expect(result.retryAfterMs).toBe(7000);
    expect(result.stored.length + result.later.length + result.refused.length).toBe(8);
  });
  it('are all kept when nobody answers', async () => {
    const nobody = lrsSender({ endpoint: 'http://127.0.0.1:1/xapi', authorization: 'Basic a2V5', timeout: 2000 });
    expect((await nobody.send(made(2))).later.length).toBe(2);
  });
  it('a document that another device changed meanwhile is read again, and nothing of it is lost', async () => {
    const agent = made(1)[0]?.actor;
    if (!agent) throw new Error('none');
    lrs.rules.interfere = 2;
    const add = (document: unknown) => [...(Array.isArray(document) ? document : []), 'mine'];
    await sender().change('watched', 'https://app.example/v/v1', agent, add);
    expect(JSON.parse([...lrs.documents.values()][0] ?? '')).toEqual(['other', 'other', 'mine']);
  });
  it('a document that never stands still is given up with a sentence', async () => {
    const agent = made(1)[0]?.actor;
    if (!agent) throw new Error('none');
    lrs.rules.interfere = 99;
    await expect(sender().change('watched', 'https://app.example/v/v1', agent, () => [])).rejects.toThrow('five attempts');
  });
  it('without the right key are kept, not dropped', async () => {
    expect((await lrsSender({ endpoint, authorization: 'Basic wrong' }).send(made(2))).later.length).toBe(2);
  });
});
