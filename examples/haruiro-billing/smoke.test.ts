import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDemoApp } from './server.mjs';

let dataDir: string;
let server: Server;
let origin: string;

async function start(): Promise<void> {
  const demo = createDemoApp({
    dataDir,
    shirubeTag: '<script src="/shirube.js" nonce="{nonce}" defer></script>',
    now: () => new Date('2026-06-30T03:00:00Z'),
  });
  server = createServer((request, response) => {
    void demo(request, response).then((answered) => answered || response.writeHead(404).end('not the demo'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function signIn(who: object): Promise<string> {
  const answer = await fetch(`${origin}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  });
  expect(answer.status).toBe(200);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

const send = (method: string, path: string, cookie: string, body: object): Promise<Response> =>
  fetch(origin + path, { method, headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify(body) });

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'haruiro-'));
  await start();
});
afterEach(async () => {
  await stop();
  await rm(dataDir, { recursive: true });
});

test('a person who opens any page gets the app, with the one script tag and the nonce that its policy allows', async () => {
  for (const path of ['/', '/login', '/dashboard', '/settings/registration-number', '/invoices/new', '/help/registration-number']) {
    const answer = await fetch(origin + path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`<script src="/shirube.js" nonce="${nonce}" defer></script>`);
    for (const part of [
      "default-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
  }
});

test('the app leaves what is not its own to whoever is mounted beside it', async () => {
  for (const path of ['/shirube.js', '/shirube.json', '/v1/batch', '/media/../package.json', '/css/../../package.json']) {
    expect(await (await fetch(origin + path)).text()).toBe('not the demo');
  }
});

test('a visitor who prefers English, or chose it before, gets an English page from the start', async () => {
  const page = async (headers: Record<string, string>): Promise<string> => (await fetch(`${origin}/login`, { headers })).text();
  expect(await page({ 'accept-language': 'ja-JP,ja;q=0.9' })).toContain('<html lang="ja">');
  expect(await page({ 'accept-language': 'en-US,en;q=0.9' })).toContain('<html lang="en">');
  expect(await page({ 'accept-language': 'en-US', cookie: 'haruiro_lang=ja; haruiro_theme=dark' })).toContain(
    '<html lang="ja" data-theme="dark">',
  );
});

test('a registration number that was saved yesterday is still there after the server was started again', async () => {
  const cookie = await signIn({ personId: 'u_hana' });
  const saved = await send('PUT', '/api/settings/registration-number', cookie, { 'registration-number': 'T1234-567890-123' });
  expect(saved.status).toBe(200);
  await stop();
  await start();
  const session = await (await fetch(`${origin}/api/session`, { headers: { cookie } })).json();
  expect(session.user.id).toBe('u_hana');
  expect(session.books.settings).toEqual({ 'registration-number': { 'registration-number': 'T1234567890123' } });
});

test('a number with too few digits is refused with its reason and changes nothing', async () => {
  const cookie = await signIn({ personId: 'u_hana' });
  const refused = await send('PUT', '/api/settings/registration-number', cookie, { 'registration-number': 'T12345' });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toEqual({ error: 'invalid', fields: { 'registration-number': 'too-short' } });
  const session = await (await fetch(`${origin}/api/session`, { headers: { cookie } })).json();
  expect(session.books.settings).toEqual({});
});

test('two companies never see the books of each other', async () => {
  const hana = await signIn({ personId: 'u_hana' });
  const guest = await signIn({ email: 'someone@example.jp' });
  await send('POST', '/api/clients', hana, { name: 'ひばり印刷' });
  const session = await (await fetch(`${origin}/api/session`, { headers: { cookie: guest } })).json();
  expect(session.books.clients).toEqual([]);
  expect((await send('POST', '/api/clients', '', { name: 'x' })).status).toBe(401);
});

test('an invoice goes from draft to sent to paid as it is sent and its payment is recorded', async () => {
  const cookie = await signIn({ personId: 'u_hana' });
  const { books } = await (await send('POST', '/api/clients', cookie, { name: 'ひばり印刷' })).json();
  const line = { description: '名刺', quantity: 3, unitPrice: 333, rate: 8 };
  const made = await (
    await send('POST', '/api/invoices', cookie, {
      clientId: books.clients[0].id,
      issuedOn: '2026-06-30',
      dueOn: '2026-07-31',
      lines: [line],
      note: '',
    })
  ).json();
  const invoice = made.books.invoices[0];
  expect(invoice).toMatchObject({ number: 'INV-0001', status: 'draft', rounding: 'floor' });
  await send('POST', `/api/invoices/${invoice.id}/send`, cookie, {});
  // 999 yen and 8 % tax, rounded down: 79.92 becomes 79.
  const pay = (amount: number) =>
    send('POST', '/api/payments', cookie, { invoiceId: invoice.id, amount, paidOn: '2026-07-10', method: 'transfer' });
  expect((await (await pay(1000)).json()).books.invoices[0].status).toBe('sent');
  expect((await (await pay(78)).json()).books.invoices[0].status).toBe('paid');
});

test('a CSV import with one bad row imports nothing', async () => {
  const cookie = await signIn({ personId: 'u_hana' });
  const row = (quantity: number) => ({
    clientName: '新しい取引先',
    issuedOn: '2026-06-30',
    dueOn: '2026-07-31',
    note: '',
    lines: [{ description: '品', quantity, unitPrice: 100, rate: 10 }],
  });
  expect((await send('POST', '/api/invoices/import', cookie, { invoices: [row(1), row(-1)] })).status).toBe(422);
  const session = await (await fetch(`${origin}/api/session`, { headers: { cookie } })).json();
  expect(session.books).toMatchObject({ invoices: [], clients: [], csvImports: 0 });
});

test('a viewer who seeks in a video gets just the bytes that were asked for', async () => {
  const whole = await readFile(new URL('./media/v2.mp4', import.meta.url));
  const ask = (range: string): Promise<Response> => fetch(`${origin}/media/v2.mp4`, { headers: { range } });
  const middle = await ask('bytes=1000-1999');
  expect(middle.status).toBe(206);
  expect(middle.headers.get('content-type')).toBe('video/mp4');
  expect(middle.headers.get('content-range')).toBe(`bytes 1000-1999/${whole.length}`);
  expect(Buffer.from(await middle.arrayBuffer()).equals(whole.subarray(1000, 2000))).toBe(true);
  expect(Buffer.from(await (await ask('bytes=-10')).arrayBuffer()).equals(whole.subarray(-10))).toBe(true);
  expect((await ask(`bytes=${whole.length}-`)).status).toBe(416);
  const all = await fetch(`${origin}/media/v2.mp4`);
  expect([all.status, all.headers.get('accept-ranges'), Number(all.headers.get('content-length'))]).toEqual([200, 'bytes', whole.length]);
});

test('a data file that was damaged by hand is kept aside and said clearly, and the app starts', async () => {
  const cookie = await signIn({ personId: 'u_hana' });
  await stop();
  const { writeFile, readdir } = await import('node:fs/promises');
  await writeFile(join(dataDir, 'accounts', 'aoba-design.json'), '{ broken');
  const said: string[] = [];
  const original = console.error;
  console.error = (...words: unknown[]) => void said.push(words.join(' '));
  try {
    await start();
    await signIn({ personId: 'u_hana' });
  } finally {
    console.error = original;
  }
  expect(cookie).not.toBe('');
  expect(said.join()).toContain('not valid JSON');
  expect((await readdir(join(dataDir, 'accounts'))).some((name) => name.includes('unreadable'))).toBe(true);
});
