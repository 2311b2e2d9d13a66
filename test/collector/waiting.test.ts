/** The command as a container starts it: before its database. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { freePort, startPostgres } from './servers.mjs';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });
const postgres = await startPostgres();
afterAll(() => postgres?.stop());
const main = fileURLToPath(new URL('../../packages/collector/dist/main.js', import.meta.url));

if (postgres)
  test('a collector that is started before PostgreSQL says what it waits for, lives without being ready, and goes on when it is there', async () => {
    const real = new URL(await postgres.database());
    const [port, door] = [await freePort(), await freePort()];
    const dir = mkdtempSync(join(tmpdir(), 'shirube-waiting-'));
    const late = new URL(real);
    late.host = `127.0.0.1:${door}`;
    const child = spawn(process.execPath, [main, '--port', String(port), '--write-key', 'pk_late'], { cwd: dir, env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: late.href } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
    const status = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.status, () => 0);
    let proxy: Server | undefined;
    try {
      await expect.poll(() => status('/readyz'), { timeout: 20_000 }).toBe(503);
      await expect.poll(() => said, { timeout: 20_000 }).toMatch(/cannot be reached - probably it is still starting/);
      expect([await status('/healthz'), await status('/v1/batch')]).toEqual([200, 503]);
      expect(child.exitCode).toBeNull();
      proxy = createServer((socket) => {
        const inner = connect(Number(real.port || 5432), real.hostname);
        socket.pipe(inner).pipe(socket);
        for (const one of [socket, inner]) one.on('error', () => (socket.destroy(), inner.destroy()));
      }).listen(door, '127.0.0.1');
      await expect.poll(() => status('/readyz'), { timeout: 40_000, interval: 300 }).toBe(200);
      expect(said).not.toContain(real.password || 'postgres://');
    } finally {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      proxy?.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
