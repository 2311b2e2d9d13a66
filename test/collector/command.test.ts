/** What somebody who types `shirube-collector` is answered. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../packages/collector/dist/main.js', import.meta.url));
const manifest = fileURLToPath(new URL('../../packages/collector/package.json', import.meta.url));
const typed = (...words: string[]) => said(words);
const said = (words: string[], env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
};

describe('somebody who types shirube-collector', { timeout: 60_000 }, () => {
  test.each([
    ['an option that there is not', ['--prot', '1'], /^There is no option "--prot"\. Known: --config, .*--port.*See --help\.\n$/],
    ['an option without its value', ['--port'], /^Option '--port <value>' argument missing.*See --help\.\n$/s],
    ['a port that is no number', ['--port', 'abc'], /^--port \(or PORT\) must be a number from 0 to 65535, not "abc"\.\n$/],
    ['a port that there is not', ['--port', '70000'], /not "70000"\.\n$/],
    ['a level of the log that there is not', ['--log', 'loud'], /^--log must be one of silent, error, warn, info, debug, not "loud"\.\n$/],
    [
      'an address that the machine has not',
      ['--host', '192.0.2.1', '--port', '0'],
      /^"192\.0\.2\.1" is no address of this machine\. Write --host/,
    ],
    [
      'a path that is none',
      ['--base-path', 'https://app.example.com/shirube'],
      /^--base-path \(SHIRUBE_BASE_PATH\) must be a path such as \/shirube/,
    ],
    ['a command that there is not', ['restore'], /^There is no command "restore"\. Known: serve, backup\. See --help\.\n$/],
  ])('%s is told so in words, and nothing is started', (_, words, expected) => {
    const { status, stderr, stdout } = typed(...words);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(expected);
  });
  test.each([
    [
      'a set of keys that is not there',
      { SHIRUBE_IDENTITY_JWKS: '/nowhere/keys.json' },
      /^\/nowhere\/keys\.json \(SHIRUBE_IDENTITY_JWKS\).*"keys"/,
    ],
    ['a switch that is neither on nor off', { SHIRUBE_TRUST_PROXY: 'maybe' }, /^SHIRUBE_TRUST_PROXY must be 1 or 0, not "maybe"/],
    ['a mail server without its scheme', { SMTP_URL: 'mail.example.com' }, /^The address of the mail server \(SMTP_URL\)/],
    ['another database', { DATABASE_URL: 'mysql://db/shirube' }, /^DATABASE_URL is no address of PostgreSQL/],
  ])('and has set %s is told so before anything is opened', (_, env, expected) => {
    const { status, stderr, stdout } = said(['--port', '0', '--data', '/nowhere/data'], env);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(expected);
  });
  test('and puts it behind a path of the app finds everything below that path, the dashboard too', { timeout: 30_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'shirube-command-'));
    const child = spawn(process.execPath, [main, '--port', '0', '--base-path', '/shirube/', '--data', dir, '--log', 'silent']);
    let out = '';
    child.stdout.on('data', (data) => (out += String(data)));
    const address = () => /at (http:\S+)/.exec(out)?.[1] ?? '';
    await expect.poll(address, { timeout: 20_000 }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/shirube$/);
    expect((await fetch(`${address()}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${address()}/dashboard/`)).text()).toContain('content="/shirube"');
    const link = /New admin.*: (http:\S+)/.exec(out)?.[1] ?? '';
    expect([link.startsWith(`${address()}/auth/link/`), (await fetch(link)).status]).toEqual([true, 200]);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    rmSync(dir, { recursive: true, force: true });
  });
  test('and lets it listen on an IPv6 address gets links that can be opened', { timeout: 30_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'shirube-command-'));
    const child = spawn(process.execPath, [main, '--port', '0', '--host', '::1', '--data', dir, '--log', 'silent']);
    let out = '';
    child.stdout.on('data', (data) => (out += String(data)));
    await expect.poll(() => /at (http:\S+)/.exec(out)?.[1], { timeout: 20_000 }).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${/at (http:\S+)/.exec(out)?.[1]}/healthz`)).status).toBe(200);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    rmSync(dir, { recursive: true, force: true });
  });
  test('and asks for the version is told it', () => {
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    expect(typed('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});
