// `npm start`: all set-up, then the demo app, the script, the collector with its embedded store, and the dashboard, on one port.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build, checkNode, install, root } from '../../test/helpers/setup.mjs';
import { endWithNpm } from './parent.mjs';

checkNode();
const port = Number(process.env.PORT || 4000);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT=${process.env.PORT} is not a port. Type, for instance: PORT=4100 npm start`);
  process.exit(1);
}
install();
build();

const data = process.env.SHIRUBE_DATA || join(root, '.data');
mkdirSync(data, { recursive: true });
/** The secret that the app's server and the collector share: it proves to the collector who is signed in. */
const secretFile = join(data, 'identity-secret');
if (!existsSync(secretFile)) writeFileSync(secretFile, randomBytes(32).toString('base64'), { mode: 0o600 });
const secret = readFileSync(secretFile, 'utf8').trim();

const [{ createCollector }, { createDemoApp }, { SignJWT }, { createFileServer }] = await Promise.all([
  import('../../packages/collector/dist/index.js'),
  import('./server.mjs'),
  import('jose'),
  import('./script-files.mjs'),
]);

const origin = `http://localhost:${port}`;
const writeKey = 'pk_haruiro';
const config = join(root, 'examples/haruiro-billing/shirube.json');
const collector = await createCollector({
  dataDir: join(data, 'collector'),
  basePath: '/shirube',
  dashboardPath: '/cs',
  config,
  slug: 'haruiro',
  name: 'Haruiro Billing',
  writeKeys: [{ key: writeKey, label: 'demo', origins: [origin, `http://127.0.0.1:${port}`], rate: 500 }],
  publicUrl: `${origin}/shirube`,
  appUrl: origin,
  mailFrom: 'Haruiro Billing <support@haruiro.example>',
  identity: { secret },
  demoAdmin: true,
  log: 'warn',
  ...(process.env.SMTP_URL && { smtp: process.env.SMTP_URL }),
}).catch((error) => {
  console.error(error.message);
  if (error.cause?.code === 'SQLITE_BUSY')
    console.error(`Here that is another \`npm start\`. End it with Ctrl-C, or type: PORT=${port + 1} SHIRUBE_DATA=./.data-2 npm start`);
  process.exit(1);
});
const guideToken = (user, account) =>
  new SignJWT({ account })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setAudience(writeKey)
    .setIssuedAt(Math.floor(collector.clock.now() / 1000))
    .setExpirationTime(Math.floor(collector.clock.now() / 1000) + 3000)
    .sign(new TextEncoder().encode(secret));
const demo = createDemoApp({
  dataDir: join(data, 'app'),
  guideToken,
  shirubeTag: `<script src="/shirube.js" nonce="{nonce}" defer data-config="/shirube.json" data-endpoint="/shirube" data-write-key="${writeKey}"></script>`,
});
const files = createFileServer({ script: join(root, 'packages/browser/dist'), config });

const server = createServer(async (request, response) => {
  try {
    for (const part of [collector.handler, files, demo]) if (await part(request, response)) return;
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found');
  } catch (error) {
    console.error(`${request.method} ${request.url} failed:`, error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
});
server.on('error', async (error) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program. Stop it, or type: PORT=${port + 1} npm start`
      : `The server could not start: ${error.message}`,
  );
  await collector.close().catch(() => undefined);
  process.exit(1);
});
server.listen(port, () => {
  console.log(`
  Haruiro Billing (the demo app)   ${origin}/login
  Dashboard (customer success)     ${origin}${collector.adminPath ?? '/cs'}
  The script and its rules         ${origin}/shirube.js   ${origin}/shirube.json

  Try this:
   1. Sign in as 青葉 花: her first login is a milestone, and a welcome mail waits on the dashboard under "Mails".
   2. Sign out and in again: the tutorial opens, crosses pages, and goes on after a reload.
   3. Open Settings → Registration number and wait 30 seconds without typing: help is offered, once, with a video at the right second.
   4. On the dashboard press "+1 day" a few times: settings left undone for three days bring the next mail; a welcome mail unopened
      for three working days, and no second sign-in, a phone task.

  Data is in ${data.startsWith(root) ? data.slice(root.length) : data}. Ctrl-C stops everything.
`);
});

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  server.close();
  server.closeAllConnections();
  await collector.close();
  process.exit(0);
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
endWithNpm(stop);
