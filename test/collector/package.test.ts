/** The published package without the repository: packed, laid out as an installation, started by its command. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import './helpers';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'shirube-package-'));
const home = join(dir, 'node_modules/@shirube/collector');
let child: ChildProcess | undefined;
let url = '';
let said = '';

/** Dependencies of other people come from the repository, by links; ours only from the packed files. */
function linkOthers(): void {
  const modules = join(root, 'node_modules');
  for (const name of readdirSync(modules).filter((one) => !one.startsWith('.') && one !== '@shirube' && one !== 'shirube'))
    symlinkSync(join(modules, name), join(dir, 'node_modules', name));
}

beforeAll(async () => {
  const packed = JSON.parse(
    execFileSync(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', dir, '-w', '@shirube/engine', '-w', '@shirube/collector'],
      { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ),
  ) as { name: string; filename: string }[] | Record<string, { name: string; filename: string }>;
  for (const { name, filename } of Object.values(packed)) {
    const to = join(dir, 'node_modules', name);
    mkdirSync(to, { recursive: true });
    execFileSync('tar', ['-xzf', join(dir, filename.replace('@', '').replace('/', '-')), '-C', to, '--strip-components=1']);
  }
  linkOthers();
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  const args = [
    '--config',
    join(home, 'deploy/shirube.example.json'),
    '--data',
    join(dir, 'data'),
    '--port',
    '0',
    '--write-key',
    'pk_packed',
    '--log',
    'warn',
  ];
  const started = spawn(process.execPath, [join(home, Object.values(bin)[0] ?? ''), ...args], {
    cwd: dir,
    env: { PATH: process.env['PATH'] ?? '' },
  });
  child = started;
  await new Promise<void>((resolve, reject) => {
    const hear = (data: Buffer) => {
      said += data.toString('utf8');
      url ||= /Shirube collector at (http:\S+)/.exec(said)?.[1] ?? '';
      if (/New admin.*\n/.test(said)) resolve();
    };
    started.stdout.on('data', hear);
    started.stderr.on('data', hear);
    started.once('exit', () => reject(new Error(`It ended at once: ${said}`)));
  });
});
afterAll(async () => {
  if (child && child.exitCode === null) {
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  rmSync(dir, { recursive: true, force: true });
});

describe('somebody who installs the package and starts its command', () => {
  test('sees the dashboard with all its files', async () => {
    const page = await fetch(`${url}/dashboard/`);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const files = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css|svg))"/g)].map(
      ([, file = '']) => new URL(file, `${url}/dashboard/`).href,
    );
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of [...files, `${url}/dashboard/licenses.txt`]) expect([file, (await fetch(file)).status]).toEqual([file, 200]);
  });

  test('has a collector that is healthy, takes an event, and answers the first admin from the store', async () => {
    for (const address of ['/healthz', '/readyz']) expect([address, (await fetch(url + address)).status]).toEqual([address, 200]);
    const batch = [
      {
        messageId: 'packed-1',
        type: 'track',
        event: 'login',
        userId: 'u1',
        timestamp: new Date().toISOString(),
        context: { accountId: 'acme' },
      },
    ];
    expect(
      await (await fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify({ writeKey: 'pk_packed', batch }) })).json(),
    ).toMatchObject({ results: { 'packed-1': 'ok' } });
    const first = /New admin.*?(http:\S+)/.exec(said)?.[1] ?? '';
    const entered = await fetch(first, {
      method: 'POST',
      body: new URLSearchParams({ email: 'a@example.com', name: 'A', password: 'a long enough password' }),
      redirect: 'manual',
    });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const accounts = async () => (await (await fetch(`${url}/api/accounts`, { headers: { cookie } })).json()) as { rows: { id: string }[] };
    await expect.poll(async () => (await accounts()).rows.map(({ id }) => id), { timeout: 10_000 }).toEqual(['acme']);
    expect(said).not.toMatch(/"level":(?:40|50)|Error/);
  });

  test('finds what an installation needs, and no tests or build leftovers', () => {
    expect(readdirSync(join(home, 'deploy')).sort()).toEqual([
      'Dockerfile',
      'Dockerfile.dockerignore',
      'collector.env.example',
      'compose.yaml',
      'shirube-collector.service',
      'shirube.example.json',
    ]);
    const files = readdirSync(home, { recursive: true }).map(String);
    expect(files).toEqual(
      expect.arrayContaining(
        [
          'README.md',
          'dist/LICENSE',
          'dist/index.js',
          'dist/main.js',
          'dist/sqlite-thread.mjs',
          'dist/dashboard/index.html',
          'dist/dashboard/licenses.txt',
        ].map((file) => join(file)),
      ),
    );
    expect(files.filter((file) => /\.test\.|tsbuildinfo/.test(file))).toEqual([]);
  });

  test('stops when told to, with success', async () => {
    const gone = new Promise<number | null>((resolve) => child?.once('exit', resolve));
    child?.kill('SIGTERM');
    expect(await gone).toBe(0);
  });
});
