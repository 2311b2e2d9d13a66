// Sends batches as browsers do: 20 events of one person, about 6 kB, each with ids of its own. Raw sockets, so that the sender costs little.
import { connect } from 'node:net';

const EVENTS = 20;
const pad = (n, width) => String(n).padStart(width, '0');
const names = ['invoice_created', 'client_created', 'setting_saved', 'invoice_sent', 'payment_recorded'];
const paths = ['/dashboard', '/invoices', '/invoices/new', '/settings/company', '/settings/registration-number', '/clients'];

/**
 * A template of one request whose digits are overwritten for every batch; nothing is serialised while measuring. With a `stride` that
 * has no divisor in common with `users`, one batch after the other comes from people who lie far apart in the store.
 */
export function template({ key, host, now, users, accounts, stride = 1, path = '/v1/batch' }) {
  const at = new Date(now).toISOString();
  const batch = Array.from({ length: EVENTS }, (_, i) => {
    const page = i % 3 === 0;
    return {
      messageId: `0192f000-0000-7000-8000-RRRRRRRRRR${pad(i, 2)}`,
      type: page ? 'page' : 'track',
      ...(page ? {} : { event: names[i % names.length] }),
      userId: 'user-UUUUUUU',
      timestamp: at,
      properties: page ? { path: paths[i % paths.length] } : { amount: 12800 + i, method: 'form' },
      context: { page: { path: paths[i % paths.length] }, accountId: 'account-AAAAA', sessionId: 's-UUUUUUU', tabId: 't1', seq: i },
    };
  });
  const body = JSON.stringify({ sentAt: at, writeKey: key, batch });
  const text = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const buffer = Buffer.from(text);
  const places = (mark) => {
    const found = [];
    for (let at = buffer.indexOf(mark); at >= 0; at = buffer.indexOf(mark, at + 1)) found.push(at);
    return found;
  };
  const [ids, userPlaces, accountPlaces] = [places('RRRRRRRRRR'), places('UUUUUUU'), places('AAAAA')];
  /** A request for batch number n; n decides person and ids, so that it can be sent again. */
  const make = (n) => {
    const user = (n * stride) % users;
    const out = Buffer.from(buffer);
    for (const at of ids) out.write(pad(n, 10), at, 'latin1');
    for (const at of userPlaces) out.write(pad(user, 7), at, 'latin1');
    for (const at of accountPlaces) out.write(pad(user % accounts, 5), at, 'latin1');
    return out;
  };
  return { make, bytes: Buffer.byteLength(body), events: EVENTS };
}

const open = (port) =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.on('error', reject);
  });

/** One request after the other on one connection; resolves to the status of each. */
class Line {
  #buffer = '';
  #done;
  constructor(socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      this.#buffer += data;
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(this.#buffer)?.[1] ?? 0);
      if (this.#buffer.length < head + 4 + length) return;
      const status = Number(this.#buffer.slice(9, 12));
      this.#buffer = this.#buffer.slice(head + 4 + length);
      this.#done?.(status);
    });
    socket.on('close', () => this.#done?.(0));
  }
  send(request) {
    return new Promise((resolve) => {
      this.#done = resolve;
      this.socket.write(request);
    });
  }
}

/**
 * `rate` undefined: each connection as fast as it is answered. Otherwise so many batches per second from an even clock, and latency is
 * counted from when a batch should have gone out, so that a stalled server cannot hide it.
 */
export async function load({ port, make, first = 0, seconds, count = Infinity, connections = 32, rate, onAck = () => undefined }) {
  const lines = await Promise.all(Array.from({ length: connections }, async () => new Line(await open(port))));
  const started = performance.now();
  const until = started + seconds * 1000;
  const times = [];
  let next = first;
  let ok = 0;
  let refused = 0;
  const one = async (line, due) => {
    const n = next++;
    const status = await line.send(make(n));
    times.push(performance.now() - due);
    if (status === 200) {
      ok++;
      onAck(n);
    } else refused++;
    return status;
  };
  if (rate === undefined)
    await Promise.all(
      lines.map(async (line) => {
        while (performance.now() < until && next - first < count) {
          const status = await one(line, performance.now());
          if (status === 0) return;
          if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }),
    );
  else {
    const free = [...lines];
    const waiting = [];
    const pump = () => {
      while (free.length && waiting.length) {
        const line = free.pop();
        void one(line, waiting.shift()).then(() => {
          free.push(line);
          pump();
        });
      }
    };
    let sent = 0;
    while (performance.now() < until) {
      const now = performance.now();
      for (; sent < ((now - started) / 1000) * rate; sent++) waiting.push(started + (sent / rate) * 1000);
      pump();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    while (free.length < lines.length || waiting.length) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = (performance.now() - started) / 1000;
  for (const { socket } of lines) socket.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { batches: ok, refused, next, perSecond: ok / took, p50: at(0.5), p99: at(0.99) };
}
