// A collector that can be told to misbehave, and that remembers exactly what it acknowledged. It also serves the pages under test.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const dist = process.env.SHIRUBE_DIST ?? fileURLToPath(new URL('../../packages/browser/dist/', import.meta.url));
const types = { js: 'text/javascript', json: 'application/json', html: 'text/html; charset=utf-8' };
const html = (attributes, head = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>${head}
<script src="/shirube.js" data-endpoint="/c" data-write-key="pk" ${attributes}></script></head><body><h1>Page</h1><input id="field"></body></html>`;

/**
 * mode: ok · 503 · 429 (with `retryAfter`) · reset · slow · hang · lost (stores, but the answer never arrives) · 401 · 403 · 404 · 405 · page (200, as an app's
 * fallback route answers) · or a function.
 * `poison`: events of this name are answered 400, the whole batch with them.
 */
export async function startCollector({ attributes = '', head = '', mode = 'ok', port = 0 } = {}) {
  const state = {
    mode,
    retryAfter: '2',
    poison: undefined,
    token: undefined,
    /** messageId → event, as acknowledged. */
    stored: new Map(),
    order: [],
    duplicates: 0,
    /** [the attempt that stored an event, the one that brought it again] */ repeats: [],
    requests: 0,
    attempts: [],
    largest: 0,
    open: 0,
    mostOpen: 0,
    bytes: 0,
    paths: [],
  };
  const by = new Map();
  const accept = (batch, attempt) => {
    for (const event of batch) {
      if (state.stored.has(event.messageId)) {
        state.duplicates++;
        state.repeats.push([by.get(event.messageId), attempt]);
      } else {
        state.stored.set(event.messageId, event);
        by.set(event.messageId, attempt);
        state.order.push(event);
      }
    }
  };
  const handle = async (request, response) => {
    const url = new URL(request.url, 'http://x');
    state.paths.push(url.pathname);
    const file = state.files?.[url.pathname];
    if (file) return void response.writeHead(200, { 'content-type': types.js }).end(file);
    // Another library's endpoint: `decode` says which events are in a body. Used by the benchmark.
    const foreign = state.decode && request.method === 'POST';
    if (url.pathname.startsWith('/c/') || foreign) {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      if (!foreign && url.pathname !== '/c/v1/batch') return void response.writeHead(404).end();
      state.largest = Math.max(state.largest, body.length);
      state.bytes += body.length;
      state.requests++;
      const attempt = {
        at: Date.now(),
        mode: state.mode,
        method: request.method,
        headers: request.headers,
        from: request.headers['x-page'],
      };
      response.on('finish', () => (attempt.answered = Date.now()));
      state.attempts.push(attempt);
      const { batch, token, writeKey } = foreign ? { batch: state.decode(body.toString()) } : JSON.parse(body.toString());
      Object.assign(attempt, { token, writeKey, ids: batch.map((event) => event.messageId) });
      if (foreign && !batch.length) return void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      const reply = (status, json = {}, headers = {}) =>
        void response
          .writeHead(status, {
            'content-type': 'application/json',
            'access-control-allow-origin': '*',
            'access-control-expose-headers': 'retry-after',
            ...headers,
          })
          .end(JSON.stringify(json));
      const how = typeof state.mode === 'function' ? state.mode(batch) : state.mode;
      if (how === 'reset') return void request.socket.destroy();
      if (how === 'hang') return;
      if (how === '503') return reply(503);
      if (how === '429') return reply(429, {}, { 'retry-after': state.retryAfter });
      if (how === '401' && (token ?? request.headers.authorization?.slice(7)) !== state.token) return reply(401);
      if (/^40[345]$/.test(how)) return reply(Number(how));
      if (how === 'page') return void response.writeHead(200, { 'content-type': types.html }).end(html(attributes, head));
      if (how === 'slow') await new Promise((resolve) => setTimeout(resolve, state.delay ?? 2000));
      if (state.poison && batch.some((event) => event.event === state.poison)) return reply(400, { error: 'bad event' });
      accept(batch, attempt);
      if (how === 'lost') return void request.socket.destroy();
      return reply(200, { results: Object.fromEntries(batch.map((event) => [event.messageId, 'ok'])), now: new Date().toISOString() });
    }
    if (url.pathname.endsWith('.js') || url.pathname.endsWith('.json')) {
      try {
        const file = await readFile(dist + url.pathname.slice(1));
        return void response
          .writeHead(200, {
            'content-type': types[url.pathname.split('.').pop()],
            'access-control-allow-origin': '*',
            'cache-control': 'max-age=600',
          })
          .end(file);
      } catch {
        return void response.writeHead(404).end();
      }
    }
    if (url.pathname === '/blank')
      return void response.writeHead(200, { 'content-type': types.html }).end('<!doctype html><title>Blank</title><p>Elsewhere');
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
    if (url.pathname === '/beacon') return void request.resume().on('end', () => response.writeHead(204).end());
    const { headers = {}, body } = state.page?.(url) ?? {};
    response.writeHead(200, { 'content-type': types.html, ...headers }).end(body ?? html(attributes, head));
  };
  const server = createServer((request, response) => {
    state.mostOpen = Math.max(state.mostOpen, ++state.open);
    response.on('close', () => state.open--);
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return Object.assign(state, {
    html,
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    /** Stops answering altogether: connection refused. */
    async down() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    up: () => new Promise((resolve) => server.listen(address.port, '127.0.0.1', resolve)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(() => resolve()));
    },
    names: () => state.order.filter((event) => event.type === 'track').map((event) => event.event),
  });
}

/** Waits until `done()` or the time is over; true when it came about. */
export async function until(done, ms = 20_000) {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (await done()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
