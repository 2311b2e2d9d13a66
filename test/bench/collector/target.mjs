// What is measured (or killed), in a process of its own: SHIRUBE_TARGET = bare | sqlite | postgres | nats. Talks to its parent over IPC.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const {
  SHIRUBE_TARGET: target,
  SHIRUBE_DIR: dataDir,
  SHIRUBE_DB: databaseUrl,
  SHIRUBE_NATS: nats,
  SHIRUBE_SMTP: smtp,
  SHIRUBE_ROLE: role = 'all',
} = process.env;
const config = JSON.parse(readFileSync(fileURLToPath(new URL('../../../examples/haruiro-billing/shirube.json', import.meta.url)), 'utf8'));
let collector;
let port;

if (target === 'bare') {
  const server = createServer((req, res) => {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const reply = JSON.stringify({ taken: body.batch.length });
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply) });
      res.end(reply);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = server.address().port;
} else {
  const { createCollector } = await import('../../../packages/collector/dist/index.js');
  collector = await createCollector({
    ...(target === 'sqlite' ? { dataDir } : { databaseUrl }),
    ...(target === 'nats' && { nats: { servers: nats.split(',') } }),
    ...(smtp && { smtp }),
    role,
    config,
    log: process.env.SHIRUBE_LOG ?? 'error',
    writeKeys: [{ key: 'pk_bench', rate: 1e9 }],
    addressRate: 1e9,
    publicUrl: 'http://127.0.0.1',
  });
  port = await collector.listen(0, '127.0.0.1');
}

const one = async (sql) => Number(Object.values((await collector.store.query(sql))[0])[0]);
process.on('message', async ({ ask, sql, params }) => {
  const cpu = process.cpuUsage();
  const reply = { ask, cpu: (cpu.user + cpu.system) / 1e6, rss: process.memoryUsage().rss };
  if (collector && ask === 'state') Object.assign(reply, { events: await one('SELECT COUNT(*) FROM events') });
  if (collector && ask === 'left') Object.assign(reply, { inbox: await collector.backlog().catch(() => 1) });
  if (collector && ask === 'run') Object.assign(reply, { changed: await collector.store.tx((tx) => tx.run(sql, params ?? [])) });
  if (collector && ask === 'query') Object.assign(reply, { rows: await collector.store.query(sql, params ?? []) });
  if (ask === 'stop') {
    await collector?.close();
    process.exit(0);
  }
  process.send(reply);
});
process.send({ ask: 'ready', port });
