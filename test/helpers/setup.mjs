// Set-up that `npm start` and `npm test` share. Only what Node brings, because nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (path) => join(root, path);

/** Runs a command with its output shown; a failure ends the program with the command's own code. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? 'pipe' : 'inherit',
    env: { ...process.env, ...env },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    console.error(`\n\`${command} ${args.join(' ')}\` failed${result.error ? `: ${result.error.message}` : ''}.`);
    process.exit(result.status || 1);
  }
  return result.stdout;
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Shirube needs Node 20.19 or later; this is ${process.versions.node}. Install a newer Node (nodejs.org) and try again.`);
  process.exit(1);
}

/** Installs what the lock file says, when it is not there yet or is older than the lock file. */
export function install() {
  const installed = at('node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(at('package-lock.json')).mtimeMs) return;
  console.log('Installing the locked dependencies …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

const SOURCES = ['packages', 'examples/haruiro-billing', 'rollup.config.mjs', 'tsconfig.base.json', 'package-lock.json'];
const SKIP = new Set(['node_modules', 'dist', '.data', 'media', 'LICENSE', 'README.md']);

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => !SKIP.has(name))
      .map((name) => newest(join(path, name))),
  );
}

/** Builds everything when a source is newer than the last build. */
export function build() {
  const stamp = at('.cache/built');
  const changed = Math.max(...SOURCES.map((path) => newest(at(path))));
  if (existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) >= changed && existsSync(at('packages/browser/dist/shirube.js'))) return;
  console.log('Building …');
  run(process.execPath, [at('node_modules/rollup/dist/bin/rollup'), '-c', '--silent']);
  mkdirSync(at('.cache'), { recursive: true });
  writeFileSync(stamp, String(changed));
}
