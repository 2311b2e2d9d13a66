/** The command as a container starts it: before its database, and before its stream. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test, vi } from 'vitest';
import { freePort, startNats, startPostgres } from './servers.mjs';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
afterAll(() => Promise.all([postgres?.stop(), nats?.stop()]));
const main = fileURLToPath(new URL('../../packages/collector/dist/main.js', import.meta.url));

/** The command on a port of its own, in an empty folder; ended and tidied up after the test. */
async function started(env: Record<string, string>) {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'shirube-waiting-'));
  const child = spawn(process.execPath, [main, '--port', String(port), '--write-key', 'pk_late'], {
    cwd: dir,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  return {
    child,
    said: () => said,
    address: `http://127.0.0.1:${port}`,
    status: (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        (answer) => answer.status,
        () => 0,
      ),
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
type Started = Awaited<ReturnType<typeof started>>;
/** Alive, not ready, and says why. */
async function waits({ child, status, said }: Started): Promise<void> {
  await expect.poll(() => status('/readyz'), { timeout: 20_000 }).toBe(503);
  await expect.poll(said, { timeout: 20_000 }).toMatch(/cannot be reached - probably it is still starting/);
  expect([await status('/healthz'), await status('/v1/batch')]).toEqual([200, 503]);
  expect(child.exitCode).toBeNull();
}

if (postgres) {
  test('a collector that is started before PostgreSQL says what it waits for, lives without being ready, and goes on when it is there', async () => {
    const real = new URL(await postgres.database());
    const door = await freePort();
    const late = new URL(real);
    late.host = `127.0.0.1:${door}`;
    const collector = await started({ DATABASE_URL: late.href });
    let proxy: Server | undefined;
    try {
      await waits(collector);
      proxy = createServer((socket) => {
        const inner = connect(Number(real.port || 5432), real.hostname);
        socket.pipe(inner).pipe(socket);
        for (const one of [socket, inner]) one.on('error', () => (socket.destroy(), inner.destroy()));
      }).listen(door, '127.0.0.1');
      await expect.poll(() => collector.status('/readyz'), { timeout: 40_000, interval: 300 }).toBe(200);
      expect(collector.said()).not.toContain(real.password || 'postgres://');
    } finally {
      await collector.end();
      proxy?.close();
    }
  });

  if (nats)
    test('a collector that is started before the nodes of NATS waits for them, for a majority too, and then takes events as large as they take', async () => {
      for (const node of [0, 1, 2]) await nats.kill(node);
      const collector = await started({ DATABASE_URL: await postgres.database(), NATS_URL: nats.servers.join(',') });
      const send = (body: object) =>
        fetch(`${collector.address}/v1/batch`, {
          method: 'POST',
          headers: { 'content-encoding': 'gzip' },
          body: gzipSync(JSON.stringify({ writeKey: 'pk_late', ...body })),
        });
      const event = (n: number, more = {}) => ({ messageId: `late-${n}`, type: 'track', event: 'late', userId: 'u', ...more });
      try {
        await waits(collector);
        nats.restart(0);
        // One of three is a server, but nothing that it says is kept by a majority.
        const before = collector.said().length;
        await expect.poll(() => collector.said().slice(before), { timeout: 30_000 }).toMatch(/waiting and trying again/);
        expect([collector.child.exitCode, await collector.status('/readyz')]).toEqual([null, 503]);
        for (const node of [1, 2]) nats.restart(node);
        await expect.poll(() => collector.status('/readyz'), { timeout: 60_000, interval: 300 }).toBe(200);
        expect((await send({ batch: [event(1)] })).status).toBe(200);
        await expect
          .poll(async () => (await fetch(`${collector.address}/metrics`)).text(), { timeout: 20_000 })
          .toMatch(/shirube_events_applied_total 1\n/);
        const large = await send({
          batch: Array.from({ length: 60 }, (_, n) => event(n + 2, { properties: { text: 'x'.repeat(20_000) } })),
        });
        expect([large.status, await large.json()]).toMatchObject([
          413,
          { error: 'too_large', message: expect.stringMatching(/Send it in parts, or raise max_payload/) },
        ]);
      } finally {
        await collector.end();
      }
    });
}
