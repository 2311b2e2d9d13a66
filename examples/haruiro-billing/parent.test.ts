import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shirube-start-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'demo', version: '1.0.0', scripts: { start: 'node demo.mjs' } }));
  writeFileSync(
    join(folder, 'demo.mjs'),
    `import { endWithNpm } from ${JSON.stringify(new URL('./parent.mjs', import.meta.url).href)};\nsetInterval(() => undefined, 60_000);\nconsole.log('up', process.pid);\nendWithNpm(() => process.exit(0), 100);\n`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

// What starts whom is read from /proc; elsewhere the demo ends with its shell.
for (const signal of process.platform === 'linux' ? (['SIGTERM', 'SIGKILL'] as const) : ['SIGTERM' as const])
  test(`somebody who ends npm itself with ${signal} has ended the demo too`, async () => {
    const npm = spawn('npm', ['start'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    npm.stdout.on('data', (data) => (said += String(data)));
    const pid = async () => Number(/up (\d+)/.exec(said)?.[1] ?? 0);
    await expect.poll(pid, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(alive(await pid())).toBe(true);
    npm.kill(signal);
    await expect.poll(async () => alive(await pid()), { timeout: 10_000 }).toBe(false);
  });
