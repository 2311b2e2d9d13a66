/** What somebody who types `shirube-collector` is answered. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../packages/collector/dist/main.js', import.meta.url));
const manifest = fileURLToPath(new URL('../../packages/collector/package.json', import.meta.url));
const typed = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { encoding: 'utf8', timeout: 20_000 });
  return { status, stdout, stderr };
};

describe('somebody who types shirube-collector', { timeout: 60_000 }, () => {
  test.each([
    ['an option that there is not', ['--prot', '1'], /^There is no option "--prot"\. Known: --config, .*--port.*See --help\.\n$/],
    ['an option without its value', ['--port'], /^Option '--port <value>' argument missing.*See --help\.\n$/s],
    ['a port that is no number', ['--port', 'abc'], /^--port \(or PORT\) must be a number from 0 to 65535, not "abc"\.\n$/],
    ['a port that there is not', ['--port', '70000'], /not "70000"\.\n$/],
    ['a level of the log that there is not', ['--log', 'loud'], /^--log must be one of silent, error, warn, info, debug, not "loud"\.\n$/],
    ['a command that there is not', ['restore'], /^There is no command "restore"\. Known: serve, backup\. See --help\.\n$/],
  ])('%s is told so in words, and nothing is started', (_, words, expected) => {
    const { status, stderr, stdout } = typed(...words);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(expected);
  });
  test('and asks for the version is told it', () => {
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    expect(typed('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});
